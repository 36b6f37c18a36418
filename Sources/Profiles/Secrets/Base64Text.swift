internal import FoundationEssentials

/// Texts that others packed into base64.
enum Base64Text {
  /// The text behind at least 24 digits of base64; nil where there is none.
  static func decoded(_ text: [UInt8]) -> String? {
    let digits = text.filter { $0 > 0x20 }
    guard (24...1_000_000).contains(digits.count), digits.allSatisfy(isDigit),
      let data = Data(base64Encoded: Data(digits))
    else { return nil }
    return String(validating: data, as: UTF8.self)
  }

  static func isDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B, 0x2F, 0x3D: true
    default: false
    }
  }
}
