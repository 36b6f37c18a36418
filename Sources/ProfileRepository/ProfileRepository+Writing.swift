public import Git

extension ProfileRepository {
  /// What a write came to.
  public struct Written<Result> {
    public let result: Result
    /// The branch's value when the change was computed.
    public let before: ObjectID
    /// Its value now; equal to `before` where there was nothing to write or nothing was to be.
    public let after: ObjectID
  }

  /// The one door through which an environment's branch moves.
  ///
  /// Takes the writers' lock, computes the change on the newest snapshot, makes its objects durable, then moves the
  /// branch by compare-and-swap; when it returns, the change is on disk. If somebody outside Strata moved the branch
  /// meanwhile, the change is computed anew, unless that touched the same paths. The body may therefore run more than
  /// once and must have no other effects. What the environment's protection does not allow is refused with `protected`, in
  /// a dry run too; a change without commits never is.
  ///
  /// - Parameters:
  ///   - expected: refuses with `conflict` unless the branch is at this commit.
  ///   - dryRun: computes the change and writes nothing, as for a plan that is being drawn up.
  ///   - reason: the command in a word or two, for the logs of git and of Strata.
  ///   - origin: where what is written comes from; whoever says nothing hands it in.
  public func write<Result>(
    to environment: EnvironmentName, expecting expected: ObjectID? = nil, dryRun: Bool = false,
    as operation: Operation, reason: String, from origin: Origin = .direct(),
    _ body: (inout Change) throws(RepositoryError) -> Result
  ) throws(RepositoryError) -> Written<Result> {
    if dryRun || operation.plan == .drawn {
      var change = try Change(on: try snapshot(of: environment), as: operation)
      try check(change.base, is: expected)
      let result = try body(&change)
      try change.checkProtection(from: origin)
      return Written(result: result, before: change.base.commit.id, after: change.base.commit.id)
    }
    let lock = try git { () throws(GitError) in try WriterLock(repository: path) }
    var previous: Change?
    for _ in 0..<Self.attempts {
      var change = try Change(on: try snapshot(of: environment), as: operation)
      try check(change.base, is: expected)
      if let previous { try checkDisjoint(previous, change.base, environment) }
      let result = try body(&change)
      try change.checkProtection(from: origin)
      if try move(environment, &change, operation, reason, origin) {
        lock.release()
        return Written(result: result, before: change.base.commit.id, after: change.tip)
      }
      previous = change
    }
    throw RepositoryError(
      .conflict, "cannot write to '\(environment)': the branch kept moving",
      hint: "nothing was written; run the command again")
  }

  private static let attempts = 8

  /// Stores the objects and moves the branch; false where somebody else moved it first.
  private func move(
    _ environment: EnvironmentName, _ change: inout Change, _ operation: Operation,
    _ reason: String, _ origin: Origin
  ) throws(RepositoryError) -> Bool {
    if change.tip == change.base.commit.id { return true }
    do {
      try change.batch.store()
      try OperationLog(store).append(
        OperationLog.Line(
          operation: operation.id, committer: operation.committer, command: reason,
          environment: environment.text, before: change.base.commit.id, after: change.tip,
          source: origin.text))
      try store.updateReference(
        environment.reference, to: change.tip, expecting: change.base.commit.id,
        log: (operation.committer, "strata: \(reason)"))
      // The change is on disk; that packs could not be merged now is no failure of it.
      _ = try? store.consolidate()
      return true
    } catch {
      if error.code == .modified { return false }
      throw RepositoryError(error)
    }
  }

  private func check(_ base: Snapshot, is expected: ObjectID?) throws(RepositoryError) {
    guard let expected, expected != base.commit.id else { return }
    let name = base.environmentName?.text ?? ""
    throw RepositoryError(
      .conflict,
      "the branch of '\(name)' is at \(base.commit.id.abbreviated), not at the expected "
        + "\(expected.abbreviated)",
      hint: "nothing was written; see what changed with 'strata diff "
        + "\(expected.abbreviated) \(name)'")
  }

  private func checkDisjoint(
    _ previous: Change, _ now: Snapshot, _ environment: EnvironmentName
  ) throws(RepositoryError) {
    let moved = try git { () throws(GitError) in
      try store.changes(from: previous.base.commit.tree, to: now.commit.tree)
    }
    if let path = moved.map(\.path).first(where: previous.touched.contains) {
      throw RepositoryError(
        .conflict,
        "cannot write to '\(environment)': '\(path)' was changed by somebody else meanwhile",
        hint: "nothing was written; see it with 'strata log \(environment)'")
    }
  }
}
