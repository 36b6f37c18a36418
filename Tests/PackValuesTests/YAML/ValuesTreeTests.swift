import Testing

@testable import PackValues

@Suite struct ValuesTreeTests {
  func outline(_ text: String) throws -> String {
    Outline(try ValuesTree(Array(text.utf8)).documents).description
  }

  @Test func `tokens and masks stand in the tree as they are written`() throws {
    let text = """
      a: {{.spectro.macro.x}}
      b: ********
      c: "x {{ .y | default \\"}}: #\\" }} y"
      {{.spectro.macro.key}}: [{{ .a }}, ********]
      d: |
        {{ if .z }}
        ********
      0x0000: x0000
      """
    #expect(
      try outline(text) == """
        {a@1:1: {{.spectro.macro.x}}@1:4, b@2:1: ********@2:4, c@3:1: \
        "x {{ .y | default \\\\\\"}}: #\\\\\\" }} y"@3:4, {{.spectro.macro.key}}@4:1: \
        [{{ .a }}@4:26, ********@4:36]@4:25, d@5:1: "{{ if .z }}\\n********\\n"@5:4, 0x0000@8:1: x0000@8:9}@1:1
        """)
  }

  @Test func `the parser's way gives tokens and masks as they are written, too`() throws {
    let text = """
      %YAML 1.1
      ---
      {{ a }}{{ b }}: {{ open
      ? x{{.spectro.macro.x}}y
      : ********
      t: "{{}} \u{E000}\u{F000} {{ .größe }}"
      s: |
        {{ if }}
      """
    let read = try outline(text)
    #expect(
      read == """
        {{{ a }}{{ b }}@3:1: {{ open@3:17, x{{.spectro.macro.x}}y@4:3: ********@5:3, \
        t@6:1: "{{}} \u{E000}\u{F000} {{ .größe }}"@6:4, s@7:1: "{{ if }}"@7:4}@3:1
        """)
  }

  @Test func `a key that stands twice is kept twice and noted`() throws {
    let tree = try ValuesTree(Array("a:\n  - b: 1\n    c: 2\n    'b': 3\n".utf8))
    #expect(
      Outline(tree.documents).description
        == "{a@1:1: [{b@2:5: 1@2:8, c@3:5: 2@3:8, b@4:5: 3@4:10}@2:5]@2:3}@1:1")
    let path = ValuesPath([.key("a"), .index(0), .key("b")])
    #expect(
      tree.duplicates == [ValuesTree.DuplicateKey(path: path, place: TextPlace(line: 4, column: 5))]
    )
  }

  @Test func `merge keys are expanded and own keys win`() throws {
    let text = """
      base: &base {a: 1, b: 2}
      more: &more
        b: 3
        c: 4
      one:
        <<: *base
        b: own
      two:
        <<: [*base, *more]
      not: {<<: text}
      """
    let tree = try ValuesTree(Array(text.utf8))
    let root = try #require(tree.documents.first)
    let (one, two) = (try #require(root["one"]), try #require(root["two"]))
    let texts = [Outline.text(one), Outline.text(two)]
    #expect(texts[0] == "{a@1:14: 1@1:17, b@7:3: own@7:6}@6:3")
    #expect(texts[1] == "{a@1:14: 1@1:17, b@1:20: 2@1:23, c@4:3: 4@4:6}@9:3")
    #expect(Outline.text(try #require(root["not"])) == "{<<@10:7: text@10:11}@10:6")
  }

  @Test func `a tag does not make a text unreadable`() throws {
    let text = "a: !Ref x\nb: !set {x, y}\nc: !!str 1\nd: !!int \"3\"\n? e\n: !t [1]\n"
    #expect(
      try outline(text) == """
        {a@1:1: "x" <!Ref>@1:4, b@2:1: {x@2:10: @2:11, y@2:13: @2:14}@2:4 <!set>, c@3:1: "1"@3:4, \
        d@4:1: 3@4:4, e@5:3: [1@6:7]@6:3 <!t>}@1:1
        """)
  }

  @Test func `each document of a stream has a root`() throws {
    #expect(try outline("# none\n").isEmpty)
    #expect(
      try outline("---\n---\na: 1\n...\n---\n- 2\n")
        == "@2:1 --- {a@3:1: 1@3:4}@3:1 --- [2@6:3]@6:1")
  }

  @Test func `a text with line breaks of its own keeps the parser's lines`() throws {
    #expect(
      try outline("a: 1\u{85}b: 2\rc: 3\n") == "{a@1:1: 1@1:4, b@2:1: 2@2:4, c@3:1: 3@3:4}@1:1")
  }

  @Test(arguments: [
    ("a: [\n", YAMLError.Code.syntax, 2, 1), ("a: 1\n b: 2\n", .syntax, 2, 3),
    ("a: *nope\n", .syntax, 1, 4),
    ("a: ]\n", .syntax, 1, 4), ("? [a]\n: b\n", .unsupported, 1, 3),
    ("a:\n\tb: 1\n", .syntax, 2, 1),
  ])
  func `a text that is no YAML is refused at its place`(
    text: String, code: YAMLError.Code, line: Int, column: Int
  ) {
    let error = #expect(throws: YAMLError.self) { try ValuesTree(Array(text.utf8)) }
    #expect(error?.code == code)
    #expect(error?.place == TextPlace(line: line, column: column))
  }

  @Test(arguments: YAMLComposeTests.Bomb.allCases)
  func `deep and wide texts are read or refused in bounded time`(bomb: YAMLComposeTests.Bomb) {
    let tree = try? ValuesTree(Array(bomb.text.utf8))
    // braces without end are one token without an end
    #expect((tree != nil) == (bomb == .anchors || bomb == .openBraces))
  }

  @Test func `aliases that blow up in number, depth or bytes are refused`() {
    var wide = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    var deep = "a0: &a0 [x]\n"
    var long = "a0: &a0 \"" + String(repeating: "x", count: 100_000) + "\"\na1: &a1 [*a0]\n"
    var merged = "a0: &a0 {k: v}\n"
    for level in 1...600 {
      if level < 9 {
        let items = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
        wide += "a\(level): &a\(level) [\(items)]\n"
      }
      deep += "a\(level): &a\(level) [*a\(level - 1)]\n"
      long += "b\(level): [*a1, *a1]\n"
      let sources = Array(repeating: "*a\(level - 1)", count: 50).joined(separator: ", ")
      merged += "a\(level): &a\(level) {<<: [\(sources)], k\(level): v}\n"
    }
    for bomb in [wide, deep, long, merged] {
      let error = #expect(throws: YAMLError.self) { try ValuesTree(Array(bomb.utf8)) }
      #expect(error?.code == .limit)
    }
  }
}

@Suite struct ValuesTreeLookupTests {
  static let text = """
    kind: ConfigMap
    metadata: {name: coredns, namespace: kube-system}
    data:
      Corefile: |
        rules:
          - name: a
            port: 53
    list: [x, {name: web, port: 80}]
    twice: 1
    twice: 2
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: web
    """

  @Test(arguments: [
    ("(0).kind", "ConfigMap"), ("(ConfigMap kube-system/coredns).list[0]", "x"),
    ("(0).list[name=web].port", "80"), ("(0).data.Corefile:rules[name=a].port", "53"),
    ("(0).twice", "2"),
    ("(Deployment web).metadata.name", "web"), ("(Deployment.apps web).kind", "Deployment"),
    ("kind", nil), ("(2)", nil), ("(0).list[2]", nil), ("(0).list.kind", nil), ("(0).kind:a", nil),
    ("(Pod web)", nil),
  ])
  func `a path leads to its value`(path: String, expected: String?) throws {
    let tree = try ValuesTree(Array(Self.text.utf8))
    let node = tree.node(at: try ValuesPath(path))
    #expect(node?.scalar.map { String(decoding: $0.text, as: UTF8.self) } == expected)
  }
}
