internal import Git
internal import ProfileRepository
internal import Profiles

/// How the target's document stands to the source.
enum TargetState {
  case absent
  /// The newest commit on it is a replay from the source.
  case following
  /// The newest commit on it is a replay from the source, merged with what the target had of its own.
  case merged
  /// It came from the source, and slices of it that are not replayed yet came since, and nothing else.
  case sliced
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
  /// Every commit on the document where the newest was brought back by a rollback or an undo; else none.
  private let rolledBack: [HistoryEntry]
  /// The target's commits since the newest one that the source has too, newest first; empty where it has none.
  let since: [HistoryEntry]
  /// The newest commit that the source has too; nil where there is none.
  let common: HistoryEntry?
  /// Those of `since` that took a slice of the source, newest first, without those that a rollback or an undo took back.
  let slices: [HistoryEntry]
  /// Whether that one, or one that it was replayed from, merged what the source has with something else.
  let isCommonMerged: Bool
  /// Whether what came last from the source was a document that the source has removed since.
  private let isOfEnded: Bool

  /// - Parameter entries: the commits on the target's document, newest first.
  init(
    _ entries: [HistoryEntry], source: SourceHistory, sourceKey: ProfileKey,
    _ origins: inout Origins
  ) throws(RepositoryError) {
    rolledBack = entries.first?.message.lineage.restoredFrom == nil ? [] : entries
    isOfEnded = try Self.isOfEnded(entries, source, &origins)
    let life = entries.life
    guard let newest = life.first else {
      (state, replayed, since, common, slices) = (.absent, [], [], nil, [])
      isCommonMerged = false
      return
    }
    var (replayed, since, common) = (Set<ObjectID>(), [HistoryEntry](), nil as HistoryEntry?)
    for entry in life {
      let chain = try origins.chain(of: entry)
      if !source.related.isDisjoint(with: chain) {
        common = common ?? entry
      } else if common == nil {
        since.append(entry)
      }
      replayed.formUnion(chain)
    }
    let isRelated = common != nil
    (self.replayed, self.since, self.common) = (replayed, isRelated ? since : [], common)
    let copies = try common.map { entry throws(RepositoryError) in try origins.copies(of: entry) }
    isCommonMerged = copies.map(source.related.isDisjoint) ?? false
    let areAll: Bool
    (slices, areAll) = try Self.slices(self.since, after: common, source, &origins)
    state =
      areAll && !slices.isEmpty
      ? .sliced
      : Self.state(newest, since, sourceKey, isRelated: isRelated, isMerged: isCommonMerged)
  }

  /// Those of some commits that took a slice, and whether the others were all taken back.
  private static func slices(
    _ since: [HistoryEntry], after common: HistoryEntry?, _ source: SourceHistory,
    _ origins: inout Origins
  ) throws(RepositoryError) -> ([HistoryEntry], areAll: Bool) {
    var (slices, areAll) = ([HistoryEntry](), true)
    var rest = (since + [common].compactMap { $0 })[...]
    while rest.count > 1, let entry = rest.popFirst() {
      let lineage = entry.message.lineage
      if lineage.restoredFrom != nil {
        guard let digest = lineage.digest,
          let index = rest.firstIndex(where: { $0.message.lineage.digest == digest })
        else { return (slices, false) }
        rest = rest[index...]
      } else if let origin = lineage.slicedFrom,
        try !source.related.isDisjoint(with: origins.chain(of: origin.commit))
      {
        slices.append(entry)
      } else {
        areAll = false
      }
    }
    return (slices, areAll)
  }

  private static func isOfEnded(
    _ entries: [HistoryEntry], _ source: SourceHistory, _ origins: inout Origins
  ) throws(RepositoryError) -> Bool {
    if source.ended.isEmpty { return false }
    for entry in entries {
      let chain = try origins.chain(of: entry)
      if source.related.isDisjoint(with: chain) { continue }
      return !source.ended.isDisjoint(with: chain)
    }
    return false
  }

  private static func state(
    _ newest: HistoryEntry, _ since: [HistoryEntry], _ sourceKey: ProfileKey, isRelated: Bool,
    isMerged: Bool
  ) -> TargetState {
    if !isRelated { return .unrelated }
    if since.isEmpty { return isMerged ? .merged : .following }
    let lineage = newest.message.lineage
    let isAhead = lineage.mergedWith == nil && lineage.replayedFrom?.key == sourceKey
    return isAhead ? .following : .changed(since: since)
  }

  /// Whether somebody took the document back, and every step of the source had landed before.
  func isRolledBack(
    past source: SourceHistory, _ origins: inout Origins
  ) throws(RepositoryError) -> Bool {
    if rolledBack.isEmpty { return false }
    var landed: Set<ObjectID> = []
    for entry in rolledBack { landed.formUnion(try origins.chain(of: entry)) }
    for step in source.steps where try !has(step, among: landed, &origins) { return false }
    return true
  }

  /// Whether a step of the source is among commits that landed here.
  ///
  /// What the source removed and took anew is new here too, even where the commit that it was replayed from landed before: with the
  /// document that ended.
  func has(
    _ step: HistoryEntry, among landed: Set<ObjectID>, _ origins: inout Origins
  ) throws(RepositoryError) -> Bool {
    if isOfEnded { return landed.contains(step.commit.id) }
    return !landed.isDisjoint(with: try origins.copies(of: step))
  }
}

extension [HistoryEntry] {
  /// Of the commits on a document, newest first, those back to the one that last created it; what a rollback or an undo
  /// brought back goes on where it ended.
  var life: [HistoryEntry] {
    var life: [HistoryEntry] = []
    for entry in self {
      if !entry.isRemoval {
        life.append(entry)
      } else if life.last?.message.lineage.restoredFrom == nil {
        break
      }
    }
    return life
  }
}
