/// UTF-8 text that is compared byte for byte.
///
/// `String` equates canonically equivalent texts (NFC and NFD twins) and reads CR LF as one
/// character. A document must not, so its keys and texts are bytes. The bytes are well-formed UTF-8
/// wherever a value came out of a reader.
public struct JSONString: Hashable, Sendable {
  /// The text's UTF-8 bytes, without quotes or escapes.
  public var utf8: [UInt8]

  /// Holds bytes that the caller knows to be well-formed UTF-8.
  public init(utf8: [UInt8]) { self.utf8 = utf8 }

  /// Holds the UTF-8 bytes of a string, unnormalized.
  public init(_ string: String) { utf8 = Array(string.utf8) }

  /// The text as a Swift string; what is not UTF-8 appears as U+FFFD.
  public var string: String { String(decoding: utf8, as: UTF8.self) }

  /// Whether the text has no bytes.
  public var isEmpty: Bool { utf8.isEmpty }
}

extension JSONString: ExpressibleByStringLiteral {
  /// Holds the UTF-8 bytes of a literal, unnormalized.
  public init(stringLiteral value: String) { self.init(value) }
}

extension JSONString: CustomStringConvertible {
  /// The text itself.
  public var description: String { string }
}

extension JSONString: Comparable {
  /// Orders by UTF-16 code units, as RFC 8785 section 3.2.3 sorts member names.
  ///
  /// That is byte order of UTF-8, except that the code points from U+E000 to U+FFFF (lead bytes EE
  /// and EF) come after the supplementary planes (lead bytes F0 to F4), whose UTF-16 form starts
  /// with a surrogate.
  public static func < (left: JSONString, right: JSONString) -> Bool {
    let common = left.commonCount(with: right)
    guard common < min(left.utf8.count, right.utf8.count) else {
      return left.utf8.count < right.utf8.count
    }
    let (a, b) = (left.utf8[common], right.utf8[common])
    if a >= 0xEE, b >= 0xEE, (a >= 0xF0) != (b >= 0xF0) { return a >= 0xF0 }
    return a < b
  }

  private func commonCount(with other: JSONString) -> Int {
    ByteView.with(utf8) { view in
      ByteView.with(other.utf8) { view.endOfCommon(with: $0) }
    }
  }
}
