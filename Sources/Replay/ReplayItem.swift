internal import CanonicalJSON
internal import Git
internal import ProfileRepository
internal import Profiles

/// One profile version of a request, decided against one state of the target.
struct ReplayItem {
  let request: ReplayRequest
  let source: Snapshot.Entry
  let target: ProfileKey
  /// The steps to write, oldest first; empty where there is nothing to do or the item is refused.
  let pending: [HistoryEntry]
  let outcome: ReplayOutcome

  init(
    _ entry: Snapshot.Entry, _ request: ReplayRequest, _ histories: Histories, on base: Snapshot,
    _ origins: inout Origins
  ) throws(RepositoryError) {
    self.request = request
    source = entry
    target = request.landing.key(for: entry.key, in: request.scope)
    let present = try base.entry(for: target)
    let course = try Course(entry, as: target, present: present, request, histories, &origins)
    let (history, there) = (course.source, course.target)
    let (state, steps) = (course.state, course.pending)
    let final = try Self.final(entry, request, newest: history.steps.last)
    var verdict: ReplayOutcome.Verdict
    if present?.blob == final.id {
      verdict = .nothing(.equal)
    } else if !request.landing.overwrites, course.isRolledBack {
      verdict = .nothing(.rolledBack)
    } else if steps.isEmpty && !request.landing.overwrites, present != nil,
      request.landing.keepsDocument, !there.replayed.isEmpty, !state.isUnrelated
    {
      verdict = .nothing(.alreadyReplayed)
    } else if let refusal = try Self.refusal(request, state, present, final, base) {
      verdict = .refused(refusal)
    } else {
      verdict = .written(steps: max(steps.count, 1))
    }
    verdict = Self.held(verdict, by: histories.target.holds[target], request)
    var pending: [HistoryEntry] = []
    if case .written = verdict {
      pending = steps.isEmpty ? Array(history.steps.suffix(1)) : steps
    }
    self.pending = pending
    outcome = ReplayOutcome(
      source: entry.key, target: target, verdict: verdict, maskedPlaces: final.maskedPlaces)
  }

  /// Holds back what would change the target, or be refused there.
  private static func held(
    _ verdict: ReplayOutcome.Verdict, by commit: HistoryEntry?, _ request: ReplayRequest
  ) -> ReplayOutcome.Verdict {
    if case .nothing = verdict { return verdict }
    guard let commit else { return verdict }
    return .held(ReplayOutcome.Held(commit: commit, isSkipped: request.skipsHeld))
  }

  private struct Final {
    let id: ObjectID
    let document: ProfileDocument
    var maskedPlaces: Int { document.masks().count }
  }

  private static func final(
    _ entry: Snapshot.Entry, _ request: ReplayRequest, newest: HistoryEntry?
  ) throws(RepositoryError) -> Final {
    let document = try request.source.document(entry)
    if request.landing.keepsDocument { return Final(id: entry.blob, document: document) }
    let landed = try Landed(
      document, request.landing, entry.key, allowedSecret: newest?.message.lineage.allowedSecret)
    return Final(id: landed.prepared.id, document: landed.prepared.document)
  }

  private static func refusal(
    _ request: ReplayRequest, _ state: TargetState, _ present: Snapshot.Entry?, _ final: Final,
    _ base: Snapshot
  ) throws(RepositoryError) -> Refusal? {
    guard let present, !request.landing.overwrites else { return nil }
    let (reason, since): (Refusal.Reason, [HistoryEntry])
    switch state {
    case .absent, .following: return nil
    case .changed(let commits): (reason, since) = (.changedInTarget, commits)
    case .unrelated: (reason, since) = (.duplicate, [])
    }
    let current = try base.document(present)
    return Refusal(
      reason: reason,
      isConflict: reason == .changedInTarget || request.kind == .promotion,
      difference: ProfileDifference(
        from: current, to: final.document, sensitivity: try base.sensitivity()), since: since)
  }

  /// Writes one step; nothing where it leaves the target's document as it is.
  func write(_ step: HistoryEntry, to change: inout Change) throws(RepositoryError) {
    guard let stored = try stored(at: step) else { return }
    let details = Change.Details(
      message: step.message.text, author: step.commit.author, source: step.message.lineage.source,
      replayedFrom: Lineage.Replayed(commit: step.commit.id, key: source.key),
      allowedSecret: step.message.lineage.allowedSecret)
    if request.landing.keepsDocument, let digest = step.message.lineage.digest {
      try change.put(stored: stored.blob, digest: digest, as: target, details)
      return
    }
    let document = try request.source.document(stored)
    let landed = try Landed(
      document, request.landing, source.key, allowedSecret: details.allowedSecret)
    try change.put(landed.prepared, in: target.scope, details)
  }
}

extension ReplayItem {
  /// The document as the step left it; the newest step left what the source holds.
  private func stored(at step: HistoryEntry) throws(RepositoryError) -> Snapshot.Entry? {
    if step.commit.id == pending.last?.commit.id { return source }
    return try request.source.document(source.key, at: step.commit)
  }
}

extension TargetState {
  var isUnrelated: Bool { if case .unrelated = self { true } else { false } }
}

/// A document as it lands.
struct Landed {
  let prepared: PreparedDocument

  init(
    _ document: ProfileDocument, _ landing: Landing, _ key: ProfileKey, allowedSecret: String?
  ) throws(RepositoryError) {
    let moved: ProfileDocument
    do { moved = try landing.applied(to: document) } catch {
      throw RepositoryError(error, in: key.description)
    }
    prepared = try PreparedDocument(moved, gate: .init(allowedReason: allowedSecret))
  }
}
