internal import Git
internal import ProfileRepository
internal import Profiles

/// How a profile version came to where it stands in the source and in the target, and what of it has not landed yet.
struct Course {
  let source: SourceHistory
  let target: TargetHistory
  /// How the target's document stands; one that the source took over counts as following.
  let state: TargetState
  /// The source's commits that have not landed, oldest first.
  let pending: [HistoryEntry]
  /// Whether the target was rolled back, and the source has nothing that is newer than what was taken back.
  let isRolledBack: Bool

  init(
    _ entry: Snapshot.Entry, as target: ProfileKey, present: Snapshot.Entry?,
    _ request: ReplayRequest, _ form: LandingForm, _ histories: Histories,
    _ origins: inout Origins
  ) throws(RepositoryError) {
    source = try SourceHistory(histories.source.entries(at: entry.key.path), &origins)
    self.target = try TargetHistory(
      histories.target.entries(at: target.path), source: source, sourceKey: entry.key, &origins)
    isRolledBack = try self.target.isRolledBack(past: source, &origins)
    if self.target.state.isOwn, let present,
      let takenOver = try Self.takenOver(present, source, entry, as: target, request, form)
    {
      state = .following
      pending = Array(source.steps[(takenOver + 1)...])
    } else {
      state = self.target.state
      pending = try Self.steps(source, notIn: self.target, &origins)
    }
  }

  /// The newest step of the source that lands as what the target holds now: a change made in the target alone that the source
  /// took over since, or that was taken back. Nil where there is none.
  private static func takenOver(
    _ present: Snapshot.Entry, _ history: SourceHistory, _ entry: Snapshot.Entry,
    as target: ProfileKey, _ request: ReplayRequest, _ form: LandingForm
  ) throws(RepositoryError) -> Int? {
    let keepsAll = form.keepsAll(in: target.scope)
    let held = keepsAll ? nil : try request.source.repository.storedDocument(present.blob)
    for (index, step) in history.steps.enumerated().reversed() {
      guard let stored = try request.source.document(entry.key, at: step.commit) else { continue }
      if keepsAll {
        if stored.blob == present.blob { return index }
        continue
      }
      let landed = try form.landed(
        request.source.document(stored), from: entry.key.description, in: target.scope)
      if landed.document == held { return index }
    }
    return nil
  }

  /// The steps after the last one that has landed.
  private static func steps(
    _ history: SourceHistory, notIn target: TargetHistory, _ origins: inout Origins
  ) throws(RepositoryError) -> [HistoryEntry] {
    var start = 0
    for (index, step) in history.steps.enumerated()
    where try target.has(step, among: target.replayed, &origins) { start = index + 1 }
    return Array(history.steps[start...])
  }
}
