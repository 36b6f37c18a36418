/// Why a text was not read as one YAML document. Never holds a value of the text.
public struct YAMLError: Error, Hashable, Sendable {
  public struct Code: RawRepresentable, Hashable, Sendable {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }

    /// A limit of `YAMLLimits` was passed.
    public static let limit = Code(rawValue: "limit")
    /// Not UTF-8, or a NUL byte.
    public static let encoding = Code(rawValue: "encoding")
    /// Not YAML.
    public static let syntax = Code(rawValue: "syntax")
    /// One mapping names a key twice.
    public static let duplicateKey = Code(rawValue: "duplicate-key")
    /// YAML, but a part of it that documents have no use for: tags, merge keys, keys that are not scalars.
    public static let unsupported = Code(rawValue: "unsupported")
    /// No document, or more than one.
    public static let documents = Code(rawValue: "documents")
  }

  public let code: Code
  /// A lower-case clause.
  public let detail: String
  /// Nil where the text as a whole is refused.
  public let place: TextPlace?

  public init(code: Code, detail: String, place: TextPlace? = nil) {
    (self.code, self.detail, self.place) = (code, detail, place)
  }
}

extension YAMLError: CustomStringConvertible {
  public var description: String {
    place.map { "\(detail) at line \($0.line), column \($0.column)" } ?? detail
  }
}
