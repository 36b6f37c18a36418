import PackValues
import Testing

@Suite struct TextMergeTests {
  private let base = """
    # sizes
    replicas: 3
    port: 80
    args:
      - --a
      - --b
    rules:
      - name: one
        level: low
      - name: two
        level: low
    script: |
      set -e
      first
      second
      third
    end: true

    """

  private func merge(
    _ base: String, _ ours: String, _ theirs: String
  ) -> (text: String, conflicts: [TextMerge.Conflict]) {
    let merge = TextMerge(
      base: Array(base.utf8), ours: Array(ours.utf8), theirs: Array(theirs.utf8))
    let text = merge.chosen { _ in .ours }
    return (String(decoding: text, as: UTF8.self), merge.conflicts)
  }

  /// Merges two edits both ways and expects one clean text.
  private func expectClean(
    _ ours: (String, String), _ theirs: (String, String), becomes expected: [(String, String)],
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let own = base.replacing(ours.0, with: ours.1)
    let other = base.replacing(theirs.0, with: theirs.1)
    let text = expected.reduce(base) { $0.replacing($1.0, with: $1.1) }
    for merged in [merge(base, own, other), merge(base, other, own)] {
      #expect(merged.conflicts.isEmpty, sourceLocation: sourceLocation)
      #expect(merged.text == text, sourceLocation: sourceLocation)
    }
  }

  @Test func `edits of neighboring lines merge, comments kept`() {
    expectClean(
      ("replicas: 3", "replicas: 4  # more"), ("port: 80", "port: 'http' # named"),
      becomes: [("replicas: 3", "replicas: 4  # more"), ("port: 80", "port: 'http' # named")])
  }

  @Test func `a line changed and one added right below it merge`() {
    expectClean(
      ("replicas: 3", "replicas: 4"), ("port: 80", "timeout: 5\nport: 80"),
      becomes: [("replicas: 3", "replicas: 4"), ("port: 80", "timeout: 5\nport: 80")])
  }

  @Test func `different keys added at one place are both there, in an order of their own`() {
    expectClean(
      ("end: true", "b: 2\nend: true"), ("end: true", "a: 1\nend: true"),
      becomes: [("end: true", "a: 1\nb: 2\nend: true")])
  }

  @Test func `what goes on with the text above stands before a new key`() {
    expectClean(
      ("script: |", "new:\n  x: 1\nscript: |"),
      ("script: |", "  - name: three\n    level: high\nscript: |"),
      becomes: [("script: |", "  - name: three\n    level: high\nnew:\n  x: 1\nscript: |")])
  }

  @Test func `lines of one text inside the text merge by lines`() {
    expectClean(
      ("  first", "  First"), ("  second", "  Second"),
      becomes: [("  first", "  First"), ("  second", "  Second")])
  }

  @Test func `what both sides did alike is no conflict`() {
    expectClean(
      ("replicas: 3\nport: 80", "replicas: 4\nport: 80"),
      ("replicas: 3\nport: 80", "replicas: 4\nport: 81"),
      becomes: [("replicas: 3\nport: 80", "replicas: 4\nport: 81")])
    let merged = merge(
      base, base.replacing("80", with: "'81'"), base.replacing("80", with: "\"81\""))
    #expect(merged.conflicts.isEmpty)
    #expect(merged.text == base.replacing("80", with: "'81'"))
  }

  @Test func `another spelling gives way to another value`() {
    expectClean(
      ("port: 80", "port:   80"), ("port: 80", "port: 81"), becomes: [("port: 80", "port: 81")])
  }

  @Test func `one value changed in two ways is a conflict with its path and its lines`() {
    let merged = merge(
      base, base.replacing("name: two\n    level: low", with: "name: two\n    level: high"),
      base.replacing("name: two\n    level: low", with: "name: two\n    level: off"))
    #expect(merged.conflicts.map { $0.path?.description } == ["rules[name=two].level"])
    #expect(merged.conflicts.map(\.baseLines) == [10..<11])
    #expect(
      merged.conflicts.map { String(decoding: $0.theirs, as: UTF8.self) } == ["    level: off"])
    let inText = merge(
      base, base.replacing("second", with: "2"), base.replacing("second", with: "zwei"))
    #expect(inText.conflicts.map { $0.path?.description } == ["script"])
  }

  @Test func `one key added twice with two values is a conflict, wherever it stands`() {
    let merged = merge(
      base, base.replacing("port: 80", with: "x: 1\nport: 80"), base + "x: 2\n")
    #expect(merged.conflicts.map { $0.path?.description } == ["x"])
  }

  @Test func `two items added to the end of a list without names are a conflict`() {
    let merged = merge(
      base, base.replacing("  - --b", with: "  - --b\n  - --c"),
      base.replacing("  - --b", with: "  - --b\n  - --d"))
    #expect(merged.conflicts.map { $0.path?.description } == ["args[2]"])
  }

  @Test func `one side removes what the other changes: a conflict, and each choice is one side`() {
    let ours = base.replacing("  - name: two\n    level: low\n", with: "")
    let theirs = base.replacing("two\n    level: low", with: "two\n    level: high")
    let merge = TextMerge(
      base: Array(base.utf8), ours: Array(ours.utf8), theirs: Array(theirs.utf8))
    #expect(merge.conflicts.count == 1)
    #expect(merge.chosen { _ in .ours } == Array(ours.utf8))
    #expect(merge.chosen { _ in .theirs } == Array(theirs.utf8))
  }

  @Test func `what is no YAML merges as git does: neighbors conflict, others do not`() {
    let lines = "k: 'open\na\nb\nc\nd"
    let far = merge(lines, lines.replacing("a", with: "A"), lines.replacing("d", with: "D"))
    #expect(far.text == "k: 'open\nA\nb\nc\nD")
    let near = merge(lines, lines.replacing("b", with: "B"), lines.replacing("c", with: "C"))
    #expect(near.conflicts.map(\.baseLines) == [2..<4])
    #expect(near.conflicts.map(\.path) == [nil])
  }

  @Test func `tokens and bare masks are words like others`() {
    let base = "a: {{.spectro.macro.x}}\nb: ********\nc: 1\n"
    let merged = merge(
      base, base.replacing("macro.x", with: "macro.y"),
      base.replacing("********", with: "{{.spectro.var.p}}"))
    #expect(merged.conflicts.isEmpty)
    #expect(merged.text == "a: {{.spectro.macro.y}}\nb: {{.spectro.var.p}}\nc: 1\n")
  }

  @Test func `markers are git's own`() {
    let markers = ConflictMarkers(size: 9)
    let merged = markers.merged(
      base: Array("a\nb\nc\n".utf8), ours: Array("a\nx\nc\n".utf8), theirs: Array("a\ny\nc\n".utf8))
    #expect(merged.hasConflicts)
    #expect(
      String(decoding: merged.text, as: UTF8.self)
        == "a\n<<<<<<<<< ours\nx\n=========\ny\n>>>>>>>>> theirs\nc\n")
  }
}
