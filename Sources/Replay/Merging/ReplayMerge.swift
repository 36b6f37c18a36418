internal import Git
internal import PackValues
internal import ProfileRepository
internal import Profiles

/// The merge of what a replay brings into a target's document that has changes of its own.
///
/// Base is what the last replay left, with the slices that came since; ours the target's document, theirs what the source's
/// newest step would land as. Every pending step is merged by itself with the same base and ours, so that what the target changed is never gone in
/// between; a step that conflicts lands together with the next. Where a person's answers keep all that the target has, the
/// last step is written even so, or the next replay would ask again.
struct ReplayMerge {
  let request: ReplayRequest
  let target: ProfileKey
  let base: ProfileDocument
  /// The same without the slices; nil where there are none. Steps before the last one may be older than those.
  let unslicedBase: ProfileDocument?
  let ours: ProfileDocument
  let present: Snapshot.Entry
  /// The newest commit on the target's document.
  let newest: HistoryEntry
  /// What either environment declares secret.
  let sensitivity: Sensitivity
  let overrides: [Overrides.Entry]

  /// What a step leaves in the target.
  struct Step {
    let entry: HistoryEntry
    let prepared: PreparedDocument
    /// Whether the target's document had something of its own to keep.
    let isMerged: Bool
  }

  enum Result {
    case merged([Step], theirs: ProfileDocument, [ReplayOutcome.KeptOverride])
    case conflicts([MergeConflict])
  }

  /// Merges steps, oldest first, each with the document that it would land as.
  func result(
    of steps: [(entry: HistoryEntry, document: ProfileDocument)]
  ) throws(RepositoryError) -> Result {
    var (landed, previous) = ([Step](), present.blob)
    for (index, step) in steps.enumerated() {
      let isLast = index == steps.count - 1
      let (merge, isAnswered) = try merge(step.document, from: step.entry, isLast: isLast)
      guard let document = merge.merged else {
        if isLast {
          let documents = [base, ours, step.document]
          return .conflicts(merge.conflicts.map { $0.hiding(sensitivity, in: documents) })
        }
        continue
      }
      let reason = step.entry.message.lineage.allowedSecret
      let prepared = try PreparedDocument(
        document, gate: .init(allowedReason: reason ?? newest.message.lineage.allowedSecret))
      if prepared.id == previous, !(isLast && isAnswered) { continue }
      previous = prepared.id
      landed.append(
        Step(entry: step.entry, prepared: prepared, isMerged: document != step.document))
    }
    let theirs = steps.last?.document ?? ours
    return .merged(landed, theirs: theirs, try keeping(in: theirs).kept)
  }

  /// A document with the target's values where the target overrides: with them in base and theirs, they are nobody's change.
  private func keeping(
    in document: ProfileDocument
  ) throws(RepositoryError) -> (document: ProfileDocument, kept: [ReplayOutcome.KeptOverride]) {
    var (document, kept) = (document, [ReplayOutcome.KeptOverride]())
    for entry in overrides {
      let result = entry.place.keeping(ours, in: document)
      if result.outcome == .stuck {
        throw RepositoryError(
          .conflict,
          "cannot keep what '\(request.target):\(target)' overrides at '\(entry.place)': its lines hold "
            + "other values too",
          hint:
            "nothing was written; end it with 'strata override rm', or write the value on lines of "
            + "its own")
      }
      document = result.document
      kept.append(ReplayOutcome.KeptOverride(entry: entry, outcome: result.outcome))
    }
    return (document, kept)
  }

  private func merge(
    _ theirs: ProfileDocument, from entry: HistoryEntry, isLast: Bool
  ) throws(RepositoryError) -> (ProfileMerge, isAnswered: Bool) {
    let resolution = request.resolution
    let answers =
      isLast
      ? try resolution.answers?.answers(
        for: target, in: request.target, ours: newest.commit.id, theirs: entry.commit.id) : nil
    var chooser = ConflictChooser(resolution.side, answers ?? [])
    let merge = ProfileMerge(
      base: try keeping(in: isLast ? base : unslicedBase ?? base).document, ours: ours,
      theirs: try keeping(in: theirs).document, settling: { chooser.choice(for: $0) })
    if let unused = chooser.unused {
      throw RepositoryError(
        .invalid, "'\(request.target):\(target)' has no conflict at '\(unused.place)'",
        hint: "write the conflicts anew with '--conflicts FILE'")
    }
    return (merge, chooser.hasAnswered)
  }
}

extension Course {
  /// The same document with what slices brought since, as far as it does not go against what it was before.
  func base(
    _ document: ProfileDocument, withSlicesOf key: ProfileKey, on base: Snapshot
  ) throws(RepositoryError) -> ProfileDocument {
    var document = document
    for slice in target.slices.reversed() {
      guard let parent = slice.commit.parents.first,
        let before = try base.repository.historyEntry(parent),
        let old = try base.document(key, at: before.commit),
        let new = try base.document(key, at: slice.commit)
      else { continue }
      let merge = ProfileMerge(
        base: try base.document(old), ours: try base.document(new), theirs: document,
        choosing: { _ in .ours })
      document = merge.merged ?? document
    }
    return document
  }

  /// The document that both the target's and the source's changes start from.
  func base(
    _ ours: ProfileDocument, _ key: ProfileKey, as targetKey: ProfileKey, _ request: ReplayRequest,
    _ form: LandingForm, on base: Snapshot, _ origins: inout Origins
  ) throws(RepositoryError) -> ProfileDocument {
    guard state.isOwn, !request.landing.overwrites, let common = target.common else { return ours }
    if target.isCommonMerged {
      let chain = Set(try origins.chain(of: common))
      // In an earlier life of the source's document too: what it was then is still where both began.
      for step in source.entries where !step.isRemoval {
        if chain.isDisjoint(with: try origins.chain(of: step)) { continue }
        guard let entry = try request.source.document(key, at: step.commit) else { break }
        return try form.prepared(
          request.source.document(entry), of: key, in: targetKey.scope,
          allowedSecret: step.message.lineage.allowedSecret
        ).document
      }
    }
    guard let entry = try base.document(targetKey, at: common.commit) else { return ours }
    return try base.document(entry)
  }
}

extension TargetState {
  /// Whether the target has something that did not come from the source.
  var isOwn: Bool {
    switch self {
    case .merged, .changed, .sliced: true
    case .absent, .following, .unrelated: false
    }
  }
}
