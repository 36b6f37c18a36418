public import Git
public import Profiles

/// A commit that another one was replayed from.
public struct ReplayedCommit: Sendable {
  public let id: ObjectID
  /// The document as it was named there.
  public let key: ProfileKey
  /// Nil where the repository does not have it any more.
  public let entry: HistoryEntry?
  /// The environment whose branch holds the commit; nil where none does.
  public let environment: EnvironmentName?
}

extension ProfileRepository {
  /// Adds to commits where they were replayed from, step by step back to the original.
  func origins(of entries: [HistoryEntry]) throws(RepositoryError) -> [ValueOrigin] {
    var chains: [[(Lineage.Replayed, HistoryEntry?)]] = []
    for entry in entries { chains.append(try chain(from: entry)) }
    let environments = try environments(holding: Set(chains.joined().map(\.0.commit)))
    return zip(entries, chains).map { entry, chain in
      ValueOrigin(
        entry: entry,
        replayed: chain.map { replayed, entry in
          ReplayedCommit(
            id: replayed.commit, key: replayed.key, entry: entry,
            environment: environments[replayed.commit])
        })
    }
  }

  private func chain(
    from entry: HistoryEntry
  ) throws(RepositoryError) -> [(Lineage.Replayed, HistoryEntry?)] {
    var chain: [(Lineage.Replayed, HistoryEntry?)] = []
    var seen: Set<ObjectID> = [entry.commit.id]
    var next = entry.message.lineage.replayedFrom
    while let replayed = next, seen.insert(replayed.commit).inserted {
      let source = try historyEntry(replayed.commit)
      chain.append((replayed, source))
      next = source?.message.lineage.replayedFrom
    }
    return chain
  }

  /// Which environment's branch holds each of some commits, looked for from the tips back to a day before the oldest of them.
  func environments(
    holding commits: Set<ObjectID>
  ) throws(RepositoryError) -> [ObjectID: EnvironmentName] {
    if commits.isEmpty { return [:] }
    var rest = commits
    var found: [ObjectID: EnvironmentName] = [:]
    var oldest = Int64.max
    for id in commits {
      guard let entry = try historyEntry(id) else { continue }
      oldest = min(oldest, entry.commit.committer.seconds)
    }
    let (store, limit) = (store, oldest - min(oldest, 86_400))
    for environment in try environments() {
      try git { () throws(GitError) in
        try store.log(from: environment.tip) { commit throws(GitError) in
          if rest.remove(commit.id) != nil { found[commit.id] = environment.name }
          return !rest.isEmpty && commit.committer.seconds >= limit
        }
      }
    }
    return found
  }
}
