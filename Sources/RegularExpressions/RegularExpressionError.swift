/// Why a pattern cannot be used.
public struct RegularExpressionError: Error, Hashable, Sendable {
  /// What failed; grows.
  public enum Code: Hashable, Sendable {
    case invalid
    case tooLarge
  }

  public let code: Code
  /// A clause; where the library says it, it may show a piece of the pattern, never of a text.
  public let detail: String

  init(_ code: Code, _ detail: String) { (self.code, self.detail) = (code, detail) }
}
