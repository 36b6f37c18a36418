public import Git
public import Profiles

/// What one operation did to one environment: the state before its first commit on a path, and after its last.
public struct OperationEffects: Sendable {
  public struct Document: Sendable {
    public let key: ProfileKey
    /// Nil where it was not there.
    public let before: ObjectID?
    /// Nil where it is gone.
    public internal(set) var after: ObjectID?
    /// The commit that still had the document as it was before.
    public let origin: ObjectID
  }

  /// A file that says something of the environment as a whole, such as its settings.
  public struct File: Sendable {
    public let path: String
    public let before: ObjectID?
    public internal(set) var after: ObjectID?
  }

  /// In the order in which the operation first touched them.
  public private(set) var documents: [Document] = []
  public private(set) var files: [File] = []
  /// The profile versions that it held or released, with whether they were held before.
  public private(set) var holds: [(key: ProfileKey, wasHeld: Bool)] = []

  init(
    of record: OperationRecord, on environment: EnvironmentName, in repository: ProfileRepository
  ) throws(RepositoryError) {
    for move in record.moves where move.environment == environment {
      let commits = try Self.commits(of: move, in: repository.store)
      for commit in commits { try add(commit, in: repository.store) }
      let lineages = commits.map { CommitMessage(stored: $0.message).lineage }
      try add(lineages.compactMap(\.hold?.key), before: move.before, in: repository)
    }
  }

  private mutating func add(
    _ keys: [ProfileKey], before: ObjectID?, in repository: ProfileRepository
  ) throws(RepositoryError) {
    guard let before, !keys.isEmpty else { return }
    let held = try repository.snapshot(of: nil, at: before).holds()
    for key in keys where !holds.contains(where: { $0.key == key }) {
      holds.append((key, held[key] != nil))
    }
  }

  /// Oldest first.
  private static func commits(
    of move: OperationRecord.Move, in store: Repository
  ) throws(RepositoryError) -> [Commit] {
    var commits: [Commit] = []
    try git { () throws(GitError) in
      try store.log(from: move.after) { commit in
        if commit.id == move.before { return false }
        commits.append(commit)
        return true
      }
    }
    return commits.reversed()
  }

  private mutating func add(_ commit: Commit, in store: Repository) throws(RepositoryError) {
    guard let parent = commit.parents.first else { return }
    let changes = try git { () throws(GitError) in
      try store.changes(from: try store.commit(parent).tree, to: commit.tree)
    }
    let profile = CommitMessage(stored: commit.message).lineage.profile
    for change in changes {
      if let key = profile, key.path == change.path {
        add(key, change, parent)
      } else if DocumentPath(change.path) == nil, !change.path.hasSuffix("/" + ProjectNote.fileName)
      {
        add(change)
      }
    }
  }

  private mutating func add(_ key: ProfileKey, _ change: TreeChange, _ parent: ObjectID) {
    if let index = documents.firstIndex(where: { $0.key == key }) {
      documents[index].after = change.after?.id
    } else {
      documents.append(
        Document(key: key, before: change.before?.id, after: change.after?.id, origin: parent))
    }
  }

  private mutating func add(_ change: TreeChange) {
    if let index = files.firstIndex(where: { $0.path == change.path }) {
      files[index].after = change.after?.id
    } else {
      files.append(
        File(path: change.path, before: change.before?.id, after: change.after?.id))
    }
  }
}

extension ProfileRepository {
  /// What an operation did to one environment. Cost: its commits, with a walk of the branch for each hold that it changed.
  public func effects(
    of record: OperationRecord, on environment: EnvironmentName
  ) throws(RepositoryError) -> OperationEffects {
    try OperationEffects(of: record, on: environment, in: self)
  }
}

extension Change {
  /// The blob that the staged state has at the path of a file that is no document.
  public func blob(at path: String) throws(RepositoryError) -> ObjectID? {
    try git { () throws(GitError) in try editor.entry(path)?.id }
  }

  /// Stages a commit that brings a file back which is no document, such as the settings; with nil it goes.
  ///
  /// Of the details, `message` and `author` count; `verb` stands before the path where there is no message.
  @discardableResult
  public mutating func restore(
    file path: String, to blob: ObjectID?, _ details: Details = Details()
  ) throws(RepositoryError) -> ObjectID? {
    if try self.blob(at: path) == blob || DocumentPath(path) != nil { return nil }
    try git { () throws(GitError) in
      if let blob { try editor.set(path, to: blob) } else { _ = try editor.remove(path) }
    }
    touched.insert(path)
    let message = try CommitMessage(
      details.message ?? "\(details.verb ?? "Restore") \(path)",
      lineage: Lineage(operation: operation.id))
    return try commit(message, author: details.author)
  }
}
