import PackValues
import Testing

@Suite struct ValuesPathTests {
  private static let hostile = [
    "a", "a.b", "a:b", "[0]", "0", "-1", "\"", "\\", "\\\"", "'", "'a'", " ", "", "a b", "\t", "\n",
    "\u{0}",
    "*", "**", "a*", "=", "a=b", "(", ")", "()", "]", "[", "[*]", ":", ".", "..", "ключ",
    "\u{301}x", "é", "\r\n",
    "😀", "example.org/name", "{{.spectro.macro.x}}", "!", "#", "\u{200B}", "\u{7F}", "$", "~",
  ]

  private func expectSame(_ steps: [ValuesPath.Step]) throws {
    let path = ValuesPath(steps)
    let again = try ValuesPath(path.description)
    #expect(again == path, "\(path.description)")
    #expect(again.description.utf8.elementsEqual(path.description.utf8))
  }

  @Test func `a path reads back from its own text, whatever its keys are`() throws {
    for key in Self.hostile {
      try expectSame([.key(key)])
      try expectSame([.key("a"), .key(key), .key("b")])
      try expectSame([.object(key), .key(key)])
      try expectSame([.key("a"), .embedded, .key(key), .embedded, .index(0)])
      try expectSame([.embedded, .embedded, .key(key)])
      try expectSame([.document(3), .index(0), .key(key), .index(12)])
      for value in Self.hostile {
        try expectSame([.key("l"), .item(key: key, value: value), .key(value)])
      }
    }
    try expectSame([])
    try expectSame([.index(0), .document(1), .object("ConfigMap ns/x"), .embedded])
  }

  @Test func `forgiving forms are read`() throws {
    let cases: [(String, [ValuesPath.Step])] = [
      ("", []), (".a.b", [.key("a"), .key("b")]), ("files[0]", [.key("files"), .index(0)]),
      ("a.[0].[\"b.c\"]", [.key("a"), .index(0), .key("b.c")]), ("[\"a.b\"]", [.key("a.b")]),
      ("['a.b'].c", [.key("a.b"), .key("c")]), ("[a]", [.key("a")]),
      ("l[name=x].v", [.key("l"), .item(key: "name", value: "x"), .key("v")]),
      ("l[name=\"a]b\"]", [.key("l"), .item(key: "name", value: "a]b")]),
      ("content:rules[0]", [.key("content"), .embedded, .key("rules"), .index(0)]),
      ("(ConfigMap ns/x).data", [.object("ConfigMap ns/x"), .key("data")]),
      ("annotations.example\\.org/name", [.key("annotations"), .key("example.org/name")]),
      ("a b", [.key("a b")]), ("a.*", [.key("a"), .key("*")]), ("[\"0\"]", [.key("0")]),
      ("0", [.key("0")]),
    ]
    for (text, steps) in cases { #expect(try ValuesPath(text) == ValuesPath(steps), "\(text)") }
  }

  @Test func `what is no path is refused with its column`() {
    let cases = [
      ("a.", "column 3: a key is missing here"), ("a..b", "column 3: a key is missing here"),
      ("a[", "column 3: expected ']' to close '['"),
      ("a[]", "column 4: nothing between '[' and ']'"),
      ("a[0]b", "column 5: expected '.', ':', '[' or '(' here"),
      ("a[\"b", "column 5: expected '\"' to end the quoted text"),
      ("a[\"b\"", "column 6: expected ']' to close '['"),
      ("(x", "column 3: expected ')' to close '('"),
      ("a\"b", "column 2: a key that holds '\"' stands in [\"…\"]"),
      ("a\\", "column 3: nothing after the backslash"),
      ("a]", "column 2: a key that holds ']' stands in [\"…\"]"),
    ]
    for (text, message) in cases {
      #expect(throws: ValuesPathError.self) { try ValuesPath(text) }
      do throws(ValuesPathError) { _ = try ValuesPath(text) } catch {
        #expect(error.description == message)
      }
    }
  }

  @Test func `a pattern covers the paths that it names and what lies below them`() throws {
    let cases: [(pattern: String, covered: [String], others: [String])] = [
      (
        "a.b", ["a.b", "a.b.c", "a.b[0]", "(0).a.b", "(ConfigMap ns/x).a.b", "a.b:c"],
        ["a", "a.bc", "b", "x.a.b"]
      ),
      ("a.*.c", ["a.b.c", "a[0].c", "a[name=x].c.d"], ["a.c", "a.b.d.c", "a:b.c", "a:c"]),
      ("**.c", ["c", "a.c", "a.b[0].c.d", "a:b.c"], ["a", "cc", "a.cc"]),
      ("a.**.c", ["a.c", "a.b.c", "a.b:c"], ["c", "b.c", "a.b"]),
      ("**", ["", "a", "(0)[1]:x"], []), ("", ["", "a"], []),
      ("l[*].v", ["l[0].v", "l[name=x].v"], ["l.x.v", "l"]),
      ("l[name=w*].v", ["l[name=web].v"], ["l[name=db].v", "l[0].v", "l[id=web].v"]),
      ("l[0]", ["l[0].v"], ["l[1]", "l[name=x]"]),
      ("*Secret", ["clientSecret", "Secret"], ["clientSecretX", "a.clientSecret"]),
      ("[\"*\"].a", ["*.a"], ["b.a"]), ("\\*", ["*"], ["b"]),
      (
        "(ConfigMap kube-system/*).data", ["(ConfigMap kube-system/coredns).data.x"],
        ["(ConfigMap a/b).data", "data"]
      ),
      ("(1).a", ["(1).a"], ["(0).a", "a"]),
      ("content:rules", ["content:rules[0]"], ["content", "content.rules"]),
      ("**.a.**.a", ["a.a", "x.a.y.a.z"], ["a", "a.b"]),
    ]
    for (text, covered, others) in cases {
      let pattern = try ValuesPathPattern(text)
      for path in covered {
        #expect(pattern.covers(try ValuesPath(path)), "\(text) covers \(path)")
      }
      for path in others {
        #expect(!pattern.covers(try ValuesPath(path)), "\(text) covers not \(path)")
      }
    }
    #expect(try ValuesPathPattern("a.*").description == "a.*")
    #expect(throws: ValuesPathError.self) { try ValuesPathPattern("a.") }
  }

  @Test func `a pattern of many stars costs no more than its length asks for`() throws {
    let pattern = try ValuesPathPattern(String(repeating: "**.a*a*a*a*a*b.", count: 20) + "c")
    let path = ValuesPath(Array(repeating: .key(String(repeating: "a", count: 100)), count: 100))
    #expect(!pattern.covers(path))
  }
}
