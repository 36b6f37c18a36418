import PackValues
import Testing

@Suite struct ValuesDifferenceTests {
  @Test func `what steers a template is no comment`() {
    let values = { (condition: String) in
      Array(
        "a: 1\n{{- if eq .spectro.system.cloud.type \"\(condition)\" }}\nb: 1\n{{- end }}\n".utf8)
    }
    let difference = ValuesDifference(from: values("aws"), to: values("gcp"))
    guard case .lines(let reason, true) = difference.basis else {
      Issue.record("compared by paths")
      return
    }
    #expect(reason.description == "a line that steers a template differs at line 2, column 1")
    let plain = ValuesDifference(from: values("aws"), to: Array("a: 1\nb: 1\n".utf8))
    #expect(plain.basis != .paths)
    let commented = ValuesDifference(
      from: Array("# {{ if .a }}\na: 1\n{{/* one */}}\n".utf8), to: Array("a: 1\n".utf8))
    #expect(commented.basis == .paths && commented.changes.isEmpty)
    #expect(ValuesDifference(from: values("aws"), to: values("aws") + [0x0A]).changes.isEmpty)
  }

  @Test func `the first line of an embedded text that says what reads it is content`() {
    let script = { (first: String) in Array("run: |\n  \(first)\n  a: 1\n".utf8) }
    for (old, new) in [("#!/bin/sh", "#!/bin/bash"), ("#cloud-config", "# a comment")] {
      let difference = ValuesDifference(from: script(old), to: script(new))
      #expect(difference.changes.map(\.path.description) == ["run"])
    }
    #expect(ValuesDifference(from: script("# one"), to: script("# two")).changes.isEmpty)
  }

  @Test func `a tag is a part of what a value means`() {
    let difference = ValuesDifference(
      from: Array("a: x\nb: 3\n".utf8), to: Array("a: !Ref x\nb: !!int \"3\"\n".utf8))
    #expect(difference.changes.map(\.path.description) == ["a"])
    #expect(difference.changes.first?.to?.text == Array("!Ref x".utf8))
  }

  @Test func `mappings are compared by key, in the new text's order`() {
    let from = "a: 1\ngone: {x: 1, y: 2}\nb: 2\nc: 3\n"
    let to = "c: 4\nnew: {x: 1}\nb: 2\na: 0\n"
    #expect(
      shown(from, to) == [
        "~ c  integer 3 -> integer 4", "+ new.x  integer 1", "~ a  integer 1 -> integer 0",
        "- gone.x  integer 1", "- gone.y  integer 2",
      ])
  }

  @Test(arguments: [
    ("a: \"30\"", "a: 30", ["~ a  \"30\" -> integer 30"]),
    ("a: no", "a: false", ["~ a  boolean no -> boolean false"]),
    ("a: no", "a: 'no'", ["~ a  boolean no -> \"no\""]),
    ("a: 1.0", "a: 1.00", ["~ a  float 1.0 -> float 1.00"]),
    ("a: text", "a: 'text'", []), ("a: \"text\"", "a: |-\n  text", []),
    ("a: 'x\"'", "a: \"x\\\"\"", []),
    ("a: ~", "a:", []), ("a: null", "a:", []), ("a: true", "a: True", []),
  ])
  func `a scalar is its words and its type, not its spelling`(
    from: String, to: String, expected: [String]
  ) {
    #expect(shown(from, to) == expected)
  }

  @Test(arguments: [
    ("a: {}", "b: 1", ["- a  {}", "+ b  integer 1"]), ("a: {}", "a: {b: 1}", ["+ a.b  integer 1"]),
    ("a: {b: 1}", "a: {}", ["- a.b  integer 1"]), ("a: []", "a: [1]", ["+ a[0]  integer 1"]),
    ("a: []", "a:", ["~ a  [] -> null "]), ("a: {}", "a: []", ["~ a  {} -> []"]),
    ("a: 1", "a: {b: 1}", ["- a  integer 1", "+ a.b  integer 1"]),
    ("a: {b: 1}", "a: [1]", ["- a.b  integer 1", "+ a[0]  integer 1"]),
    ("x: 1", "x: 1\na:", ["+ a  null "]), ("x: 1", "x: 1\na: []", ["+ a  []"]),
    ("", "a: {b: [x]}", ["+ a.b[0]  \"x\""]), ("# nothing", "", []), ("---\n", "~", []),
    ("", "{}", ["+   {}"]), ("1", "2", ["~   integer 1 -> integer 2"]),
  ])
  func `nothing, null, empty and filled are four things`(
    from: String, to: String, expected: [String]
  ) {
    #expect(shown(from, to) == expected)
  }

  @Test func `a text against itself has no changes and counts its leaves`() {
    let text = "# c\na: [1, {b: 2}]\nc: {}\nd: |\n  x: 1\n---\ne: ~\n"
    let difference = ValuesDifference(from: Array(text.utf8), to: Array(text.utf8))
    #expect(difference == ValuesDifference(basis: .paths, changes: [], unchangedCount: 5))
  }

  @Test func `what is equal is counted beside what is not`() {
    let from = "a: {b: 1, c: 2}\nl: [1, 2, 3]\nn: [{name: x, v: 1}, {name: y, v: 2}]\n"
    let to = "a: {b: 1, c: 3}\nl: [1, 2, 4]\nn: [{name: y, v: 2}, {name: x, v: 2}]\n"
    let difference = ValuesDifference(from: Array(from.utf8), to: Array(to.utf8))
    #expect(difference.unchangedCount == 6)
    #expect(
      shown(difference) == [
        "~ a.c  integer 2 -> integer 3", "~ l[2]  integer 3 -> integer 4", "> n[name=y]  first",
        "~ n[name=x].v  integer 1 -> integer 2",
      ])
  }

  @Test func `a leaf says where its key or its item stands`() {
    let from = "a:\n  b: 1\nl:\n  - x\n  - name: {n: 1}\n"
    let to = "# longer\na:\n  b:\n    2\nl:\n  - y\n  - name: {n: 2}\n"
    let difference = ValuesDifference(from: Array(from.utf8), to: Array(to.utf8))
    let places = { (leaf: ValuesLeaf?) in leaf.map { "\($0.place.line):\($0.place.column)" } }
    #expect(difference.changes.map { places($0.from) } == ["2:3", "4:5", "5:12"])
    #expect(difference.changes.map { places($0.to) } == ["3:3", "6:5", "7:12"])
  }

  @Test func `comments, order, indentation and anchors are no change of meaning`() {
    let from = "base: &b {x: 1, y: [1, 2]}\nuse: *b\nz: 'q'\n"
    let to = "# c\nz: q # d\nuse:\n    y:\n    - 1\n    - 2\n    x: 1\nbase:\n  y: [1, 2]\n  x: 1\n"
    #expect(shown(from, to) == [])
  }

  @Test func `the comment of the presets is content, and no other comment is`() {
    let from = "# spectrocloud.com/enabled-presets: Backend:a\n# x\na: 1\n"
    let to = "# y\n#spectrocloud.com/enabled-presets:  Backend:a,Log:b \r\na: 1\n"
    let difference = ValuesDifference(from: Array(from.utf8), to: Array(to.utf8))
    #expect(difference.changes.isEmpty)
    #expect(
      difference.presets
        == ValuesDifference.PresetsChange(
          from: Array("Backend:a".utf8), to: Array("Backend:a,Log:b".utf8)))
    let below = "a: 1\n# spectrocloud.com/enabled-presets: Backend:a\n"
    #expect(
      ValuesDifference(from: Array(from.utf8), to: Array(below.utf8)).presets
        == ValuesDifference.PresetsChange(from: Array("Backend:a".utf8), to: nil))
    #expect(ValuesDifference(from: Array("a: 1".utf8), to: Array(below.utf8)).presets == nil)
  }

  @Test func `a side that is no YAML leaves its lines, and says why and which`() {
    let good = Array("a: 1\n".utf8)
    let bad = Array("a: 1\nb: [\n".utf8)
    for (from, to, side) in [(bad, good, false), (good, bad, true), (bad, bad, false)] {
      let difference = ValuesDifference(from: from, to: to)
      guard case .lines(let error, let isNew) = difference.basis else {
        Issue.record("compared by path")
        continue
      }
      #expect(error.code == .syntax && isNew == side)
      #expect(difference.changes.isEmpty && difference.unchangedCount == 0)
    }
  }

  @Test func `a text that aliases blow up is compared by lines`() {
    var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    for level in 1...9 {
      let items = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
      bomb += "a\(level): &a\(level) [\(items)]\n"
    }
    let difference = ValuesDifference(from: Array("a: 1".utf8), to: Array(bomb.utf8))
    guard case .lines(let error, true) = difference.basis else {
      Issue.record("compared by path")
      return
    }
    #expect(error.code == .limit)
  }
}

