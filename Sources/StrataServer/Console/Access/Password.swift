import Crypto
import CryptoExtras
import FoundationEssentials

/// A password as it is kept: a code that what scrypt makes of it gives, with salt and cost.
struct PasswordHash: Hashable, Sendable {
  let salt: [UInt8]
  let hash: [UInt8]
  /// scrypt's N, r and p.
  let cost: Cost

  struct Cost: Hashable, Sendable {
    let rounds: Int
    let blockSize: Int
    let parallelism: Int

    /// 32 MiB and about a quarter of a second (OWASP's Password Storage Cheat Sheet lists it).
    static let current = Cost(rounds: 1 << 15, blockSize: 8, parallelism: 3)

    /// Whether it is one that a file may ask for: no less than ours, and no more than a machine can do.
    var isSound: Bool {
      rounds >= 1 << 15 && rounds <= 1 << 18 && rounds & (rounds - 1) == 0 && blockSize == 8
        && (1...4).contains(parallelism)
    }
  }

  static let leastLength = 12
  static let mostLength = 1024

  init(salt: [UInt8], hash: [UInt8], cost: Cost) {
    (self.salt, self.hash, self.cost) = (salt, hash, cost)
  }

  /// Hashes a new password with a fresh salt.
  init(of password: [UInt8]) throws {
    var generator = SystemRandomNumberGenerator()
    salt = (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    cost = .current
    hash = Array(
      HMAC<SHA256>.authenticationCode(
        for: Self.purpose, using: try Self.key(from: password, salt, cost)))
  }

  /// Whether a password is the one; takes the same time whichever byte differs.
  func accepts(_ password: [UInt8]) -> Bool {
    guard password.count <= Self.mostLength,
      let key = try? Self.key(from: password, salt, cost)
    else { return false }
    return HMAC<SHA256>.isValidAuthenticationCode(hash, authenticating: Self.purpose, using: key)
  }

  private static let purpose = Array("strata console password".utf8)

  private static func key(
    from password: [UInt8], _ salt: [UInt8], _ cost: Cost
  ) throws -> SymmetricKey {
    try KDF.Scrypt.deriveKey(
      from: password, salt: salt, outputByteCount: 32, rounds: cost.rounds,
      blockSize: cost.blockSize, parallelism: cost.parallelism)
  }
}
