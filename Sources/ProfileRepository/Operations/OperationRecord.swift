public import Git

/// One command's writing as it can be found again: who, when, with which command, and what it moved.
public struct OperationRecord: Sendable {
  /// Commits of one branch that one operation put there without anything between them.
  public struct Move: Hashable, Sendable {
    public let environment: EnvironmentName
    /// Nil where the branch was started by it.
    public let before: ObjectID?
    public let after: ObjectID
    public let commits: Int
    /// What was read for it (`Origin.text`); nil where the log does not say.
    public internal(set) var source: String?
  }

  /// Sixteen hexadecimal digits: the `Operation` of its commits.
  public let id: String
  public let committer: Signature
  /// `commit`, `promotion`, `undo` and so on; nil where only the commits tell of the operation, as in a clone.
  public internal(set) var command: String?
  /// Oldest first within an environment.
  public internal(set) var moves: [Move]
  /// How many commits are newer on the branch where it was found first: an order where the log has none.
  let age: Int

  /// The environments that it wrote to, each once.
  public var environments: [EnvironmentName] {
    var result: [EnvironmentName] = []
    for move in moves where !result.contains(move.environment) { result.append(move.environment) }
    return result
  }
}
