internal import CanonicalJSON
internal import Git
internal import ProfileRepository
internal import Profiles

/// One profile version of a request, decided against one state of the target.
struct ReplayItem {
  let request: ReplayRequest
  let form: LandingForm
  let source: Snapshot.Entry
  let target: ProfileKey
  /// The steps to write, oldest first; empty where there is nothing to do or the item is refused.
  let pending: [Step]
  let outcome: ReplayOutcome
  /// The newest commit on the target's document.
  let newest: HistoryEntry?

  struct Step {
    let entry: HistoryEntry
    /// Nil where the document lands as the source has it.
    let merged: ReplayMerge.Step?
  }

  /// - Parameter validatesUnchanged: looks at what the target holds, too, where there is nothing to do.
  init(
    _ entry: Snapshot.Entry, _ request: ReplayRequest, _ histories: Histories,
    at destination: Destination, validatesUnchanged: Bool, _ origins: inout Origins
  ) throws(RepositoryError) {
    let (base, form) = (destination.base, destination.form)
    (self.request, self.form) = (request, form)
    source = entry
    target = request.landing.key(for: entry.key, in: request.scope)
    newest = histories.target.entries(at: target.path).first
    let present = try base.entry(for: target)
    let course = try Course(
      entry, as: target, present: present, request, form, histories, &origins)
    let overrides = try base.overrides().entries(for: target)
    let final = try Final(entry, as: target, request, form, newest: course.source.steps.last)
    var decision = Decision(steps: [], verdict: .nothing(.equal))
    if let verdict = try Self.nothing(request, course, present, final, base) {
      decision.verdict = verdict
    } else if let present, let newest, course.isMerged(by: request, overrides: overrides) {
      let merge = try Self.merge(
        of: entry.key, (target, present, newest), request, course, form, overrides, on: base,
        &origins)
      decision = try Self.decided(merge, entry, course, form, final)
    } else if present == nil, request.slice != nil {
      throw Self.noDocument(target, request)
    } else if let refusal = try Self.duplicate(request, course.state, present, final, base) {
      decision.verdict = .refused(refusal)
    } else {
      let steps = course.steps
      decision = Decision(
        steps: steps.map { Step(entry: $0, merged: nil) }, verdict: .written(steps: steps.count))
    }
    decision.verdict = Self.held(decision.verdict, by: histories.target.holds[target], request)
    var landing = decision.landing(final)
    if validatesUnchanged, case .nothing = decision.verdict {
      landing = try present.map(base.document) ?? final.document
    }
    let findings = try destination.validation.findings(
      of: decision.verdict, landing: landing, as: target, final.moves)
    decision.verdict = decision.verdict.checked(findings, failingOn: request.failsOn)
    pending = decision.verdict.isLanding ? decision.steps : []
    outcome = ReplayOutcome(
      source: entry.key, target: target, verdict: decision.verdict,
      effect: try Self.effect(decision, present, final, request, base),
      maskedPlaces: final.maskedPlaces, findings: findings,
      registryMoves: landing == nil ? [] : final.moves,
      openRegistries: landing == nil ? [] : final.open)
  }

  struct Decision {
    var steps: [Step]
    var verdict: ReplayOutcome.Verdict

    /// The document that the target would hold; nil where none lands, or where it is not known which.
    func landing(_ final: Final) -> ProfileDocument? {
      switch verdict {
      case .merged, .sliced: steps.last?.merged?.prepared.document
      case .written: final.document
      case .refused(let refusal): refusal.reason == .duplicate ? final.document : nil
      case .nothing, .held, .invalid, .removed, .kept: nil
      }
    }
  }

  private static func effect(
    _ decision: Decision, _ present: Snapshot.Entry?, _ final: Final, _ request: ReplayRequest,
    _ base: Snapshot
  ) throws(RepositoryError) -> ReplayOutcome.Effect {
    var (id, document) = (final.id, final.document)
    if let merged = decision.steps.last?.merged?.prepared {
      (id, document) = (merged.id, merged.document)
    }
    if case .nothing = decision.verdict, let present { id = present.blob }
    var difference: ProfileDifference?
    if request.showsDifferences, let present, present.blob != id {
      difference = ProfileDifference(
        from: try base.document(present), to: document,
        sensitivity: try request.source.sensitivity().union(base.sensitivity()))
    }
    return ReplayOutcome.Effect(
      current: present?.blob, proposed: id, commits: decision.steps.map(\.entry.commit.id),
      difference: difference)
  }

  /// Holds back what would change the target, or be refused there.
  private static func held(
    _ verdict: ReplayOutcome.Verdict, by commit: HistoryEntry?, _ request: ReplayRequest
  ) -> ReplayOutcome.Verdict {
    if case .nothing = verdict { return verdict }
    guard let commit else { return verdict }
    return .held(ReplayOutcome.Held(commit: commit, isSkipped: request.skipsHeld))
  }

  private static func nothing(
    _ request: ReplayRequest, _ course: Course, _ present: Snapshot.Entry?, _ final: Final,
    _ base: Snapshot
  ) throws(RepositoryError) -> ReplayOutcome.Verdict? {
    if present?.blob == final.id { return .nothing(.equal) }
    if request.landing.overwrites || request.slice != nil { return nil }
    if course.isRolledBack { return .nothing(.rolledBack) }
    guard let present, course.pending.isEmpty, request.landing.isPlain,
      !course.target.replayed.isEmpty, !course.state.isUnrelated
    else { return nil }
    var isRechosen = false
    if course.isUntouched { isRechosen = final.isRechosen(since: try base.document(present)) }
    return isRechosen ? nil : .nothing(.alreadyReplayed)
  }

