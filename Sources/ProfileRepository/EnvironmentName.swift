/// The name of an environment, which is also its branch `env/<name>`.
///
/// Lower-case ASCII letters, digits, `-`, `_` and inner single dots, at most 64, starting with a letter or digit. Names that
/// could be read as a commit (seven or more hexadecimal digits and nothing else) are refused, so that an address is
/// never ambiguous.
public struct EnvironmentName: Hashable, Sendable, CustomStringConvertible {
  public let text: String

  public init(_ text: String) throws(RepositoryError) {
    if let violation = Self.violation(of: text) {
      throw RepositoryError(
        .invalid, "cannot use this environment name: \(violation)",
        hint: "use lower-case letters, digits, '-' and '_', such as 'dev' or 'prod-eu'")
    }
    self.text = text
  }

  /// The full name of the environment's branch.
  public var reference: String { "refs/heads/env/" + text }

  public var description: String { text }

  private static func violation(of text: String) -> String? {
    let bytes = Array(text.utf8)
    let isLetter = { (byte: UInt8) in (0x61...0x7A).contains(byte) }
    let isDigit = { (byte: UInt8) in (0x30...0x39).contains(byte) }
    guard let first = bytes.first else { return "it is empty" }
    if bytes.count > 64 { return "it is longer than 64 characters" }
    if !isLetter(first) && !isDigit(first) { return "it must start with a letter or digit" }
    let allowed = bytes.allSatisfy {
      isLetter($0) || isDigit($0) || $0 == 0x2D || $0 == 0x5F || $0 == 0x2E
    }
    if !allowed { return "it has a character other than lower-case letters, digits, '-', '_', '.'" }
    if text.contains("..") || text.hasSuffix(".") || text.hasSuffix(".lock") {
      return "git takes no branch name with '..' or with '.' or '.lock' at its end"
    }
    let isHex = bytes.allSatisfy { isDigit($0) || (0x61...0x66).contains($0) }
    return isHex && bytes.count >= 7 ? "it could be read as a commit" : nil
  }
}
