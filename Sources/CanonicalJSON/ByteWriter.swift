/// The bytes of a document as they are put together.
struct ByteWriter {
  private(set) var bytes: [UInt8] = []

  init(reserving capacity: Int) { bytes.reserveCapacity(capacity) }

  @inline(__always)
  mutating func append(_ character: Unicode.Scalar) { bytes.append(UInt8(ascii: character)) }

  mutating func append(_ text: [UInt8]) { bytes.append(contentsOf: text) }

  /// Appends a line feed and the indentation of a level.
  mutating func newLine(_ depth: Int) {
    bytes.append(0x0A)
    bytes.append(contentsOf: repeatElement(0x20, count: 2 * depth))
  }

  /// Appends a text in quotes.
  mutating func quoted(_ text: JSONString) {
    append("\"")
    escaped(text, lineFeed: Self.lineFeed)
    append("\"")
  }

  private static let lineFeed: [UInt8] = Array("\\n".utf8)

  /// Appends a text as RFC 8785 escapes it, with `lineFeed` in place of each line feed.
  mutating func escaped(_ text: JSONString, lineFeed: [UInt8]) {
    ByteView.with(text.utf8) { view in
      ByteView.with(lineFeed) { view.escape(to: &bytes, lineFeed: $0) }
    }
  }

  mutating func word(_ word: StaticString) {
    bytes.append(contentsOf: String(describing: word).utf8)
  }

  /// Appends a number as ECMAScript's `Number::toString` prints it.
  mutating func number(_ number: JSONNumber) {
    let value = number.value
    if value < 0 { append("-") }
    if value.magnitude < 0x1p53, value == value.rounded(.towardZero) {
      digits(UInt64(value.magnitude))
    } else {
      decimal(Decimal(shortest: value))
    }
  }

  private mutating func digits(_ value: UInt64) {
    if value < 10 {
      bytes.append(0x30 &+ UInt8(value))
    } else {
      bytes.append(contentsOf: String(value).utf8)
    }
  }

  private mutating func zeros(_ count: Int) {
    bytes.append(contentsOf: repeatElement(0x30, count: count))
  }

  private mutating func decimal(_ decimal: Decimal) {
    let text = Array(String(decimal.significand).utf8)
    let point = text.count + decimal.exponent
    switch point {
    case text.count...max(21, text.count) where point <= 21:
      append(text)
      zeros(decimal.exponent)
    case 1...21:
      bytes.append(contentsOf: text[..<point])
      append(".")
      bytes.append(contentsOf: text[point...])
    case -5...0:
      word("0.")
      zeros(-point)
      append(text)
    default: scientific(text, exponent: point - 1)
    }
  }

  private mutating func scientific(_ text: [UInt8], exponent: Int) {
    bytes.append(text[0])
    if text.count > 1 {
      append(".")
      bytes.append(contentsOf: text[1...])
    }
    append("e")
    append(exponent < 0 ? "-" : "+")
    digits(UInt64(exponent.magnitude))
  }
}