extension ValuesDifferenceTests {
  @Test(arguments: [
    (
      "a: {{.spectro.macro.x}}", "a: {{.spectro.macro.y}}",
      "~ a  \"{{.spectro.macro.x}}\" -> \"{{.spectro.macro.y}}\""
    ),
    ("a: ********", "a: hunter2", "~ a  \"********\" -> \"hunter2\""),
    (
      "{{.spectro.macro.k}}: 1", "{{.spectro.macro.k}}: 2",
      "~ [\"{{.spectro.macro.k}}\"]  integer 1 -> integer 2"
    ),
    (
      "a: '{{ .x | default \"}}\" | quote }}'", "a: '{{ .x | default \"}\" }}'",
      "~ a  \"{{ .x | default \"}}\" | quote }}\" -> \"{{ .x | default \"}\" }}\""
    ),
    (
      "a: |\n  x: {{.spectro.var.v}}\n", "a: |\n  x: ********\n",
      "~ a:x  \"{{.spectro.var.v}}\" -> \"********\""
    ),
    ("a: 1\na: 2\n", "a: 1\na: 3\n", "~ a  integer 2 -> integer 3"),
  ])
  func `tokens, masks and repeated keys are compared by path`(
    from: String, to: String, expected: String
  ) {
    #expect(shown(from, to) == [expected])
  }

  @Test func `a token with or without quotes is the same text`() {
    #expect(shown("a: {{.spectro.macro.x}}", "a: '{{.spectro.macro.x}}'") == [])
    #expect(shown("a: ********", "a: \"********\"") == [])
  }

  @Test func `keys that the new side names twice are reported, in embedded texts too`() {
    let from = "a: 1\nc: |\n  audit: 1\n  audit: 2\n"
    let to = "a: 1\na: 1\nc: |\n  audit: 1\n  audit: 3\n"
    let difference = ValuesDifference(from: Array(from.utf8), to: Array(to.utf8))
    #expect(shown(difference) == ["+ a  integer 1", "~ c:audit  integer 2 -> integer 3"])
    #expect(
      difference.duplicates.map { "\($0.path) \($0.place.line)" } == ["a 2", "c:audit 3"])
    #expect(shown(to, to) == [])
    #expect(shown("a: 1\na: 2\n", "a: 2\na: 1\n").count == 2)
  }
}
