public import Git
public import Profiles

/// Why a repository refused or failed an operation.
public struct RepositoryError: Error, Sendable {
  public struct Code: RawRepresentable, Hashable, Sendable {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let notFound = Code(rawValue: "not-found")
    /// The branch or the document is not as the writer expected.
    public static let conflict = Code(rawValue: "conflict")
    /// What a plan stands on has moved, or it would come out otherwise now.
    public static let stalePlan = Code(rawValue: "stale-plan")
    /// The environment's protection does not allow it.
    public static let protected = Code(rawValue: "protected")
    /// A name, address, message or option that Strata does not take.
    public static let invalid = Code(rawValue: "invalid")
    public static let exists = Code(rawValue: "exists")
    /// A stored document or branch that is not as Strata writes it.
    public static let damaged = Code(rawValue: "damaged")
    /// A document that may not be stored, such as one with a private key.
    public static let refused = Code(rawValue: "refused")
    /// No key for a live Palette, or none that may go where the branch says.
    public static let authentication = Code(rawValue: "authentication")
    /// The git store failed; the underlying error says how.
    public static let store = Code(rawValue: "store")
  }

  public let code: Code
  /// A lower-case clause that names the subject in quotes and no secret.
  public let detail: String
  /// What to do next.
  public let hint: String?
  /// What lies under it: a failure of the git store, of a document, or what has moved.
  public let underlying: Underlying?

  public enum Underlying: Sendable {
    case git(GitError)
    case document(DocumentError)
    case moved([MovedState])
  }

  public init(
    _ code: Code, _ detail: String, hint: String? = nil, underlying: Underlying? = nil
  ) {
    self.code = code
    self.detail = detail
    self.hint = hint
    self.underlying = underlying
  }
}

/// Something that is not as it was: a document, a file of an environment, a hold.
public struct MovedState: Hashable, Sendable {
  /// `dev:tenant/web@1.0.0`, or a file such as `prod:facts.json`.
  public let subject: String
  /// In git's ids; nil where there was nothing, or is nothing now.
  public let from: ObjectID?
  public let to: ObjectID?

  public init(_ subject: String, from: ObjectID?, to: ObjectID?) {
    (self.subject, self.from, self.to) = (subject, from, to)
  }
}

extension RepositoryError {
  /// Wraps a failure of the git store, keeping its words.
  public init(_ error: GitError) {
    self.init(.store, error.description, hint: error.hint, underlying: .git(error))
  }

  /// Wraps a refusal of a document, naming where it comes from.
  public init(_ error: DocumentError, in source: String) {
    self.init(
      .refused, "\(source): \(error)", hint: error.hint, underlying: .document(error))
  }
}
