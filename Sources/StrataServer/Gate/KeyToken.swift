import Crypto
import FoundationEssentials

/// The text of an access key: `strata_` with sixteen digits that name it, 64 of its secret and eight that check the rest,
/// all hexadecimal.
public struct KeyToken: Sendable {
  /// What each key begins with, so that a scanner of secrets finds one that got lost.
  public static let prefix = "strata_"

  /// Sixteen hexadecimal digits; no secret.
  public let id: String
  private let secret: [UInt8]

  /// Makes a fresh key of 32 random bytes.
  public init() {
    var generator = SystemRandomNumberGenerator()
    id = Hex.text((0..<8).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
    secret = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
  }

  /// Reads a key; nil for what is none, a mistyped one included.
  public init?(_ text: String) {
    let parts = text.split(separator: "_", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == "strata", parts[1].utf8.count == 16,
      parts[2].utf8.count == 72, Hex.bytes(parts[1]) != nil,
      let secret = Hex.bytes(parts[2].prefix(64)),
      Self.check("strata_\(parts[1])_\(parts[2].prefix(64))") == parts[2].suffix(8)
    else { return nil }
    (id, self.secret) = (String(parts[1]), secret)
  }

  /// The whole key, to be shown once.
  public var text: String {
    let body = "\(Self.prefix)\(id)_\(Hex.text(secret))"
    return body + Self.check(body)
  }

  /// The SHA-256 of the secret, which is what is stored: 256 random bits need no slower hash.
  var digest: SHA256.Digest { SHA256.hash(data: secret) }

  private static func check(_ body: String) -> String {
    Hex.text(SHA256.hash(data: Array(body.utf8)).prefix(4))
  }
}

extension KeyToken: CustomStringConvertible, CustomReflectable {
  /// The id alone, so that no log shows the secret by accident.
  public var description: String { "\(Self.prefix)\(id)_<redacted>" }
  public var customMirror: Mirror { Mirror(self, children: []) }
}

/// Bytes as lower-case hexadecimal text.
enum Hex {
  static func text(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Nil for anything but lower-case digits in pairs.
  static func bytes(_ text: some StringProtocol) -> [UInt8]? {
    var bytes: [UInt8] = []
    var high: UInt8?
    for digit in text.utf8 {
      let value: UInt8
      switch digit {
      case 0x30...0x39: value = digit - 0x30
      case 0x61...0x66: value = digit - 0x61 + 10
      default: return nil
      }
      if let first = high {
        bytes.append(first << 4 | value)
        high = nil
      } else {
        high = value
      }
    }
    return high == nil ? bytes : nil
  }
}