  private static func merge(
    of source: ProfileKey,
    _ there: (key: ProfileKey, present: Snapshot.Entry, newest: HistoryEntry),
    _ request: ReplayRequest, _ course: Course, _ form: LandingForm,
    _ overrides: [Overrides.Entry], on base: Snapshot, _ origins: inout Origins
  ) throws(RepositoryError) -> ReplayMerge {
    let ours = try base.document(there.present)
    let common = try course.base(ours, source, as: there.key, request, form, on: base, &origins)
    let isSliced =
      !course.target.slices.isEmpty && course.state.isOwn && !request.landing.overwrites
    return ReplayMerge(
      request: request, target: there.key,
      base: isSliced ? try course.base(common, withSlicesOf: there.key, on: base) : common,
      unslicedBase: isSliced ? common : nil, ours: ours, present: there.present,
      newest: there.newest,
      sensitivity: try request.source.sensitivity().union(base.sensitivity()),
      overrides: overrides)
  }

  private static func decided(
    _ merge: ReplayMerge, _ source: Snapshot.Entry, _ course: Course, _ form: LandingForm,
    _ final: Final
  ) throws(RepositoryError) -> Decision {
    guard let slice = merge.request.slice else {
      return try merged(merge, source, course, form, final)
    }
    return try sliced(slice, merge, source, course, final)
  }

  private static func merged(
    _ merge: ReplayMerge, _ source: Snapshot.Entry, _ course: Course, _ form: LandingForm,
    _ final: Final
  ) throws(RepositoryError) -> Decision {
    let request = merge.request
    var steps: [(entry: HistoryEntry, document: ProfileDocument)] = []
    for step in course.steps.dropLast() {
      guard let entry = try request.source.document(source.key, at: step.commit) else { continue }
      let landed = try form.prepared(
        request.source.document(entry), of: source.key, in: merge.target.scope,
        allowedSecret: step.message.lineage.allowedSecret)
      steps.append((step, landed.document))
    }
    if let last = course.steps.last { steps.append((last, final.document)) }
    switch try merge.result(of: steps) {
    case .conflicts(let conflicts):
      return Decision(
        steps: [], verdict: .refused(conflict(conflicts, merge, with: final.document, course)))
    case .merged(let landed, let theirs, let kept):
      if landed.isEmpty { return Decision(steps: [], verdict: .nothing(.contained)) }
      let verdict = ReplayOutcome.Merged(
        steps: landed.count,
        ours: ProfileDifference(from: merge.base, to: merge.ours, sensitivity: merge.sensitivity),
        theirs: ProfileDifference(from: merge.base, to: theirs, sensitivity: merge.sensitivity),
        overrides: kept)
      return Decision(
        steps: landed.map { Step(entry: $0.entry, merged: $0) }, verdict: .merged(verdict))
    }
  }

  static func conflict(
    _ conflicts: [MergeConflict], _ merge: ReplayMerge, with document: ProfileDocument,
    _ course: Course
  ) -> Refusal {
    Refusal(
      reason: .changedInTarget, isConflict: true,
      difference: ProfileDifference(
        from: merge.ours, to: document, sensitivity: merge.sensitivity),
      since: course.target.since,
      conflicts: Refusal.Conflicts(
        ours: merge.newest.commit.id, theirs: course.source.steps.last?.commit.id,
        places: conflicts))
  }

  private static func duplicate(
    _ request: ReplayRequest, _ state: TargetState, _ present: Snapshot.Entry?, _ final: Final,
    _ base: Snapshot
  ) throws(RepositoryError) -> Refusal? {
    guard let present, state.isUnrelated, !request.landing.overwrites else { return nil }
    let current = try base.document(present)
    return Refusal(
      reason: .duplicate, isConflict: request.kind == .promotion,
      difference: ProfileDifference(
        from: current, to: final.document, sensitivity: try base.sensitivity()), since: [])
  }
}

/// What the newest step of the source lands as.
struct Final {
  let id: ObjectID
  let document: ProfileDocument
  let moves: [RegistryMove]
  let open: [OpenRegistry]
  var maskedPlaces: Int { document.masks().count }

  init(
    _ entry: Snapshot.Entry, as target: ProfileKey, _ request: ReplayRequest, _ form: LandingForm,
    newest: HistoryEntry?
  ) throws(RepositoryError) {
    let landed = try form.prepared(
      request.source.document(entry), of: entry.key, in: target.scope,
      allowedSecret: newest?.message.lineage.allowedSecret)
    (id, document) = (landed.prepared?.id ?? entry.blob, landed.document)
    (moves, open) = (landed.moves, landed.open)
  }

  /// Whether somebody has chosen another registry since a document landed.
  func isRechosen(since landed: ProfileDocument) -> Bool {
    moves.contains { move in
      let layer = landed.profile.layers.first { $0.identity == move.layer }
      return move.reason == .chosen && layer.map { !move.to.isNamed(by: $0.registry) } ?? false
    }
  }
}

extension Course {
  /// The steps to write: what has not landed, or else the newest.
  fileprivate var steps: [HistoryEntry] {
    pending.isEmpty ? Array(source.steps.suffix(1)) : pending
  }

  /// Whether the target has just what the last replay left.
  fileprivate var isUntouched: Bool {
    if case .following = state { target.since.isEmpty } else { false }
  }

  /// Whether what comes has to be merged with what the target has of its own.
  fileprivate func isMerged(by request: ReplayRequest, overrides: [Overrides.Entry]) -> Bool {
    if request.landing.overwrites { return !overrides.isEmpty || request.slice != nil }
    if request.slice != nil { return !state.isUnrelated }
    return state.isOwn || (!overrides.isEmpty && !state.isUnrelated)
  }
}

extension TargetState {
  var isUnrelated: Bool { if case .unrelated = self { true } else { false } }
}
