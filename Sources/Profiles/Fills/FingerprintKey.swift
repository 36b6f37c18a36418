internal import Crypto

/// The key under which secret values are told apart without being kept.
///
/// A plain digest of a weak password is the password: whoever has it can try guesses. A keyed one says nothing without the
/// key, which therefore never stands beside it.
public struct FingerprintKey: Sendable {
  /// Its length in bytes.
  public static let size = 32

  public let bytes: [UInt8]

  /// Makes a new one, from the system's cryptographic source of randomness.
  public init() {
    var source = SystemRandomNumberGenerator()
    bytes = (0..<Self.size).map { _ in UInt8.random(in: .min ... .max, using: &source) }
  }

  /// Takes a key that was kept; nil where that is not 32 bytes.
  public init?(_ bytes: [UInt8]) {
    guard bytes.count == Self.size else { return nil }
    self.bytes = bytes
  }

  /// Names the key in a fingerprint, so that one made with another key is not taken for another value.
  public var id: String { String(code("key", []).prefix(8)) }

  /// The fingerprint of a value at a place; the same value has another one elsewhere, so that equal ones are not seen to be.
  public func fingerprint(of secret: Secret, at place: String) -> Fingerprint {
    Fingerprint(keyID: id, code: code(place, secret.text))
  }

  /// HMAC-SHA256 over the length and bytes of a place, and then a value, in hexadecimal.
  private func code(_ place: String, _ value: [UInt8]) -> String {
    var code = HMAC<SHA256>(key: SymmetricKey(data: bytes))
    let place = Array(place.utf8)
    code.update(data: Array("\(place.count) ".utf8))
    code.update(data: place)
    code.update(data: value)
    return code.finalize().map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }
}

extension FingerprintKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public var description: String { "<redacted>" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: []) }
}

/// What is kept of a secret value: `hmac-sha256:KEYID:CODE`.
public struct Fingerprint: Hashable, Sendable {
  /// Which key it was made with.
  public let keyID: String
  private let code: String

  init(keyID: String, code: String) { (self.keyID, self.code) = (keyID, code) }

  /// Reads what `description` writes; nil for anything else.
  public init?(_ text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 3, parts[0] == "hmac-sha256", parts[1].utf8.count == 8,
      parts[2].utf8.count == 64
    else { return nil }
    let digits = (parts[1] + parts[2]).utf8
    guard digits.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }) else {
      return nil
    }
    (keyID, code) = (parts[1], parts[2])
  }
}

extension Fingerprint: CustomStringConvertible {
  public var description: String { "hmac-sha256:\(keyID):\(code)" }
}
