import CanonicalJSON
import Testing

struct EncodingTests {
  private let value: JSONValue = .object([
    "b": .array([.null, .object([:]), .array([])]), "a": .string("\u{7F}\u{1}\t/é\n"),
  ])

  @Test func `the indented form has one member a line`() {
    let wanted = #"""
      {
        "a": "\#u{7F}\u0001\t/é\n",
        "b": [
          null,
          {},
          []
        ]
      }

      """#
    #expect(String(decoding: value.encoded(.indented), as: UTF8.self) == wanted)
  }

  @Test func `members stand in a given order, unknown ones after them, sorted`() {
    let layer = MemberOrder(["name", "values"])
    let order = MemberOrder(["spec", "metadata"], children: ["spec": .array(of: layer)])
    let value: JSONValue = .object([
      "a": .null, "metadata": .null, "z": .null,
      "spec": .array([.object(["values": .null, "name": .null, "b": .null])]),
    ])
    let text = String(decoding: value.encodedIndented(order: order), as: UTF8.self)
    let keys = text.split(separator: "\"").enumerated().filter { $0.offset % 2 == 1 }
    #expect(keys.map(\.element) == ["spec", "name", "values", "b", "metadata", "a", "z"])
  }

  @Test func `canonically equivalent keys are two keys`() throws {
    let value = try JSONReader.read(Array("{\"e\u{301}\": 1, \"\u{E9}\": 2}".utf8))
    #expect(value.object?.count == 2)
    #expect(value["\u{E9}"] != value["e\u{301}"])
  }

  @Test func `equal values are read from different spellings`() throws {
    let spellings = ["{\"a\":[1e2,\"\\u00e9\"],\"b\":-0}", " {\"b\" : 0.0 ,\"a\":[100,\"é\"]}\r\n"]
    let values = try spellings.map { try JSONReader.read(Array($0.utf8)) }
    #expect(values[0] == values[1])
    #expect(values[0].encoded() == Array("{\"a\":[100,\"é\"],\"b\":0}".utf8))
  }

  @Test func `strings of every length around a word keep their escapes`() throws {
    for length in 0..<40 {
      for position in 0...length {
        for stop in ["\n", "\"", "\\", "\u{1}", "é", "\u{1F600}", "\u{7F}"] {
          let (before, after) = (String(repeating: "x", count: position), length - position)
          let text = JSONValue.string(
            JSONString(before + stop + String(repeating: "y", count: after)))
          #expect(try JSONReader.read(text.encoded()) == text)
        }
      }
    }
  }

  @Test(arguments: [4000, 4095, 4096, 4097, 8192, 100_000])
  func `long texts keep every escape`(_ count: Int) throws {
    let text = JSONValue.string(JSONString(String(repeating: "\n", count: count)))
    #expect(text.encoded().count == 2 * count + 2)
    #expect(try JSONReader.read(text.encoded()) == text)
    let mixed = JSONValue.string(JSONString(String(repeating: "a\u{2}é\r\n", count: count)))
    #expect(try JSONReader.read(mixed.encoded()) == mixed)
  }
}
