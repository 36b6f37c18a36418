/// One commit that changed a path.
public struct PathChange: Hashable, Sendable {
  /// The commit.
  public let commit: Commit
  /// What the path named before; nil where it was not there.
  public let before: ObjectID?
  /// What the path names after; nil where it is gone.
  public let after: ObjectID?
}

extension Repository {
  /// Goes through a commit and those before it, newest first, until the body returns false.
  ///
  /// With `firstParent` a merge counts as one commit and its other sides are left out. Otherwise all
  /// are visited once, by committer date, never a commit before all that were made from it were found by then.
  public func log(
    from start: ObjectID, firstParent: Bool = true, _ body: (Commit) throws(GitError) -> Bool
  ) throws(GitError) {
    if !firstParent { return try logAll(from: start, body) }
    var next: ObjectID? = start
    while let id = next {
      let commit = try storedCommit(id)
      if try !body(commit) { return }
      next = commit.parents.first
    }
  }

  private func logAll(
    from start: ObjectID, _ body: (Commit) throws(GitError) -> Bool
  ) throws(GitError) {
    var seen: Set<ObjectID> = [start]
    // Sorted by date, newest last: branches are few, so the row of open commits stays short.
    var open = [try storedCommit(start)]
    while let commit = open.popLast() {
      if try !body(commit) { return }
      for parent in commit.parents where seen.insert(parent).inserted {
        let parent = try storedCommit(parent)
        let place = open.lastIndex { $0.committer.seconds <= parent.committer.seconds }
        open.insert(parent, at: place.map { $0 + 1 } ?? 0)
      }
    }
  }

  /// Finds the commits that changed what a path names, newest first, along first parents.
  ///
  /// Costs one folder entry per level and commit; folders that did not change are not read.
  public func history(
    of path: String, from start: ObjectID, limit: Int = .max
  ) throws(GitError) -> [PathChange] {
    var changes: [PathChange] = []
    if limit <= 0 { return [] }
    try history(of: path, from: start) { change throws(GitError) in
      changes.append(change)
      return changes.count < limit
    }
    return changes
  }

  /// Goes through the commits that changed what a path names, newest first, until the body returns false.
  public func history(
    of path: String, from start: ObjectID, _ body: (PathChange) throws(GitError) -> Bool
  ) throws(GitError) {
    var finder = PathFinder(self, path)
    var commit = try storedCommit(start)
    var current = try finder.find(commit.tree)
    while true {
      let parent = try commit.parents.first.map { (id) throws(GitError) in try storedCommit(id) }
      let before = try parent.flatMap { (parent) throws(GitError) in try finder.find(parent.tree) }
      if before != current {
        let change = PathChange(commit: commit, before: before, after: current)
        if try !body(change) { return }
      }
      guard let parent else { return }
      (commit, current) = (parent, before)
    }
  }

  /// Reads a commit that must be there because something names it.
  private func storedCommit(_ id: ObjectID) throws(GitError) -> Commit {
    do throws(GitError) {
      return try commit(id)
    } catch  where error.code == .notFound {
      throw GitError(.corrupt, "read the history at", id.hex, "the commit is missing")
    }
  }
}

/// Finds one path in folder after folder, remembering what the last folders of each level led to.
private struct PathFinder {
  private let repository: Repository
  private let parts: [[UInt8]]
  private var known: [(folder: ObjectID, found: TreeEntry?)?]

  init(_ repository: Repository, _ path: String) {
    self.repository = repository
    parts = path.utf8.split(separator: UInt8(ascii: "/")).map { Array($0) }
    known = Array(repeating: nil, count: parts.count)
  }

  mutating func find(_ root: ObjectID) throws(GitError) -> ObjectID? {
    var folder = root
    for level in parts.indices {
      guard let entry = try entry(level, in: folder) else { return nil }
      if level < parts.count - 1, entry.mode != .directory { return nil }
      folder = entry.id
    }
    return folder
  }

  private mutating func entry(_ level: Int, in folder: ObjectID) throws(GitError) -> TreeEntry? {
    if let known = known[level], known.folder == folder { return known.found }
    let bytes = try repository.object(folder, .tree)
    let found = try TreeLookup.entry(parts[level], in: bytes, of: folder)
    known[level] = (folder, found)
    return found
  }
}
