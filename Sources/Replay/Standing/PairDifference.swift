internal import Dispatch
internal import Git
internal import ProfileRepository
internal import Profiles
internal import Synchronization

/// The documents that differ between two environments, before it is known why.
struct PairDifference {
  let source: Snapshot
  let target: Snapshot
  /// From the target to the source: what is added, the target lacks.
  let changes: [DocumentChange]

  func standings(
    _ pair: Standings.Pair, _ histories: Histories, _ origins: inout Origins, listsIdentical: Bool
  ) throws(RepositoryError) -> Standings {
    let same = sameContent()
    let request = ReplayRequest(
      kind: .promotion, source: source, entries: [], target: pair.target, scope: nil)
    let form = try LandingForm(Landing(), at: target, knowing: target.facts())
    var profiles: [Standing] = []
    for change in changes {
      profiles.append(
        try Standing(
          change, request, form, histories, isSame: same.contains(change.key), target, &origins))
    }
    let missing = changes.count { $0.before == nil }
    let identical = try source.documentCount() - missing - changes.count { $0.kind == .changed }
    if listsIdentical { profiles = (profiles + (try self.identical())).sorted { $0.key < $1.key } }
    return Standings(
      source: pair.source, target: pair.target, profiles: profiles,
      equalCount: identical + same.count)
  }

  private func identical() throws(RepositoryError) -> [Standing] {
    let differing = Set(changes.map(\.key))
    return try source.entries().filter { !differing.contains($0.key) }.map {
      Standing(equal: $0.key, isIdentical: true)
    }
  }

  /// The keys whose two documents differ only in what belongs to an environment; read on all cores.
  private func sameContent() -> Set<ProfileKey> {
    let both = changes.filter { $0.kind == .changed }
    let found = Mutex<Set<ProfileKey>>([])
    DispatchQueue.concurrentPerform(iterations: both.count) { index in
      let change = both[index]
      // A damaged document differs; `verify` says what is wrong with it.
      guard let before = change.before, let after = change.after,
        let old = try? target.document(before), let new = try? source.document(after),
        old.contentID == new.contentID
      else { return }
      found.withLock { _ = $0.insert(change.key) }
    }
    return found.withLock { $0 }
  }
}

extension Standing {
  init(equal key: ProfileKey, isIdentical: Bool) {
    self.init(
      key: key, state: .equal, pending: [], since: [], removal: nil, isPrunable: false,
      hold: nil, isIdentical: isIdentical)
  }

  /// Decides by the same course that a promotion takes.
  init(
    _ change: DocumentChange, _ request: ReplayRequest, _ form: LandingForm,
    _ histories: Histories, isSame: Bool, _ target: Snapshot, _ origins: inout Origins
  ) throws(RepositoryError) {
    let key = change.key
    if isSame {
      self.init(equal: key, isIdentical: false)
      return
    }
    guard let entry = change.after else {
      let removals = RemovalRequest(ProfileSelection(), prunes: false)
      let removal = try RemovalItem(
        key, removals, request, histories, on: target, nil, &origins)
      self.init(
        key: key, state: .targetOnly, pending: [], since: [],
        removal: Self.removal(of: key, in: histories.source), isPrunable: removal != nil,
        hold: histories.target.holds[key], isIdentical: false)
      return
    }
    let course = try Course(
      entry, as: key, present: change.before, request, form, histories, &origins)
    let hold = histories.target.holds[key]
    let isOverridden = try Self.isOverridden(change, request.source, target, form)
    let state =
      isOverridden && !course.isRolledBack && !course.state.isUnrelated
      ? .overridden : Self.state(course, isHeld: hold != nil)
    self.init(
      key: key, state: state, pending: course.pending,
      since: course.target.since, removal: Self.removal(of: key, in: histories.target),
      isPrunable: false, hold: hold, isIdentical: false)
  }

  /// Whether the source's document with the target's values where that overrides is the target's.
  private static func isOverridden(
    _ change: DocumentChange, _ source: Snapshot, _ target: Snapshot, _ form: LandingForm
  ) throws(RepositoryError) -> Bool {
    guard let before = change.before, let after = change.after else { return false }
    let overrides = try target.overrides().entries(for: change.key)
    if overrides.isEmpty { return false }
    let owner = try target.document(before)
    let document = try form.landed(
      source.document(after), from: change.key.description, in: change.key.scope
    ).document
    return owner
      == overrides.reduce(document) { $1.place.keeping(owner, in: $0).document }
  }

  private static func removal(of key: ProfileKey, in history: BranchHistory) -> HistoryEntry? {
    history.entries(at: key.path).first.flatMap { $0.isRemoval ? $0 : nil }
  }

  /// In the order in which a replay asks; a hold counts where something would be written or refused.
  private static func state(_ course: Course, isHeld: Bool) -> State {
    if course.isRolledBack { return .rolledBack }
    switch course.state {
    case .absent: return isHeld ? .held : .missing
    case .unrelated: return isHeld ? .held : .unrelated
    case .changed: return isHeld && !course.pending.isEmpty ? .held : .hotFixed
    case .sliced: return isHeld ? .held : .behind
    case .merged: return course.pending.isEmpty ? .merged : isHeld ? .held : .behind
    case .following:
      if !course.pending.isEmpty { return isHeld ? .held : .behind }
      return course.target.since.isEmpty ? .adapted : .ahead
    }
  }
}
