import CanonicalJSON
import Testing

struct JSONPathTests {
  @Test(
    arguments: [
      ([], "$", ""),
      (
        [.key("spec"), .key("packs"), .index(3), .key("values")], "spec.packs[3].values",
        "/spec/packs/3/values"
      ),
      ([.key("labels"), .key("a b")], #"labels["a b"]"#, "/labels/a b"),
      ([.index(0), .key("a/b~c")], #"[0]["a/b~c"]"#, "/0/a~1b~0c"),
      ([.key(""), .key("x")], #"[""].x"#, "//x"),
      ([.key("a\u{1B}\n\"\u{202E}")], #"["a\u001b\n\"\u202e"]"#, "/a\u{1B}\n\"\u{202E}"),
    ] as [([JSONPath.Step], String, String)])
  func `a path reads as people and as RFC 6901 write it`(
    steps: [JSONPath.Step], description: String, pointer: String
  ) {
    #expect(JSONPath(steps).description == description)
    #expect(JSONPath(steps).pointer == pointer)
  }

  private let document: JSONValue = .object([
    "a": .array([.null, .object(["b": .bool(true)])]), "c": .string("text"),
  ])

  @Test func `a value is found where its path leads`() {
    let inner = JSONPath([.key("a"), .index(1), .key("b")])
    #expect(document[path: inner] == .bool(true))
    #expect(document[path: JSONPath()] == document)
    #expect(document[path: JSONPath([.key("a"), .index(2)])] == nil)
    #expect(document[path: JSONPath([.key("c"), .key("b")])] == nil)
  }

  @Test func `setting makes missing parents, and nil removes`() {
    let path = JSONPath([.key("x"), .key("y")])
    let changed = document.setting(.bool(false), at: path)
    #expect(changed[path: path] == .bool(false))
    #expect(changed.setting(nil, at: JSONPath([.key("x")])) == document)
    #expect(document.setting(nil, at: path) == document)
    #expect(
      document.setting(nil, at: JSONPath([.key("a"), .index(0)]))["a"]?.elements?.count == 1)
  }

  @Test(
    arguments: [
      [.key("a"), .index(9)], [.key("a"), .index(-1)], [.key("c"), .key("d")],
      [.key("x"), .index(0)],
    ] as [[JSONPath.Step]])
  func `setting where no path leads changes nothing`(_ steps: [JSONPath.Step]) {
    #expect(document.setting(.null, at: JSONPath(steps)) == document)
  }

  @Test func `the place of a value is found in the bytes`() {
    let bytes = Array("{\"é\": 1,\n  \"a\": [0, {\"b\": \"é\"},  7]}".utf8)
    let place = JSONReader.position(of: JSONPath([.key("a"), .index(2)]), in: bytes)
    #expect(place == JSONPosition(line: 2, column: 25, offset: 35))
    #expect(JSONReader.position(of: JSONPath(), in: bytes)?.offset == 0)
    #expect(JSONReader.position(of: JSONPath([.key("a"), .index(3)]), in: bytes) == nil)
    #expect(JSONReader.position(of: JSONPath([.key("b")]), in: bytes) == nil)
    #expect(JSONReader.position(of: JSONPath([.key("b")]), in: Array("{".utf8)) == nil)
  }
}
