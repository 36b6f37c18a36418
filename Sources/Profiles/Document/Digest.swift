internal import Crypto
internal import FoundationEssentials

/// A SHA-256 digest, as hexadecimal text.
public enum Digest {
  /// The 64 lower-case hexadecimal digits of the SHA-256 of some bytes.
  public static func sha256(_ bytes: [UInt8]) -> String {
    let digits: [UInt8] = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(64)
    for byte in SHA256.hash(data: bytes) {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
