import PackValues
import Testing

@Suite struct YAMLComposeTests {
  @Test func `a scalar keeps its text, its quoting and its place`() throws {
    let root = try YAMLNode.compose(Array("spec:\n  version: 22.04\n  tag: \"1\"\n".utf8))
    let spec = try #require(root["spec"])
    #expect(spec["version"]?.scalar == YAMLNode.Scalar(text: Array("22.04".utf8), isPlain: true))
    #expect(spec["tag"]?.scalar == YAMLNode.Scalar(text: Array("1".utf8), isPlain: false))
    #expect(spec["tag"]?.place == TextPlace(line: 3, column: 8))
  }

  @Test func `a block scalar is text, whatever it looks like`() throws {
    let root = try YAMLNode.compose(Array("a: |-\n  12\nb: !!str 12\n".utf8))
    #expect(root["a"]?.scalar?.isPlain == false)
    #expect(root["b"]?.scalar?.isPlain == false)
  }

  @Test func `aliases are expanded`() throws {
    let root = try YAMLNode.compose(Array("a: &x [1, 2]\nb: *x\n".utf8))
    #expect(root["a"]?.content == root["b"]?.content)
  }

  @Test(arguments: [
    ("a: 1\na: 2\n", YAMLError.Code.duplicateKey), ("a: 1\n'a': 2\n", .duplicateKey),
    ("a: 1\n---\nb: 2\n", .documents), ("", .documents), ("# nothing\n", .documents),
    ("a: !!python/object/apply:os.system [x]\n", .unsupported), ("a: !x y\n", .unsupported),
    ("a: !!timestamp 2001-12-14\n", .unsupported), ("? [a]\n: b\n", .unsupported),
    ("a: &x {b: 1}\nc:\n  <<: *x\n", .unsupported), ("a: *nope\n", .syntax),
    ("a: &a [*a]\n", .syntax), ("a: [\n", .syntax), ("a:\n\tb: 1\n", .syntax),
    ("a: \"\u{0}\"\n", .encoding),
  ])
  func `what a document has no use for is refused`(text: String, code: YAMLError.Code) {
    let error = #expect(throws: YAMLError.self) { try YAMLNode.compose(Array(text.utf8)) }
    #expect(error?.code == code)
  }

  @Test func `text that is not UTF-8 is refused`() {
    let error = #expect(throws: YAMLError.self) { try YAMLNode.compose([0x61, 0x3A, 0x20, 0xFF]) }
    #expect(error?.code == .encoding)
  }

  @Test(arguments: Bomb.allCases)
  func `deep and wide texts are refused in bounded time`(bomb: Bomb) {
    #expect(throws: YAMLError.self) { try YAMLNode.compose(Array(bomb.text.utf8)) }
  }

  enum Bomb: CaseIterable {
    case openBrackets, openBraces, brackets, someBrackets, dashes, stairs, anchors, commas

    var text: String {
      switch self {
      case .openBrackets: String(repeating: "[", count: 100_000)
      case .openBraces: String(repeating: "{", count: 200_000)
      case .brackets:
        String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)
      case .someBrackets: String(repeating: "[", count: 700) + String(repeating: "]", count: 700)
      case .dashes: String(repeating: "- ", count: 100_000)
      case .stairs: (0..<2000).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
      case .anchors: (0..<100_000).map { "k\($0): &a\($0) v\n" }.joined()
      case .commas: "[" + String(repeating: "0,", count: 2_500_000) + "]"
      }
    }
  }

  @Test func `a text that aliases blow up is refused, in keys as well`() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    for level in 1...9 {
      let items = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(items)]\n"
    }
    for bomb in [text, text + "? *a9\n: v\n", text + "z: {*a9}\n"] {
      let error = #expect(throws: YAMLError.self) { try YAMLNode.compose(Array(bomb.utf8)) }
      #expect(error?.code == .limit)
    }
  }
}
