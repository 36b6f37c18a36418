/// A failed operation on a repository or a file: what failed, on what, and why.
///
/// The description is one lower-case clause, `cannot <operation> '<subject>': <detail>`.
public struct GitError: Error, Hashable, Sendable {
  /// The kind of failure; new kinds may be added.
  public struct Code: RawRepresentable, Hashable, Sendable {
    /// The kind's stable name.
    public let rawValue: String

    /// Makes a kind from its stable name.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The thing asked for is not there.
    public static let notFound = Code(rawValue: "not-found")
    /// The thing to be made is there already.
    public static let exists = Code(rawValue: "exists")
    /// A reference no longer has the expected value.
    public static let modified = Code(rawValue: "modified")
    /// Another process holds a lock.
    public static let locked = Code(rawValue: "locked")
    /// Stored data is damaged.
    public static let corrupt = Code(rawValue: "corrupt")
    /// The operating system refused access.
    public static let permission = Code(rawValue: "permission")
    /// The repository belongs to another user.
    public static let foreignOwner = Code(rawValue: "foreign-owner")
    /// The disk, the quota or the file size limit is used up.
    public static let noSpace = Code(rawValue: "no-space")
    /// The process may open no more files.
    public static let tooManyFiles = Code(rawValue: "too-many-files")
    /// Memory could not be had.
    public static let noMemory = Code(rawValue: "no-memory")
    /// The repository uses something that this library does not read.
    public static let unsupported = Code(rawValue: "unsupported")
    /// An argument is not acceptable.
    public static let invalid = Code(rawValue: "invalid")
    /// Several objects match.
    public static let ambiguous = Code(rawValue: "ambiguous")
    /// Something is larger than a stated limit.
    public static let tooLarge = Code(rawValue: "too-large")
    /// The reader of a pipe went away.
    public static let brokenPipe = Code(rawValue: "broken-pipe")
    /// Anything else.
    public static let failed = Code(rawValue: "failed")
  }

  /// The kind of failure.
  public var code: Code
  /// What was attempted, as a phrase after "cannot".
  public var operation: String
  /// The path, reference or object concerned.
  public var subject: String
  /// Why it failed.
  public var detail: String
  /// What the reader can do about it, if anything is known.
  public var hint: String?
  /// The operating system's error number, where one was the cause.
  public var errorNumber: Int32?

  /// Makes an error from its parts.
  public init(
    _ code: Code, _ operation: String, _ subject: String, _ detail: String, hint: String? = nil,
    errorNumber: Int32? = nil
  ) {
    self.code = code
    self.operation = operation
    self.subject = subject
    self.detail = detail
    self.hint = hint
    self.errorNumber = errorNumber
  }
}

extension GitError: CustomStringConvertible {
  /// The error as one clause, without the hint.
  public var description: String { "cannot \(operation) '\(subject)': \(detail)" }
}
