import CanonicalJSON
import Testing

struct LineFormTests {
  private let form = LineForm(["note", "packs[].values", "rows[][]", "deep.a.b"])

  @Test func `a text of several lines becomes an array of its lines, at its places only`() {
    let value: JSONValue = .object([
      "note": .string("one\ntwo \\\"\n"), "other": .string("a\nb"),
      "packs": .array([
        .object(["name": .string("x\ny"), "values": .string("a: 1\r\nb: 2")]),
        .object(["values": .string("single")]), .object([:]),
      ]),
    ])
    let wanted = #"""
      {
        "note": [
          "one",
          "two \\\"",
          ""
        ],
        "other": "a\nb",
        "packs": [
          {
            "name": "x\ny",
            "values": [
              "a: 1\r",
              "b: 2"
            ]
          },
          {
            "values": "single"
          },
          {}
        ]
      }

      """#
    #expect(String(decoding: form.encode(value), as: UTF8.self) == wanted)
  }

  @Test(arguments: [
    "", "\n", "\n\n", "a", "a\n", "\na", "a\r\nb\r\n", "\r", "a  \n  b\t\n", "a\u{2028}b\nc\u{85}",
    "é\n\u{1F600}\u{1}\n\"\\/", "e\u{301}\n\u{E9}",
  ])
  func `a text comes back as it was`(_ text: String) throws {
    let string = JSONValue.string(JSONString(text))
    let value: JSONValue = .object([
      "note": string, "other": string, "packs": .array([.object(["values": string])]),
      "rows": .array([.array([string, string]), .array([])]),
      "deep": .object(["a": .object(["b": string, "c": string])]),
    ])
    let stored = form.encode(value)
    #expect(try form.read(stored) == value)
    #expect(form.encode(try form.read(stored)) == stored)
  }

  @Test(arguments: [
    ("{\n  \"note\": []\n}\n", 2, "note[0]"),
    ("{\n  \"note\": [\n    \"a\"\n  ]\n}\n", 2, "note"),
    ("{\n  \"note\": [\n    \"a\",\n    1\n  ]\n}\n", 4, "note[1]"),
    ("{\n  \"note\": \"a\\nb\"\n}\n", 2, "note"),
    ("{\n  \"note\": [\n    \"a\\nb\",\n    \"c\"\n  ]\n}\n", 3, "note[0]"),
    ("{\n  \"a\": 1,\n  \"b\":  2\n}\n", 3, "b"),
    ("{\n  \"b\": 1,\n  \"a\": 2\n}\n", 2, "$"),
    ("{\n  \"a\": 1.0\n}\n", 2, "$"),
    ("{\n  \"a\": \"\\u0041\"\n}\n", 2, "a"),
    ("{}", 1, "$"),
    ("{}\n\n", 2, "$"),
    ("\u{FEFF}{}\n", 1, "$"),
  ])
  func `bytes that are not the stored form are refused at the first line that differs`(
    source: String, line: Int, path: String
  ) throws {
    let error = try #require(throws: JSONError.self) { try form.read(Array(source.utf8)) }
    #expect(error.code == .notLineForm)
    #expect(error.position.line == line)
    #expect(error.path.description == path)
  }

  @Test func `what is no JSON is refused as the reader refuses it`() throws {
    let source = Array("{\n  \"note\": [\n    \"a\",\n    \"b\\ud800\"\n  ]\n}\n".utf8)
    let error = try #require(throws: JSONError.self) { try form.read(source) }
    #expect(error.code == .loneSurrogate)
    #expect(error.position == JSONPosition(line: 4, column: 7, offset: 29))
    #expect(error.path.description == "note[1]")
  }
}
