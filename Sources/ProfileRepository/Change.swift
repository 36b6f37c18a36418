internal import CanonicalJSON
public import Git
public import Profiles

/// New commits on top of a snapshot, staged in memory until the branch moves once.
public struct Change {
  public let base: Snapshot
  /// The newest commit: of the base, or the last one staged.
  public private(set) var tip: ObjectID
  /// The paths that the staged commits wrote or removed.
  var touched: Set<String> = []
  /// What the staged commits made of the environment's own files; nil where they left them.
  var staged: (facts: Facts?, settings: EnvironmentSettings?)
  /// What they made of the fills of scopes.
  var stagedFills: [Scope: Fills] = [:]

  let operation: Operation
  var editor: TreeEditor
  var batch: ObjectBatch

  /// Compressed bytes that wait in memory before they are written ahead of the branch's move.
  private static let pendingLimit = 64 << 20

  init(on base: Snapshot, as operation: Operation) throws(RepositoryError) {
    self.base = base
    self.operation = operation
    tip = base.commit.id
    editor = try git { () throws(GitError) in
      try TreeEditor(base.store, base: base.commit.tree)
    }
    batch = ObjectBatch(for: base.store)
  }

  /// What a commit says beside its document.
  public struct Details: Sendable {
    /// Nil gives `Add`, `Update` or `Remove` with the profile's name and version.
    public var message: String?
    /// Nil means the operation's committer.
    public var author: Signature?
    public var source: String?
    public var replayedFrom: Lineage.Replayed?
    /// The commit of which the document took a part.
    public var slicedFrom: Lineage.Replayed?
    /// The commit of the branch whose document the replayed one was merged with.
    public var mergedWith: ObjectID?
    public var allowedSecret: String?
    /// What the subject begins with where no message is given: `Roll back` instead of `Update`.
    public var verb: String?
    /// The commit of the branch whose document comes back.
    public var restoredFrom: ObjectID?
    /// Holds the profile version, or releases it; nil leaves that as it is.
    public var holds: Bool?

    public init(
      message: String? = nil, author: Signature? = nil, source: String? = nil,
      replayedFrom: Lineage.Replayed? = nil, slicedFrom: Lineage.Replayed? = nil,
      mergedWith: ObjectID? = nil, allowedSecret: String? = nil, verb: String? = nil,
      restoredFrom: ObjectID? = nil, holds: Bool? = nil
    ) {
      (self.verb, self.restoredFrom, self.holds) = (verb, restoredFrom, holds)
      self.message = message
      self.author = author
      self.source = source
      self.slicedFrom = slicedFrom
      (self.replayedFrom, self.mergedWith) = (replayedFrom, mergedWith)
      self.allowedSecret = allowedSecret
    }
  }

  /// The blob that the staged state holds under a key.
  public func blob(for key: ProfileKey) throws(RepositoryError) -> ObjectID? {
    let path = key.path
    return try git { () throws(GitError) in try editor.entry(path)?.id }
  }

  /// Stages a commit that writes a document; nil where the staged state holds the very same one.
  ///
  /// A merge is written all the same: it says that what came was looked at, and what was there kept.
  @discardableResult
  public mutating func put(
    _ prepared: PreparedDocument, in scope: Scope, _ details: Details = Details()
  ) throws(RepositoryError) -> ObjectID? {
    let key = prepared.document.key(in: scope)
    let before = try blob(for: key)
    if before == prepared.id, details.mergedWith == nil { return nil }
    let id = batch.add(prepared.blob)
    var details = details
    details.allowedSecret = prepared.allowedSecret
    return try write(id, digest: prepared.digest, to: key, replacing: before, details)
  }

  /// Stages a commit that writes a document which the store already holds.
  @discardableResult
  public mutating func put(
    stored id: ObjectID, digest: String, as key: ProfileKey, _ details: Details
  ) throws(RepositoryError) -> ObjectID? {
    let before = try blob(for: key)
    if before == id { return nil }
    return try write(id, digest: digest, to: key, replacing: before, details)
  }

