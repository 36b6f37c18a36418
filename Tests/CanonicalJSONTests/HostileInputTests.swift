import CanonicalJSON
import Testing

struct Refusal: CustomTestStringConvertible, Sendable {
  let source: [UInt8]
  let code: JSONError.Code
  let line: Int
  let column: Int
  let offset: Int
  let path: String

  init(
    _ source: String, _ code: JSONError.Code, _ line: Int, _ column: Int, _ offset: Int,
    _ path: String = "$"
  ) {
    self.init(Array(source.utf8), code, line, column, offset, path)
  }

  init(
    _ source: [UInt8], _ code: JSONError.Code, _ line: Int, _ column: Int, _ offset: Int,
    _ path: String = "$"
  ) {
    (self.source, self.code, self.path) = (source, code, path)
    (self.line, self.column, self.offset) = (line, column, offset)
  }

  var testDescription: String { String(decoding: source.prefix(40), as: UTF8.self) }
}

struct HostileInputTests {
  @Test(arguments: [
    Refusal("", .emptyInput, 1, 1, 0),
    Refusal(" \n ", .emptyInput, 2, 2, 3),
    Refusal("\u{FEFF}", .emptyInput, 1, 1, 3),
    Refusal("{} x", .trailingText, 1, 4, 3),
    Refusal("1 2", .trailingText, 1, 3, 2),
    Refusal("[1\0]", .unexpectedCharacter, 1, 3, 2),
    Refusal("\u{FEFF}\u{FEFF}1", .unexpectedCharacter, 1, 1, 3),
    Refusal("{\"a\":\n {\"é\": tru}}", .unexpectedCharacter, 2, 11, 17, #"a["é"]"#),
    Refusal("{\"a\": [1, 2", .unexpectedEnd, 1, 12, 11, "a"),
    Refusal("{\"a\": [1, 2,]", .unexpectedCharacter, 1, 13, 12, "a[2]"),
    Refusal("{\"a\": 1,}", .unexpectedCharacter, 1, 9, 8),
    Refusal("{\"a\" 1}", .unexpectedCharacter, 1, 6, 5, "a"),
    Refusal("{a: 1}", .unexpectedCharacter, 1, 2, 1),
    Refusal("[1}", .unexpectedCharacter, 1, 3, 2),
    Refusal("'a'", .unexpectedCharacter, 1, 1, 0),
    Refusal("NaN", .unexpectedCharacter, 1, 1, 0),
    Refusal("nul", .unexpectedEnd, 1, 4, 3),
    Refusal("{\"a\": \"b", .unexpectedEnd, 1, 9, 8, "a"),
    Refusal(#""a\"#, .unexpectedEnd, 1, 4, 3),
    Refusal(#""a\u12"#, .unexpectedEnd, 1, 7, 6),
    Refusal("\"a\nb\"", .controlCharacter, 1, 3, 2),
    Refusal("[\"é\\x\"]", .badEscape, 1, 4, 4, "[0]"),
    Refusal(#""\u12g4""#, .badEscape, 1, 2, 1),
    Refusal(#"{"a":1,"b":2,"a":3}"#, .duplicateKey, 1, 14, 13, "a"),
    Refusal("{\"a\":\n[{\"b\":1,\n\"\\u0062\":2}]}", .duplicateKey, 3, 1, 15, "a[0].b"),
    Refusal(#"["\ud800"]"#, .loneSurrogate, 1, 3, 2, "[0]"),
    Refusal(#"["\udc00\ud800"]"#, .loneSurrogate, 1, 3, 2, "[0]"),
    Refusal(#"["a\ud800\u0041"]"#, .loneSurrogate, 1, 4, 3, "[0]"),
    Refusal(#""\ufffe""#, .noncharacter, 1, 2, 1),
    Refusal(#""\ufdd0""#, .noncharacter, 1, 2, 1),
    Refusal(#""\ud83f\udfff""#, .noncharacter, 1, 2, 1),
    Refusal([0x22, 0x78, 0xEF, 0xB7, 0xAF, 0x22], .noncharacter, 1, 3, 2),
    Refusal([0x22, 0xF4, 0x8F, 0xBF, 0xBE, 0x22], .noncharacter, 1, 2, 1),
    Refusal([0x22, 0xFF, 0x22], .malformedUTF8, 1, 2, 1),
    Refusal([0x22, 0xC0, 0x80, 0x22], .malformedUTF8, 1, 2, 1),
    Refusal([0x22, 0xE0, 0x9F, 0xBF, 0x22], .malformedUTF8, 1, 2, 1),
    Refusal([0x22, 0xED, 0xA0, 0x80, 0x22], .malformedUTF8, 1, 2, 1),
    Refusal([0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], .malformedUTF8, 1, 2, 1),
    Refusal([0x22, 0x61, 0xF0, 0x9F, 0x98, 0x22], .malformedUTF8, 1, 3, 2),
    Refusal("[01]", .badNumber, 1, 2, 1, "[0]"),
    Refusal("[-]", .badNumber, 1, 3, 2, "[0]"),
    Refusal("[1.]", .badNumber, 1, 4, 3, "[0]"),
    Refusal("[1e+]", .badNumber, 1, 5, 4, "[0]"),
    Refusal("[.5]", .unexpectedCharacter, 1, 2, 1, "[0]"),
    Refusal("[+5]", .unexpectedCharacter, 1, 2, 1, "[0]"),
    Refusal("{\"n\": 9007199254740993}", .inexactNumber, 1, 7, 6, "n"),
    Refusal("[0, 0.1000000000000000055]", .inexactNumber, 1, 5, 4, "[1]"),
    Refusal("[1e400]", .numberOutOfRange, 1, 2, 1, "[0]"),
  ])
  func `a refusal names code, line, column, offset and path`(_ refusal: Refusal) throws {
    let error = try #require(throws: JSONError.self) { try JSONReader.read(refusal.source) }
    #expect(error.code == refusal.code)
    #expect(
      error.position
        == JSONPosition(line: refusal.line, column: refusal.column, offset: refusal.offset))
    #expect(error.path.description == refusal.path)
  }

  @Test(arguments: [
    "0", "-0", "0.1", "1e2", "100", "1E+2", "-0.0e99999999999999999999", "9007199254740992",
    "9007199254740994", "1.0", "0.30", "5e-324", "1.7976931348623157e308", "123456789012345680000",
    "1e0000000000000000000000001", "333333333.3333333", "0.000000000000000000000000001",
  ])
  func `a literal whose decimal would be printed is exact`(_ literal: String) throws {
    _ = try JSONReader.read(Array(literal.utf8))
  }

  @Test(arguments: [
    "9007199254740993", "333333333.33333329", "0.1000000000000000055", "4e-324", "1e-400",
    "123456789012345678901", "1.7976931348623158e308", "295147905179352825856",
    "0.30000000000000001", "1.00000000000000000000000000001",
  ])
  func `a literal that would be printed otherwise is not exact, but can be rounded`(
    _ literal: String
  ) throws {
    let bytes = Array(literal.utf8)
    let error = try #require(throws: JSONError.self) { try JSONReader.read(bytes) }
    #expect(error.code == .inexactNumber)
    _ = try JSONReader.read(bytes, numbers: .rounded)
  }

  @Test func `a million digits round as the decimal that they write`() throws {
    let zeros = String(repeating: "0", count: 1_000_000)
    let half = Array(("9007199254740993." + zeros).utf8)
    #expect(try rounded(half) == 9_007_199_254_740_992)
    #expect(try rounded(half + [UInt8(ascii: "1")]) == 9_007_199_254_740_994)
    #expect(try rounded(Array("0.\(zeros)1e1000001".utf8)) == 1)
    #expect(try rounded(Array("1\(zeros)e-1000000".utf8)) == 1)
    #expect(try JSONReader.read(Array("0.\(zeros)12e1000001".utf8)).encoded() == Array("1.2".utf8))
    #expect(throws: JSONError.self) { try rounded(Array("1\(zeros)".utf8)) }
    #expect(throws: JSONError.self) { try rounded(Array("1e1\(zeros)".utf8)) }
  }

  @Test(arguments: ["[", "{\"a\":"])
  func `a million levels are refused at the first one too many`(_ open: String) throws {
    let source = Array(repeating: Array(open.utf8), count: 1_000_000).flatMap(\.self)
    let error = try #require(throws: JSONError.self) { try JSONReader.read(source) }
    #expect(error.code == .tooDeep)
    #expect(error.position.offset == 500 * open.utf8.count)
    #expect(error.path.steps.count == 500)
    #expect(error.description.utf8.count < 300)
  }

  @Test func `the limits hold exactly`() throws {
    let deep = Array((String(repeating: "[", count: 500) + String(repeating: "]", count: 500)).utf8)
    #expect(try JSONReader.read(deep).encoded() == deep)
    let small = JSONReader.Limits(maxBytes: 999)
    let error = try #require(throws: JSONError.self) { try JSONReader.read(deep, limits: small) }
    #expect(error.code == .tooLarge)
    #expect(JSONReader.Limits(maxDepth: .max).maxDepth == 1000)
  }

  @Test func `a duplicate among 100,000 keys is found, and reversed keys are sorted`() throws {
    let keys = (0..<100_000).reversed().map { "\"k\($0)\":0" }.joined(separator: ",")
    let value = try JSONReader.read(Array("{\(keys)}".utf8))
    #expect(value.object?.count == 100_000)
    #expect(value.object?.keys.first == "k0")
    let twice = Array("{\(keys),\"k77\":1}".utf8)
    let error = try #require(throws: JSONError.self) { try JSONReader.read(twice) }
    #expect(error.path.description == "k77")
    #expect(error.position.offset == keys.utf8.count + 2)
  }

  @Test func `an error quotes no value`() throws {
    let source = Array(#"{"password": "hunter2\ud800"}"#.utf8)
    let error = try #require(throws: JSONError.self) { try JSONReader.read(source) }
    #expect(
      error.description
        == "surrogate without its other half at line 1, column 22, path 'password'")
  }

  private func rounded(_ bytes: [UInt8]) throws -> Double? {
    guard case .number(let number) = try JSONReader.read(bytes, numbers: .rounded) else {
      return nil
    }
    return number.value
  }
}
