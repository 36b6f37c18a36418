import Crypto
import FoundationEssentials

/// Tokens that stand for a key for fifteen minutes: its id and an end, signed with a secret that only this process has.
struct ShortTokens: Sendable {
  private static let prefix = "strata-token."
  private static let life: Int64 = 15 * 60
  private let secret = SymmetricKey(size: .bits256)

  func issue(for id: String, at seconds: Int64) -> String {
    let body = "\(Self.prefix)\(id).\(seconds + Self.life)"
    return "\(body).\(signature(body))"
  }

  /// The id of the key that a token stands for; nil for one that is over, or is none of this process's.
  func id(in token: String, at seconds: Int64) -> String? {
    guard token.hasPrefix(Self.prefix), let dot = token.lastIndex(of: ".") else { return nil }
    let (body, rest) = (String(token[..<dot]), token[token.index(after: dot)...])
    let parts = body.split(separator: ".")
    guard parts.count == 3, let end = Int64(parts[2]), end > seconds, let given = Hex.bytes(rest),
      HMAC<SHA256>.isValidAuthenticationCode(
        given, authenticating: Array(body.utf8), using: secret)
    else { return nil }
    return String(parts[1])
  }

  private func signature(_ body: String) -> String {
    Hex.text(HMAC<SHA256>.authenticationCode(for: Array(body.utf8), using: secret))
  }
}
