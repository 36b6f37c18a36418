internal import Git
internal import ProfileRepository

/// The commits that made one profile version what it is, with the commits that they were replayed from.
struct SourceHistory {
  /// Oldest first, from the commit that last created the document.
  let steps: [HistoryEntry]
  /// Every commit that ever touched the document, newest first.
  let entries: [HistoryEntry]
  /// Those commits, and what they were replayed from.
  let related: Set<ObjectID>
  /// Those of the commits that belong to a document that was removed since, and not brought back.
  let ended: Set<ObjectID>

  init(_ entries: [HistoryEntry], _ origins: inout Origins) throws(RepositoryError) {
    self.entries = entries
    steps = entries.prefix { !$0.isRemoval }.reversed()
    ended = Set(entries.map(\.commit.id)).subtracting(entries.life.map(\.commit.id))
    var related: Set<ObjectID> = []
    for entry in entries { related.formUnion(try origins.chain(of: entry)) }
    self.related = related
  }
}

/// Follows `Replayed-From` from commit to commit, remembering what it read.
struct Origins {
  let repository: ProfileRepository
  private var known: [ObjectID: Lineage?] = [:]

  init(_ repository: ProfileRepository) { self.repository = repository }

  /// The commit itself, the one it was replayed from, and so on; ends where a commit is no longer there.
  mutating func chain(of entry: HistoryEntry) throws(RepositoryError) -> [ObjectID] {
    try chain(of: entry, endsAtMerge: false)
  }

  /// The same of a commit by its id.
  mutating func chain(of id: ObjectID) throws(RepositoryError) -> [ObjectID] {
    guard let entry = try repository.historyEntry(id) else { return [id] }
    return try chain(of: entry)
  }

  /// The same, but ends with the first that merged: what that one was replayed from has not all that it has.
  mutating func copies(of entry: HistoryEntry) throws(RepositoryError) -> [ObjectID] {
    try chain(of: entry, endsAtMerge: true)
  }

  private mutating func chain(
    of entry: HistoryEntry, endsAtMerge: Bool
  ) throws(RepositoryError) -> [ObjectID] {
    var chain = [entry.commit.id]
    var lineage: Lineage? = entry.message.lineage
    while let last = lineage, !(endsAtMerge && last.mergedWith != nil),
      let next = last.replayedFrom?.commit, !chain.contains(next)
    {
      chain.append(next)
      lineage = try self.lineage(of: next)
    }
    return chain
  }

  private mutating func lineage(of id: ObjectID) throws(RepositoryError) -> Lineage? {
    if let found = known[id] { return found }
    let found = try repository.historyEntry(id)?.message.lineage
    known[id] = .some(found)
    return found
  }
}
