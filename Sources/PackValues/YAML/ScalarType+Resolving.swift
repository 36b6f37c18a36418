extension YAMLNode.Scalar {
  /// What YAML 1.1 takes the scalar for; quoted and block texts are strings. Costs one pass over a short text.
  public var type: ScalarType {
    if isPlain { return ScalarType(plain: text) }
    guard let tag else { return .string }
    return NodeTag.type(of: tag) ?? .string
  }
}

extension ScalarType {
  /// Resolves a plain scalar by the types of YAML 1.1, as PyYAML's regular expressions have them.
  ///
  /// What go-yaml alone takes for a number is one too: `0o17`, `1e3`, `-.5`. So a number never looks like the same word in
  /// quotes. Truth values leave out `y` and `n`, as both do.
  ///
  /// Source: <https://yaml.org/type/>.
  init(plain text: [UInt8]) {
    self = Self.resolve(text)
  }

  private static func resolve(_ text: [UInt8]) -> ScalarType {
    guard let first = text.first else { return .null }
    switch first {
    case 0x30...0x39:
      var time = TimestampForm(text[...])
      return number(text[...]) ?? (time.matches() ? .timestamp : .string)
    case 0x2B, 0x2D, 0x2E: return number(text[...]) ?? .string
    case 0x7E: return text.count == 1 ? .null : .string
    default: return text.count <= 5 ? word(text) : .string
    }
  }

  private static func word(_ text: [UInt8]) -> ScalarType {
    switch String(decoding: text, as: UTF8.self) {
    case "null", "Null", "NULL": .null
    case "yes", "Yes", "YES", "no", "No", "NO", "true", "True", "TRUE", "false", "False", "FALSE",
      "on", "On", "ON", "off", "Off", "OFF":
      .boolean
    default: .string
    }
  }

  private static func number(_ text: ArraySlice<UInt8>) -> ScalarType? {
    let isSigned = text.first == 0x2B || text.first == 0x2D
    let digits = isSigned ? text.dropFirst() : text
    guard let first = digits.first else { return nil }
    if first == 0x2E { return pointed(digits, isSigned: isSigned) }
    if first == 0x30, digits.count > 1, let type = based(digits) { return type }
    return decimal(digits)
  }

  /// `0b1`, `0x1F`, `0o17` and `017`.
  private static func based(_ digits: ArraySlice<UInt8>) -> ScalarType? {
    let rest = digits.dropFirst(2)
    switch digits[digits.startIndex + 1] {
    case 0x62: return holds(rest) { $0 == 0x30 || $0 == 0x31 || $0 == 0x5F } ? .integer : nil
    case 0x78: return holds(rest) { $0.isHex || $0 == 0x5F } ? .integer : nil
    case 0x6F: return holds(rest) { $0.isOctal || $0 == 0x5F } ? .integer : nil
    default: return holds(digits.dropFirst()) { $0.isOctal || $0 == 0x5F } ? .integer : nil
    }
  }

  /// `.5`, `.inf` and `.nan`.
  private static func pointed(_ digits: ArraySlice<UInt8>, isSigned: Bool) -> ScalarType? {
    switch String(decoding: digits, as: UTF8.self) {
    case ".inf", ".Inf", ".INF": return .float
    case ".nan", ".NaN", ".NAN": return isSigned ? nil : .float
    default: break
    }
    let fraction = digits.dropFirst()
    guard let first = fraction.first, first.isDigit else { return nil }
    return endsAsFloat(fraction.drop { $0.isDigit || $0 == 0x5F }) ? .float : nil
  }

  private static func decimal(_ digits: ArraySlice<UInt8>) -> ScalarType? {
    guard let first = digits.first, first.isDigit else { return nil }
    let rest = digits.drop { $0.isDigit || $0 == 0x5F }
    guard let next = rest.first else {
      return first != 0x30 || digits.count == 1 ? .integer : nil
    }
    if next == 0x2E {
      return endsAsFloat(rest.dropFirst().drop { $0.isDigit || $0 == 0x5F }) ? .float : nil
    }
    if next == 0x3A { return sexagesimal(rest, canBeInteger: first != 0x30) }
    return endsAsFloat(rest) ? .float : nil
  }

  /// What follows the digits of a number: nothing, or an exponent.
  private static func endsAsFloat(_ rest: ArraySlice<UInt8>) -> Bool {
    guard let mark = rest.first else { return true }
    guard mark == 0x65 || mark == 0x45 else { return false }
    let exponent = rest.dropFirst()
    let isSigned = exponent.first == 0x2B || exponent.first == 0x2D
    return holds(isSigned ? exponent.dropFirst() : exponent) { $0.isDigit }
  }

  /// Minutes and seconds after the hours of `190:20:30` and `190:20:30.15`.
  private static func sexagesimal(
    _ text: ArraySlice<UInt8>, canBeInteger: Bool
  ) -> ScalarType? {
    var rest = text
    while rest.first == 0x3A {
      rest = rest.dropFirst()
      let digits = rest.prefix { $0.isDigit }
      guard let first = digits.first, digits.count == 1 || (digits.count == 2 && first < 0x36)
      else { return nil }
      rest = rest.dropFirst(digits.count)
    }
    guard let point = rest.first else { return canBeInteger ? .integer : nil }
    guard point == 0x2E else { return nil }
    return rest.dropFirst().allSatisfy { $0.isDigit || $0 == 0x5F } ? .float : nil
  }

  private static func holds(_ text: ArraySlice<UInt8>, _ isFine: (UInt8) -> Bool) -> Bool {
    !text.isEmpty && text.allSatisfy(isFine)
  }
}
