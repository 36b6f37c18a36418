/// Why a patch was not read or does not apply. Names places, never values.
public struct PatchError: Error, Hashable, Sendable {
  public struct Code: RawRepresentable, Hashable, Sendable {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }

    /// Not a patch, or not of a format that this version reads.
    public static let syntax = Code(rawValue: "syntax")
    /// The document is not as the patch expects it.
    public static let conflict = Code(rawValue: "conflict")
    /// The stored document that holds a changed secret is not at hand.
    public static let missing = Code(rawValue: "missing")
    /// The result is not the document that the patch says it makes.
    public static let damaged = Code(rawValue: "damaged")
  }

  public let code: Code
  /// A lower-case clause.
  public let detail: String
  /// Where in the document; nil where the whole is meant.
  public let path: String?
  public let hint: String?

  public init(_ code: Code, _ detail: String, path: String? = nil, hint: String? = nil) {
    (self.code, self.detail, self.path, self.hint) = (code, detail, path, hint)
  }
}

extension PatchError: CustomStringConvertible {
  public var description: String { path.map { "\($0): \(detail)" } ?? detail }
}
