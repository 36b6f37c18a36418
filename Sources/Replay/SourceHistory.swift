internal import Git
internal import ProfileRepository

/// The commits that made one profile version what it is, with the commits that they were replayed from.
struct SourceHistory {
  /// Oldest first, from the commit that last created the document.
  let steps: [HistoryEntry]
  /// Every commit that ever touched the document, and what those were replayed from.
  let related: Set<ObjectID>

  init(_ entries: [HistoryEntry], _ origins: inout Origins) throws(RepositoryError) {
    steps = entries.prefix { !$0.isRemoval }.reversed()
    var related: Set<ObjectID> = []
    for entry in entries { related.formUnion(try origins.chain(of: entry)) }
    self.related = related
  }
}

/// Follows `Replayed-From` from commit to commit, remembering what it read.
struct Origins {
  let repository: ProfileRepository
  private var known: [ObjectID: [ObjectID]] = [:]

  init(_ repository: ProfileRepository) { self.repository = repository }

  /// The commit itself, the one it was replayed from, and so on; ends where a commit is no longer there.
  mutating func chain(of entry: HistoryEntry) throws(RepositoryError) -> [ObjectID] {
    var chain = [entry.commit.id]
    var next = entry.message.lineage.replayedFrom?.commit
    while let id = next, !chain.contains(id) {
      if let rest = known[id] {
        chain += rest
        break
      }
      chain.append(id)
      next = try repository.historyEntry(id)?.message.lineage.replayedFrom?.commit
    }
    known[entry.commit.id] = chain
    return chain
  }
}
