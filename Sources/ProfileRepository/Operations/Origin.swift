public import Git

/// How a write comes by what it writes: the operation log records it, and protection asks for it.
public enum Origin: Hashable, Sendable {
  /// Somebody hands in or takes away: commit, rm, edit. The text names the file, if it is one.
  case direct(source: String? = nil)
  /// A file of this name is imported.
  case file(String)
  /// Commits of a branch are written again on another: import and promotion.
  case replay(of: Source)
  /// Earlier documents of the same branch come back. The text names the commit or the operation.
  case restored(from: String)

  /// The state that a replay takes from.
  public struct Source: Hashable, Sendable {
    /// Nil where the commit was named by its id.
    public let environment: EnvironmentName?
    public let commit: ObjectID
  }

  /// A replay that takes from a snapshot.
  public static func replay(of snapshot: Snapshot) -> Origin {
    .replay(of: Source(environment: snapshot.environmentName, commit: snapshot.commit.id))
  }

  /// What was read, as the operation log has it: `dev@<commit>`, a commit, an operation or a file's name.
  public var text: String? {
    switch self {
    case .direct(let source): source
    case .file(let name): name
    case .replay(let source): (source.environment.map { "\($0)@" } ?? "") + source.commit.hex
    case .restored(let name): name
    }
  }
}
