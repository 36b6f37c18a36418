/// Why a text is not a profile that Strata stores.
public struct DocumentError: Error, Hashable, Sendable {
  public struct Code: RawRepresentable, Hashable, Sendable {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Not JSON (or YAML) as Strata reads it.
    public static let syntax = Code(rawValue: "syntax")
    /// Another of Palette's shapes, which lacks what an export holds.
    public static let otherShape = Code(rawValue: "other-shape")
    /// A member that is missing or of the wrong type.
    public static let schema = Code(rawValue: "schema")
    /// A name that is blank or holds control characters.
    public static let name = Code(rawValue: "name")
    /// A version that is not strict semver.
    public static let version = Code(rawValue: "version")
    /// A stored document that is not in canonical form.
    public static let notCanonical = Code(rawValue: "not-canonical")
    /// A text that would keep a secret.
    public static let secret = Code(rawValue: "secret")
    /// A file of a profile that was taken apart: missing, not text, or named by nothing.
    public static let file = Code(rawValue: "file")
  }

  public let code: Code
  /// What is wrong, as a lower-case clause that names no value.
  public let detail: String
  /// Where in the text, 1-based; nil if the whole is meant.
  public let line: Int?
  public let column: Int?
  /// The JSON path of the place, such as `spec.template.packs[3].values`; nil if the whole is meant.
  public let path: String?
  /// What to do next; nil if the clause says it.
  public let hint: String?

  public init(
    _ code: Code, _ detail: String, line: Int? = nil, column: Int? = nil, path: String? = nil,
    hint: String? = nil
  ) {
    self.code = code
    self.detail = detail
    self.line = line
    self.column = column
    self.path = path
    self.hint = hint
  }
}

extension DocumentError: CustomStringConvertible {
  /// `line 3, column 7, at spec.version: not a strict semantic version`.
  public var description: String {
    var place: [String] = []
    if let line { place.append(column.map { "line \(line), column \($0)" } ?? "line \(line)") }
    if let path { place.append("at \(path)") }
    return place.isEmpty ? detail : place.joined(separator: ", ") + ": " + detail
  }
}
