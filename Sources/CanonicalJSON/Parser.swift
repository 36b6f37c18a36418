/// A recursive descent over one document, never deeper than `maxDepth`.
struct Parser {
  let view: ByteView
  let numbers: NumberRule
  let maxDepth: Int
  let lines: LineForm

  var offset = 0
  var depth = 0

  /// Where the keys of the open objects start, for the report of a duplicate.
  var keyOffsets: [Int] = []

  /// The room in which texts with escapes are put together.
  var scratch: [UInt8] = []

  init(_ view: ByteView, numbers: NumberRule, maxDepth: Int, lines: LineForm = .none) {
    self.view = view
    self.numbers = numbers
    self.maxDepth = maxDepth
    self.lines = lines
  }

  mutating func document() throws(Fault) -> JSONValue {
    try start()
    let value = try value(LineForm.root)
    skipSpace()
    guard offset == view.count else {
      throw Fault(.trailingText, "text after the end of the document", at: offset)
    }
    return value
  }

  mutating func start() throws(Fault) {
    if view[0] == 0xEF, view[1] == 0xBB, view[2] == 0xBF { offset = 3 }
    skipSpace()
    guard offset < view.count else {
      throw Fault(.emptyInput, "input is empty", at: offset)
    }
  }

  /// Reads the value that starts here; `place` is where it is among the texts of a line form.
  mutating func value(_ place: LineForm.Place?) throws(Fault) -> JSONValue {
    switch view[offset] {
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "{"): return try object(place)
    case UInt8(ascii: "["):
      if lines.holdsText(at: place) { return try joinedLines() }
      return try array(place)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: throw unexpected("a value")
    }
  }

  mutating func skipSpace() {
    if view[offset] <= 0x20 { offset = view.endOfSpace(from: offset) }
  }

  /// Passes one byte if it is here.
  mutating func take(_ byte: Unicode.Scalar) -> Bool {
    guard view[offset] == UInt8(ascii: byte), offset < view.count else { return false }
    offset += 1
    return true
  }

  mutating func enter() throws(Fault) {
    guard depth < maxDepth else {
      throw Fault(.tooDeep, "more than \(maxDepth) levels of arrays and objects", at: offset)
    }
    depth += 1
    offset += 1
    skipSpace()
  }

  mutating func leave() {
    depth -= 1
    offset += 1
  }

  func unexpected(_ wanted: String) -> Fault {
    guard offset < view.count else {
      return Fault(.unexpectedEnd, "input ends where \(wanted) was expected", at: offset)
    }
    return Fault(.unexpectedCharacter, "expected \(wanted)", at: offset)
  }

  private mutating func word(
    _ word: StaticString, _ value: JSONValue
  ) throws(Fault) -> JSONValue {
    let letters = String(describing: word).utf8
    for (index, letter) in letters.enumerated() where view[offset + index] != letter {
      offset += index
      throw unexpected("'\(word)'")
    }
    offset += letters.count
    return value
  }
}
