internal import Git
internal import ProfileRepository
internal import Profiles

/// How the target's document stands to the source.
enum TargetState {
  case absent
  /// The newest commit on it is a replay from the source.
  case following
  /// It came from the source and was changed since, by the commits given, newest first.
  case changed(since: [HistoryEntry])
  /// It never came from the source.
  case unrelated
}

/// What the target's branch says of one document.
struct TargetHistory {
  let state: TargetState
  /// The source commits (or what those were replayed from) that have landed in this document.
  let replayed: Set<ObjectID>

  /// - Parameter entries: the commits on the target's document, newest first.
  init(
    _ entries: [HistoryEntry], source: SourceHistory, sourceKey: ProfileKey,
    _ origins: inout Origins
  ) throws(RepositoryError) {
    let life = entries.prefix { !$0.isRemoval }
    guard let newest = life.first else {
      (state, replayed) = (.absent, [])
      return
    }
    var (replayed, since, isRelated) = (Set<ObjectID>(), [HistoryEntry](), false)
    for entry in life {
      let chain = try origins.chain(of: entry)
      if !source.related.isDisjoint(with: chain) {
        isRelated = true
      } else if !isRelated {
        since.append(entry)
      }
      replayed.formUnion(chain)
    }
    self.replayed = replayed
    let isAhead = newest.message.lineage.replayedFrom?.key == sourceKey
    if !isRelated {
      state = .unrelated
    } else {
      state = since.isEmpty || isAhead ? .following : .changed(since: since)
    }
  }
}