  /// Stages a commit that removes a document; nil where there is none.
  @discardableResult
  public mutating func remove(
    _ key: ProfileKey, _ details: Details = Details()
  ) throws(RepositoryError) -> ObjectID? {
    guard try blob(for: key) != nil else { return nil }
    let path = key.path
    _ = try git { () throws(GitError) in try editor.remove(path) }
    touched.insert(path)
    return try commit("Remove", key, digest: nil, details)
  }

  /// Stages a commit that changes no document and says that one is held, or is released.
  ///
  /// Of the details, `message` and `author` count.
  @discardableResult
  public mutating func mark(
    _ key: ProfileKey, isHeld: Bool, _ details: Details = Details()
  ) throws(RepositoryError) -> ObjectID {
    let message = try CommitMessage(
      details.message ?? Self.subject(details.verb ?? (isHeld ? "Hold" : "Release"), key),
      lineage: Lineage(
        hold: Lineage.Hold(key: key, isHeld: isHeld), operation: operation.id))
    return try commit(message, author: details.author)
  }

  private static func subject(_ verb: String, _ key: ProfileKey) -> String {
    "\(verb) \(TrailerText.encoded(key.name.string)) \(key.version)"
  }

  private mutating func write(
    _ id: ObjectID, digest: String, to key: ProfileKey, replacing before: ObjectID?,
    _ details: Details
  ) throws(RepositoryError) -> ObjectID {
    let path = key.path
    try noteProject(of: key.scope)
    try git { () throws(GitError) in try editor.set(path, to: id) }
    touched.insert(path)
    return try commit(before == nil ? "Add" : "Update", key, digest: digest, details)
  }

  private mutating func commit(
    _ verb: String, _ key: ProfileKey, digest: String?, _ details: Details
  ) throws(RepositoryError) -> ObjectID {
    let message = try CommitMessage(
      details.message ?? Self.subject(details.verb ?? verb, key),
      lineage: Lineage(
        profile: key, digest: digest, source: details.source,
        replayedFrom: details.replayedFrom, slicedFrom: details.slicedFrom,
        mergedWith: details.mergedWith, restoredFrom: details.restoredFrom,
        hold: details.holds.map { Lineage.Hold(key: key, isHeld: $0) },
        allowedSecret: details.allowedSecret, planDigest: operation.planDigest,
        operation: operation.id))
    return try commit(message, author: details.author)
  }

  mutating func commit(
    _ message: CommitMessage, author: Signature?
  ) throws(RepositoryError) -> ObjectID {
    let (parent, committer) = (tip, operation.committer)
    try CommitMessage.refuseSecret(in: (author ?? committer).description, "the author")
    try CommitMessage.refuseSecret(in: committer.description, "the committer")
    let id = try git { () throws(GitError) in
      let tree = try editor.write(into: &batch)
      let id = try batch.add(
        commit: CommitDraft(
          tree: tree, parents: [parent], author: author ?? committer, committer: committer,
          message: message.stored))
      if batch.pendingBytes > Self.pendingLimit { try batch.store() }
      return id
    }
    tip = id
    return id
  }

  /// Puts the project's name beside its profiles where its folder does not say it.
  mutating func noteProject(of scope: Scope) throws(RepositoryError) {
    guard case .project(let name) = scope, !PathComponent(name).isVerbatim else { return }
    let path = "\(scope.folder)/\(ProjectNote.fileName)"
    try git { () throws(GitError) in
      if try editor.entry(path) == nil {
        try editor.set(path, to: batch.add(blob: ProjectNote.stored(name)))
      }
    }
  }
}

/// Runs a step of the git store and takes its errors over.
func git<Result: ~Copyable>(_ body: () throws(GitError) -> Result) throws(RepositoryError) -> Result
{
  do { return try body() } catch { throw RepositoryError(error) }
}
