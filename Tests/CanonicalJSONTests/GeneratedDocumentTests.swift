import CanonicalJSON
import ProfileFixtures
import Testing

struct GeneratedDocumentTests {
  @Test func `a generated document is the same after every form`() throws {
    let form = LineForm(["a", "b[].a", "c.a", "[].b"])
    var documents = DocumentGenerator(seed: 20_260_101)
    for _ in 0..<2000 {
      let value = documents.value(depth: 4)
      let canonical = value.encoded()
      #expect(try JSONReader.read(canonical) == value)
      #expect(try JSONReader.read(canonical).encoded() == canonical)
      #expect(try JSONReader.read(value.encoded(.indented)) == value)
      #expect(try JSONReader.read(value.encodedIndented(order: MemberOrder(["b", "a"]))) == value)
      #expect(LineForm([]).encode(value) == value.encoded(.indented))
      #expect(
        try form.read(form.encode(value.withoutArrays(at: form))) == value.withoutArrays(at: form))
    }
  }

  @Test func `a double is read back as it was, whatever its bits`() throws {
    var generator = SplitMix(state: 7)
    for _ in 0..<20_000 {
      guard let number = JSONNumber(Double(bitPattern: generator.next())) else { continue }
      #expect(try JSONReader.read(JSONValue.number(number).encoded()) == .number(number))
    }
  }

  @Test func `a document that is cut or changed anywhere is refused or read, never a crash`() throws
  {
    var documents = DocumentGenerator(seed: 11)
    for _ in 0..<60 {
      let bytes = documents.value(depth: 3).encoded(.indented)
      for cut in 0..<min(bytes.count, 200) {
        _ = try? JSONReader.read(Array(bytes[..<cut]))
        var changed = bytes
        changed[cut] = UInt8.random(in: 0...255, using: &documents.random)
        _ = try? JSONReader.read(changed, numbers: .rounded)
      }
    }
  }
}

struct DocumentGenerator {
  var random: SplitMix

  init(seed: UInt64) { random = SplitMix(state: seed) }

  private let pieces = [
    "a", "b", "c", "\n", "\r\n", "\"", "\\", "\t", "\u{0}", "\u{1F}", "\u{7F}", "é", "e\u{301}",
    "\u{E000}", "\u{FFFD}", "\u{2028}", "\u{1F600}", "\u{10FFFD}", "plain text ", "  ", "/",
  ]

  mutating func text() -> JSONString {
    let count = Int.random(in: 0...8, using: &random)
    return JSONString((0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined())
  }

  private mutating func key() -> JSONString {
    Bool.random(using: &random) ? text() : ["a", "b", "c"].randomElement(using: &random) ?? "a"
  }

  mutating func value(depth: Int) -> JSONValue {
    let count = Int.random(in: 0...5, using: &random)
    switch Int.random(in: 0...(depth > 0 ? 8 : 5), using: &random) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &random))
    case 2:
      return JSONNumber(Double(Int.random(in: -1000...1000, using: &random))).map(JSONValue.number)
        ?? .null
    case 3: return JSONNumber(Double(bitPattern: random.next())).map(JSONValue.number) ?? .null
    case 4, 5: return .string(text())
    case 6: return .array((0..<count).map { _ in value(depth: depth - 1) })
    default:
      var object = JSONObject()
      for _ in 0..<count { object[key()] = value(depth: depth - 1) }
      return .object(object)
    }
  }
}

extension JSONValue {
  /// The value with a text in place of each array where the form of the test keeps texts.
  fileprivate func withoutArrays(at form: LineForm) -> JSONValue {
    var value = self
    var places = [JSONPath([.key("a")]), JSONPath([.key("c"), .key("a")])]
    for index in value["b"]?.elements?.indices ?? 0..<0 {
      places.append(JSONPath([.key("b"), .index(index), .key("a")]))
    }
    for index in value.elements?.indices ?? 0..<0 {
      places.append(JSONPath([.index(index), .key("b")]))
    }
    for place in places where value[path: place]?.elements != nil {
      value.set(.string("was\nan\narray"), at: place)
    }
    return value
  }
}
