public import Git
public import Profiles

/// One commit as a person reads it: with its message taken apart.
public struct HistoryEntry: Sendable {
  public let commit: Commit
  public let message: CommitMessage
  /// How many commits of the branch are newer.
  public let age: Int
  /// Whether the commit removed the document whose history this is part of.
  public let isRemoval: Bool
}

/// The commits of a branch that concern some of its documents, from one walk.
///
/// A commit of Strata says which document it changed; only commits without Strata's block have their trees compared. Cost:
/// O(commits of the branch) time, memory for the commits that concern the paths asked for.
public struct BranchHistory: Sendable {
  private var byPath: [String: [HistoryEntry]] = [:]
  /// The profile versions that are held, each with the commit that says so.
  public private(set) var holds: [ProfileKey: HistoryEntry] = [:]

  /// The history of nothing.
  public init() {}

  /// Collects the history of the documents (or folders of versions) at some paths.
  public init(of paths: Set<String>, from snapshot: Snapshot) throws(RepositoryError) {
    let store = snapshot.repository.store
    var (age, decided) = (0, Set<ProfileKey>())
    try git { () throws(GitError) in
      try store.log(from: snapshot.commit.id) { commit throws(GitError) in
        let message = CommitMessage(stored: commit.message)
        if let hold = message.lineage.hold, decided.insert(hold.key).inserted, hold.isHeld {
          holds[hold.key] = HistoryEntry(
            commit: commit, message: message, age: age, isRemoval: false)
        }
        for change in try paths.isEmpty ? [] : Self.changes(by: commit, message, in: store) {
          for path in [change.path, Self.folder(of: change.path)] where paths.contains(path) {
            let entry = HistoryEntry(
              commit: commit, message: message, age: age, isRemoval: change.isRemoval)
            byPath[path, default: []].append(entry)
          }
        }
        age += 1
        return true
      }
    }
  }

  /// The commits that concern a path, newest first.
  public func entries(at path: String) -> [HistoryEntry] { byPath[path] ?? [] }

  private typealias PathChange = (path: String, isRemoval: Bool)

  private static func changes(
    by commit: Commit, _ message: CommitMessage, in store: Repository
  ) throws(GitError) -> [PathChange] {
    let lineage = message.lineage
    if lineage.profile == nil, lineage.hold != nil { return [] }
    if let key = lineage.profile {
      return [(key.path, lineage.digest == nil)]
    }
    let before = try commit.parents.first.map { parent throws(GitError) in
      try store.commit(parent).tree
    }
    return try store.changes(from: before, to: commit.tree).map { ($0.path, $0.after == nil) }
  }

  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
  }
}

extension Snapshot {
  /// The commits of the branch up to this one, newest first.
  public func history(limit: Int? = nil) throws(RepositoryError) -> [HistoryEntry] {
    try git { () throws(GitError) in
      var entries: [HistoryEntry] = []
      if limit == 0 { return entries }
      try store.log(from: commit.id) { commit throws(GitError) in
        entries.append(
          HistoryEntry(
            commit: commit, message: CommitMessage(stored: commit.message), age: entries.count,
            isRemoval: false))
        return limit.map { entries.count < $0 } ?? true
      }
      return entries
    }
  }

  /// The profile versions that replays leave as they are, each with the commit that holds it. Cost: the branch's commits.
  public func holds() throws(RepositoryError) -> [ProfileKey: HistoryEntry] {
    try BranchHistory(of: [], from: self).holds
  }

  /// The newest commit that a plan left on one of some documents; nil where it was not carried out. Cost: the commits since
  /// that one, or since the one given.
  public func commit(
    ofPlan digest: String, on keys: Set<ProfileKey>, since end: ObjectID
  ) throws(RepositoryError) -> HistoryEntry? {
    try git { () throws(GitError) in
      var found: HistoryEntry?
      try store.log(from: commit.id) { commit in
        if commit.id == end { return false }
        let message = CommitMessage(stored: commit.message)
        if message.lineage.planDigest == digest,
          let key = message.lineage.profile, keys.contains(key)
        {
          found = HistoryEntry(commit: commit, message: message, age: 0, isRemoval: false)
        }
        return found == nil
      }
      return found
    }
  }

  /// Whether a commit is this one or one before it on the branch. Cost: the commits between them.
  public func hasInHistory(_ id: ObjectID) throws(RepositoryError) -> Bool {
    try git { () throws(GitError) in
      var isFound = false
      try store.log(from: commit.id) { commit in
        isFound = commit.id == id
        return !isFound
      }
      return isFound
    }
  }

  /// The commits that changed a profile, or one version of it where the selector names one, newest first.
  public func history(of selector: ProfileSelector) throws(RepositoryError) -> [HistoryEntry] {
    let key = ProfileKey(
      scope: selector.scope, name: selector.name, version: selector.version ?? .initial)
    let path = selector.version == nil ? key.folder : key.path
    return try BranchHistory(of: [path], from: self).entries(at: path)
  }

  /// The document under a key as an earlier commit of the branch had it.
  public func document(
    _ key: ProfileKey, at commit: Commit
  ) throws(RepositoryError) -> Entry? {
    try git { () throws(GitError) in
      try store.entry(at: key.path, in: commit.tree).map { Entry(key: key, blob: $0.id) }
    }
  }
}

extension ProfileRepository {
  /// One commit by its id; nil if the store does not have it.
  public func historyEntry(_ id: ObjectID) throws(RepositoryError) -> HistoryEntry? {
    do {
      let commit = try store.commit(id)
      return HistoryEntry(
        commit: commit, message: CommitMessage(stored: commit.message), age: 0, isRemoval: false)
    } catch {
      if error.code == .notFound { return nil }
      throw RepositoryError(error)
    }
  }
}
