internal import Git
internal import PackValues
internal import ProfileRepository
internal import Profiles

/// A profile version that came to the target from the source, and that the source removed since.
struct RemovalItem {
  let key: ProfileKey
  /// The source's commit that removed it.
  let removal: HistoryEntry
  let outcome: ReplayOutcome

  /// Nil where the source never had it, the target's did not come from there, or it is not selected.
  init?(
    _ key: ProfileKey, _ removals: RemovalRequest, _ request: ReplayRequest,
    _ histories: Histories, on base: Snapshot, _ validation: Validation?,
    _ origins: inout Origins
  ) throws(RepositoryError) {
    let there = histories.source.entries(at: key.path)
    guard let present = try base.entry(for: key), let removal = there.first, removal.isRemoval,
      try Self.isSelected(removals.selection.labels, key, there, request.source)
    else { return nil }
    let here = histories.target.entries(at: key.path)
    guard try Self.came(here, from: there, &origins) else { return nil }
    let isBroughtBack = try Self.isBroughtBack(here, after: removal, &origins)
    if isBroughtBack, !removals.prunes { return nil }
    var verdict = ReplayOutcome.Verdict.kept(removal, isChosen: false)
    if removals.prunes {
      let target = try TargetHistory(
        here, source: SourceHistory(there, &origins), sourceKey: key, &origins)
      let changed = try Self.changed(present, target, removal, there, request, on: base)
      verdict = Self.verdict(removal, request, isBroughtBack: isBroughtBack, changed)
      if !verdict.isNothing, let hold = histories.target.holds[key] {
        verdict = .held(ReplayOutcome.Held(commit: hold, isSkipped: request.skipsHeld))
      }
    }
    (self.key, self.removal) = (key, removal)
    let findings = try validation?.findings(of: verdict, landing: nil, as: key, []) ?? []
    outcome = ReplayOutcome(
      source: key, target: key, verdict: verdict,
      effect: ReplayOutcome.Effect(
        current: present.blob, proposed: nil, commits: [removal.commit.id], difference: nil),
      maskedPlaces: 0, findings: findings, registryMoves: [], openRegistries: [])
  }

  private static func verdict(
    _ removal: HistoryEntry, _ request: ReplayRequest, isBroughtBack: Bool, _ changed: Refusal?
  ) -> ReplayOutcome.Verdict {
    if request.landing.overwrites { return .removed(removal) }
    if isBroughtBack { return .nothing(.broughtBack) }
    switch (changed, request.resolution.side) {
    case (nil, _), (_, .theirs): return .removed(removal)
    case (_, .ours): return .kept(removal, isChosen: true)
    case (let changed?, nil): return .refused(changed)
    }
  }

  /// The removals among some profile versions that the target has and the source has not.
  static func all(
    _ keys: [ProfileKey], _ request: ReplayRequest, _ histories: Histories, on base: Snapshot,
    _ validation: Validation, _ origins: inout Origins
  ) throws(RepositoryError) -> [RemovalItem] {
    guard let removals = request.removals else { return [] }
    var items: [RemovalItem] = []
    for key in keys {
      let item = try RemovalItem(
        key, removals, request, histories, on: base, validation, &origins)
      if let item { items.append(item) }
    }
    return items
  }

  func write(to change: inout Change) throws(RepositoryError) {
    guard case .removed = outcome.verdict else { return }
    let details = Change.Details(
      message: removal.message.text, author: removal.commit.author,
      replayedFrom: Lineage.Replayed(commit: removal.commit.id, key: key))
    try change.remove(key, details)
  }

  /// Whether the last document that the source had carries the labels.
  private static func isSelected(
    _ labels: [LabelSelector], _ key: ProfileKey, _ there: [HistoryEntry], _ source: Snapshot
  ) throws(RepositoryError) -> Bool {
    if labels.isEmpty { return true }
    guard there.count > 1, let last = try source.document(key, at: there[1].commit) else {
      return false
    }
    return try source.document(last).profile.carries(labels)
  }

  /// Whether a commit that made the target's document was replayed from one of the source.
  private static func came(
    _ here: [HistoryEntry], from there: [HistoryEntry], _ origins: inout Origins
  ) throws(RepositoryError) -> Bool {
    let sources = Set(there.map(\.commit.id))
    for entry in here.life {
      if try !sources.isDisjoint(with: origins.chain(of: entry).dropFirst()) { return true }
    }
    return false
  }

  /// Whether this very removal had landed before, and somebody took it back.
  private static func isBroughtBack(
    _ here: [HistoryEntry], after removal: HistoryEntry, _ origins: inout Origins
  ) throws(RepositoryError) -> Bool {
    for entry in here where entry.isRemoval {
      if try origins.chain(of: entry).contains(removal.commit.id) { return true }
    }
    return false
  }

  /// The conflict where the target's document is not as the last replay left it, or was merged with what it had of its own.
  private static func changed(
    _ present: Snapshot.Entry, _ target: TargetHistory, _ removal: HistoryEntry,
    _ there: [HistoryEntry], _ request: ReplayRequest, on base: Snapshot
  ) throws(RepositoryError) -> Refusal? {
    let common = try target.common.flatMap { common throws(RepositoryError) in
      try base.document(present.key, at: common.commit)
    }
    if common?.blob == present.blob, !target.isCommonMerged { return nil }
    if case .sliced = target.state { return nil }
    let ours = try base.document(present)
    let before: ProfileDocument
    if let common, !target.isCommonMerged {
      before = try base.document(common)
    } else if there.count > 1,
      let last = try request.source.document(present.key, at: there[1].commit)
    {
      before = try request.source.document(last)
    } else {
      before = ours
    }
    let sensitivity = try request.source.sensitivity().union(base.sensitivity())
    return Refusal(
      reason: .changedAndRemoved, isConflict: true,
      difference: ProfileDifference(from: before, to: ours, sensitivity: sensitivity),
      since: target.since, removal: removal)
  }
}

extension ReplayOutcome.Verdict {
  fileprivate var isNothing: Bool { if case .nothing = self { true } else { false } }
}
