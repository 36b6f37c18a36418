/// The timestamps of YAML 1.1: `2001-12-14`, `2001-12-14t21:59:43.10-05:00`, `2001-12-14 21:59:43.10 -5`.
///
/// Source: <https://yaml.org/type/timestamp.html>.
struct TimestampForm {
  private var rest: ArraySlice<UInt8>

  init(_ text: ArraySlice<UInt8>) { rest = text }

  mutating func matches() -> Bool {
    let isLong = rest.count == 10
    guard digits(4...4), take(0x2D), digits(1...2), take(0x2D), digits(1...2) else { return false }
    // a date alone has all its digits
    if rest.isEmpty { return isLong }
    if rest.first == 0x54 || rest.first == 0x74 {
      rest.removeFirst()
    } else {
      guard skipBlanks() else { return false }
    }
    guard digits(1...2), take(0x3A), digits(2...2), take(0x3A), digits(2...2) else { return false }
    if take(0x2E) { rest = rest.drop { $0.isDigit } }
    return rest.isEmpty || endsAsZone()
  }

  private mutating func endsAsZone() -> Bool {
    _ = skipBlanks()
    if take(0x5A) { return rest.isEmpty }
    guard take(0x2B) || take(0x2D), digits(1...2) else { return false }
    return rest.isEmpty || (take(0x3A) && digits(2...2) && rest.isEmpty)
  }

  private mutating func skipBlanks() -> Bool {
    let count = rest.count
    rest = rest.drop { $0.isBlank }
    return rest.count < count
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard rest.first == byte else { return false }
    rest.removeFirst()
    return true
  }

  private mutating func digits(_ count: ClosedRange<Int>) -> Bool {
    let found = rest.prefix(count.upperBound).prefix { $0.isDigit }.count
    rest = rest.dropFirst(found)
    return count.contains(found)
  }
}

extension UInt8 {
  var isDigit: Bool { (0x30...0x39).contains(self) }
  var isOctal: Bool { (0x30...0x37).contains(self) }
  var isHex: Bool { isDigit || (0x41...0x46).contains(self) || (0x61...0x66).contains(self) }
}
