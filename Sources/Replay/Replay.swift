public import Git
public import ProfileRepository
internal import Profiles

/// Writes source commits again on another branch or scope.
///
/// The dry run and the real run are this one code; only `ProfileRepository.write` knows the difference. Either every
/// profile of a request lands or none does, unless refused ones are to be left out.
public struct Replay {
  private let repository: ProfileRepository
  private let operation: Operation
  private var origins: Origins

  public init(in repository: ProfileRepository, as operation: Operation) {
    self.repository = repository
    self.operation = operation
    origins = Origins(repository)
  }

  /// - Parameter expected: refuses unless the target's branch is at this commit.
  /// - Throws: `RepositoryError`; a refusal by the table of DESIGN section 4 is an outcome, not an error.
  public mutating func run(
    _ request: ReplayRequest, expecting expected: ObjectID? = nil, dryRun: Bool = false
  ) throws(RepositoryError) -> ReplayResult {
    var origins = origins
    let reason = request.kind.rawValue
    let written = try repository.write(
      to: request.target, expecting: expected, dryRun: dryRun, as: operation, reason: reason,
      from: .replay(of: request.source)
    ) { change throws(RepositoryError) in
      if let earlier = try request.plan?.application(on: change.base) {
        return ReplayResult.Decided(appliedBefore: earlier)
      }
      let removed = try request.removals?.keys(from: request.source, in: change.base) ?? []
      let histories = try Histories(request, removed: removed, base: change.base)
      let destination = try Destination(request.target, at: change.base, request.landing)
      let removals = try RemovalItem.all(
        removed, request, histories, on: change.base, destination.validation, &origins)
      let basis = try PlanBasis(
        of: request, removed: removals.map(\.key), histories, on: change.base)
      try request.plan?.check(basis)
      try request.removals?.refuseUnknown(request, removals.map(\.key))
      let items = try Self.items(request, histories, at: destination, &origins)
      let outcomes = items.map(\.outcome) + removals.map(\.outcome)
      try request.plan?.check(outcomes)
      var remembered: [RegistryMapping] = []
      if request.skipsRefused || !outcomes.contains(where: \.isRefused) {
        remembered = try change.remember(
          request.landing.registries, usedBy: outcomes, in: request.target)
        try Self.write(items, removals, to: &change)
      }
      return .init(
        outcomes: outcomes, facts: destination.facts, remembered: remembered, basis: basis)
    }
    self.origins = origins
    return ReplayResult(
      request.target, written.result, before: written.before, after: written.after,
      operation: operation.id)
  }

  /// What `run` would come to; takes no lock, asks no protection and writes nothing.
  ///
  /// - Parameter validatesUnchanged: looks at documents, too, that the target holds already.
  public mutating func validation(
    of request: ReplayRequest, validatesUnchanged: Bool = true
  ) throws(RepositoryError) -> ReplayResult {
    let base = try repository.snapshot(of: request.target)
    let destination = try Destination(request.target, at: base, request.landing)
    let items = try Self.items(
      request, Histories(request, base: base), at: destination,
      validatesUnchanged: validatesUnchanged, &origins)
    return ReplayResult(
      request.target, .init(outcomes: items.map(\.outcome), facts: destination.facts),
      before: base.commit.id, after: base.commit.id, operation: operation.id)
  }

  /// Decides every profile version of a request against one state of the target.
  private static func items(
    _ request: ReplayRequest, _ histories: Histories, at destination: Destination,
    validatesUnchanged: Bool = false, _ origins: inout Origins
  ) throws(RepositoryError) -> [ReplayItem] {
    var items: [ReplayItem] = []
    for entry in request.entries {
      items.append(
        try ReplayItem(
          entry, request, histories, at: destination, validatesUnchanged: validatesUnchanged,
          &origins))
    }
    return items
  }

  /// Writes the steps of all profiles in the order in which the source has them.
  private static func write(
    _ items: [ReplayItem], _ removals: [RemovalItem], to change: inout Change
  ) throws(RepositoryError) {
    let steps = items.flatMap { item in
      item.pending.map { (age: $0.entry.age, write: Write.step(item, $0)) }
    }
    let removals = removals.map { (age: $0.removal.age, write: Write.removal($0)) }
    for (_, write) in (steps + removals).sorted(by: { $0.age > $1.age }) {
      switch write {
      case .step(let item, let step): try item.write(step, to: &change)
      case .removal(let item): try item.write(to: &change)
      }
    }
  }

  private enum Write {
    case step(ReplayItem, ReplayItem.Step)
    case removal(RemovalItem)
  }
}

/// The histories of all profiles of a request, from one walk of each branch.
struct Histories {
  let source: BranchHistory
  let target: BranchHistory

  init(source: BranchHistory, target: BranchHistory) {
    (self.source, self.target) = (source, target)
  }

  /// - Parameter removed: profile versions that the target has and the source has not.
  init(
    _ request: ReplayRequest, removed: [ProfileKey] = [], base: Snapshot
  ) throws(RepositoryError) {
    let (sources, removed) = (request.entries.map(\.key), removed.map(\.path))
    source = try BranchHistory(of: Set(sources.map(\.path) + removed), from: request.source)
    let targets = sources.map { request.landing.key(for: $0, in: request.scope).path }
    target = try BranchHistory(of: Set(targets + removed), from: base)
  }
}
