internal import Git
public import ProfileRepository
public import Profiles

extension Plan {
  /// What a plan names and does not hold.
  public struct Inputs: Sendable {
    /// The export file that is imported.
    public var document: ProfileDocument?
    public var answers: ConflictAnswers?

    public init(document: ProfileDocument? = nil, answers: ConflictAnswers? = nil) {
      (self.document, self.answers) = (document, answers)
    }
  }

  /// What was asked for, to be asked again: each request refuses with `stalePlan` unless it stands on the same and comes out
  /// the same as planned. To be run with `Operation.Plan.applied`.
  ///
  /// - Throws: `invalid` where the plan was made in another repository.
  public func requests(
    in repository: ProfileRepository, with inputs: Inputs
  ) throws(RepositoryError) -> [TargetRequest] {
    for target in targets { try checkOwn(target.commit, in: repository) }
    let snapshot = try snapshot(in: repository)
    var requests: [TargetRequest] = []
    for target in targets {
      if let snapshot {
        requests.append(
          .replay(try request(for: target, from: snapshot, inputs), expecting: nil))
      } else if let document = inputs.document {
        requests.append(.file(self.import(of: document, to: target)))
      }
    }
    return requests
  }

  /// Nil where a file is imported.
  private func snapshot(in repository: ProfileRepository) throws(RepositoryError) -> Snapshot? {
    switch source {
    case .environment(let name, let commit):
      try checkOwn(commit, in: repository)
      return try repository.snapshot(of: name)
    case .commit(let commit):
      try checkOwn(commit, in: repository)
      return try repository.snapshot(at: Revision(base: .commit(commit.hex)))
    case .file: return nil
    }
  }

  private func checkOwn(
    _ commit: ObjectID, in repository: ProfileRepository
  ) throws(RepositoryError) {
    if try repository.historyEntry(commit) != nil { return }
    throw RepositoryError(
      .invalid,
      "this repository has no commit \(commit.abbreviated): the plan was made in another one",
      hint: "name the other with '--repo', or write a plan here with 'strata plan'")
  }

  private func request(
    for target: PlannedTarget, from source: Snapshot, _ inputs: Inputs
  ) throws(RepositoryError) -> ReplayRequest {
    var (entries, removed) = ([Snapshot.Entry](), [ProfileSelector]())
    for key in target.items.compactMap(\.source) {
      // One that is gone since is missed by the check of the basis, with its name.
      if let entry = try source.entry(for: key) {
        entries.append(entry)
      } else {
        removed.append(ProfileSelector(scope: key.scope, name: key.name, version: key.version))
      }
    }
    var request = ReplayRequest(
      kind: options.kind, source: source, entries: entries, target: target.environment,
      scope: target.scope, landing: options.landing, skipsHeld: options.skipsHeld,
      skipsRefused: options.onError == .ignore,
      resolution: MergeResolution(side: options.side, answers: inputs.answers))
    if !removed.isEmpty {
      request.removals = RemovalRequest(
        ProfileSelection(selectors: removed), prunes: options.prunes)
    }
    (request.failsOn, request.slice) = (options.failsOn, options.slice)
    request.plan = PlanCheck(digest: digest, target: target)
    return request
  }

  private func `import`(of document: ProfileDocument, to target: PlannedTarget) -> FileImport {
    let name = file?.split(separator: "/").last.map(String.init) ?? ""
    var file = FileImport(
      document: document, source: name, target: target.environment, scope: target.scope ?? .tenant,
      landing: options.landing, message: options.message,
      gate: .init(allowedReason: options.allowedSecret, masks: options.masks))
    file.failsOn = options.failsOn
    file.plan = PlanCheck(digest: digest, target: target)
    return file
  }
}

extension TargetRequest {
  /// Refuses before the first of several targets is written, where any of them would be refused as stale; names all that moved.
  public static func checkStale(
    _ requests: [TargetRequest], in repository: ProfileRepository, as operation: Operation
  ) throws(RepositoryError) {
    if requests.count < 2 { return }
    var moved: [MovedState] = []
    for request in requests {
      do { _ = try request.run(in: repository, as: operation, dryRun: true) } catch {
        guard error.code == .stalePlan else { continue }
        guard case .moved(let states) = error.underlying else { throw error }
        moved += states.filter { !moved.contains($0) }
      }
    }
    if !moved.isEmpty { throw RepositoryError(stale: moved) }
  }
}
