internal import CanonicalJSON
public import Git
public import Palette
public import ProfileRepository
public import Profiles

/// Takes what a live Palette holds into an environment's branch, each changed profile version as a commit of its own.
///
/// Exports come several at once, and are committed in batches; what a batch acknowledged stays, whatever comes after, so a capture that
/// was interrupted goes on where it stopped. One export that fails is an outcome, and the rest goes on.
public struct Capture: Sendable {
  /// What became of one profile version.
  public enum Outcome: Sendable {
    /// - Parameter kept: places where the branch has a mask and the export a value: they stay masked.
    case committed(commit: ObjectID, PreparedDocument.Receipt, kept: [ProfileMask])
    case unchanged
    /// The live side no longer has it; the branch keeps it.
    case gone
    case removed(commit: ObjectID)
    case failed(any Error)
  }

  public var environment: EnvironmentName
  public var selection: LiveSelection
  /// Takes what is gone from the live side off the branch.
  public var prunes = false
  public var gate = PreparedDocument.Gate()
  public var author: Signature?
  public var message: String?
  public var dryRun = false

  public init(of environment: EnvironmentName, _ selection: LiveSelection = LiveSelection()) {
    (self.environment, self.selection) = (environment, selection)
  }

  /// Captures.
  ///
  /// - Parameters:
  ///   - begin: told how many profile versions are to be read.
  ///   - report: told each outcome, in order, once it is on disk.
  /// - Throws: what concerns the whole rather than one profile: `PaletteError`, `RepositoryError`.
  public func run(
    _ client: PaletteClient, in repository: ProfileRepository, as operation: Operation,
    begin: (Int) -> Void, report: (ProfileKey, Outcome) throws -> Void
  ) async throws -> LiveListing {
    let live = try await LiveScopes(of: client)
    let listing = try await LiveListing(selection.scopes(among: live.all), live, client)
    let wanted = listing.profiles.filter { selection.covers($0.key) }.sorted { $0.key < $1.key }
    try await Blocking.run {
      let branch = try repository.snapshot(of: environment).entries().map(\.key)
      try selection.checkFound(among: branch + wanted.map(\.key))
    }
    begin(wanted.count)
    var batch: [(key: ProfileKey, export: ProfileDocument)] = []
    try await concurrently(wanted) { item in
      try await client.export(item.value.uid, in: live.project(of: item.key.scope))
    } report: { item, result in
      switch result {
      case .failure(let error): try report(item.key, .failed(error))
      case .success(let export): batch.append((item.key, export))
      }
      if batch.count == 16 {
        try await commit(batch, client, repository, operation, report)
        batch = []
      }
    }
    try await commit(batch, client, repository, operation, report)
    try await lookForGone(listing, live, repository, operation, report)
    return listing
  }

  private func commit(
    _ batch: [(key: ProfileKey, export: ProfileDocument)], _ client: PaletteClient,
    _ repository: ProfileRepository, _ operation: Operation,
    _ report: (ProfileKey, Outcome) throws -> Void
  ) async throws {
    if batch.isEmpty { return }
    let source = client.address.description
    let outcomes = try await Blocking.run {
      let snapshot = try repository.snapshot(of: environment)
      let sensitivity = try snapshot.sensitivity()
      let prepared = batch.map { item in
        Result { try prepare(item.export, as: item.key, snapshot, sensitivity) }
      }
      return try repository.write(
        to: environment, dryRun: dryRun, as: operation, reason: "capture",
        from: .direct(source: source)
      ) { change throws(RepositoryError) in
        var outcomes: [Outcome] = []
        for (item, prepared) in zip(batch, prepared) {
          outcomes.append(try put(prepared, as: item.key, from: source, to: &change))
        }
        return outcomes
      }.result
    }
    for (item, outcome) in zip(batch, outcomes) { try report(item.key, outcome) }
  }

  private typealias Prepared = (document: PreparedDocument, kept: [ProfileMask])

  private func prepare(
    _ export: ProfileDocument, as key: ProfileKey, _ snapshot: Snapshot,
    _ sensitivity: Sensitivity
  ) throws -> Prepared {
    guard export.key(in: key.scope) == key else {
      throw PaletteError(
        .badAnswer, "the export of '\(key)' says that it is '\(export.key(in: key.scope))'",
        hint: "nothing of it was taken")
    }
    var (document, kept) = (export, [ProfileMask]())
    if let entry = try snapshot.entry(for: key) {
      let present = try snapshot.document(entry)
      (document, kept) = export.keepingMasks(of: present, sensitivity: sensitivity)
      // What differs in nothing but the values that the branch hides is what the branch has.
      if !kept.isEmpty, present.isSame(as: export, sensitivity: sensitivity) { document = present }
    }
    return (try PreparedDocument(document, gate: gate.adding(sensitivity)), kept)
  }

  private func put(
    _ prepared: Result<Prepared, any Error>, as key: ProfileKey, from source: String,
    to change: inout Change
  ) throws(RepositoryError) -> Outcome {
    switch prepared {
    case .failure(let error): return .failed(error)
    case .success(let prepared):
      let details = Change.Details(message: message, author: author, source: source)
      guard let commit = try change.put(prepared.document, in: key.scope, details) else {
        return .unchanged
      }
      return .committed(commit: commit, prepared.document.receipt, kept: prepared.kept)
    }
  }

  /// What the branch has in the captured scopes and the live side has not.
  private func lookForGone(
    _ listing: LiveListing, _ live: LiveScopes, _ repository: ProfileRepository,
    _ operation: Operation, _ report: (ProfileKey, Outcome) throws -> Void
  ) async throws {
    let source = "\(environment)"
    let outcomes = try await Blocking.run {
      let snapshot = try repository.snapshot(of: environment)
      let gone = try snapshot.entries().map(\.key).filter {
        selection.covers($0) && listing.profiles[$0] == nil
      }
      guard prunes, !gone.isEmpty else { return gone.map { ($0, Outcome.gone) } }
      return try repository.write(
        to: environment, dryRun: dryRun, as: operation, reason: "capture",
        from: .direct(source: source)
      ) { change throws(RepositoryError) in
        var outcomes: [(ProfileKey, Outcome)] = []
        for key in gone {
          let details = Change.Details(author: author)
          if let commit = try change.remove(key, details) {
            outcomes.append((key, .removed(commit: commit)))
          }
        }
        return outcomes
      }.result
    }
    for (key, outcome) in outcomes { try report(key, outcome) }
  }
}
