public import Git
public import ProfileRepository
internal import Profiles

/// Brings the documents of an earlier commit of an environment back, by new commits: history is never rewritten.
///
/// What was added since is removed, what was removed comes back. The environment's settings and facts stay as they are.
public struct Rollback: Sendable {
  public var environment: EnvironmentName
  /// Nil means every document; a selector without a version means every version of the profile.
  public var selector: ProfileSelector?
  /// A commit in the environment's own history.
  public var state: Snapshot
  /// Holds what changes, so that replays leave it alone until it is released.
  public var holds: Bool
  public var message: String?
  public var author: Signature?

  public init(
    _ environment: EnvironmentName, _ selector: ProfileSelector? = nil, to state: Snapshot,
    holds: Bool = false, message: String? = nil, author: Signature? = nil
  ) {
    self.environment = environment
    self.selector = selector
    self.state = state
    self.holds = holds
    self.message = message
    self.author = author
  }

  /// Writes the commits, all or none; without any where everything is as it was.
  ///
  /// - Throws: `invalid` where the state is not of this environment's history, `notFound` where neither state has the
  ///   selected profile.
  public func run(
    in repository: ProfileRepository, as operation: Operation, expecting expected: ObjectID? = nil,
    dryRun: Bool = false
  ) throws(RepositoryError) -> RestorationResult {
    let written = try repository.write(
      to: environment, expecting: expected, dryRun: dryRun, as: operation, reason: "rollback",
      from: .restored(from: state.commit.id.hex)
    ) { change throws(RepositoryError) in
      try checkHistory(of: change.base)
      let changes = try change.base.documentChanges(to: state).filter { isSelected($0.key) }
      if changes.isEmpty, let selector { try checkThere(selector, change.base) }
      let items = changes.map {
        Restoration.Item(
          key: $0.key, blob: $0.after?.blob, origin: state.commit.id, holds: holds ? true : nil)
      }
      return try Restoration(items: items, message: message, author: author, verb: "Roll back")
        .write(to: &change)
    }
    return RestorationResult(
      environment: environment, items: written.result, files: [], before: written.before,
      after: written.after, operation: operation.id)
  }

  private func isSelected(_ key: ProfileKey) -> Bool {
    guard let selector else { return true }
    return key.scope == selector.scope && key.name == selector.name
      && (selector.version == nil || selector.version == key.version)
  }

  private func checkHistory(of base: Snapshot) throws(RepositoryError) {
    if try base.hasInHistory(state.commit.id) { return }
    throw RepositoryError(
      .invalid,
      "cannot roll '\(environment)' back to \(state.commit.id.abbreviated): that is not in its "
        + "history",
      hint: "see it with 'strata log \(environment)'; documents of another environment come in by "
        + "'strata promote' or 'strata import'")
  }

  private func checkThere(
    _ selector: ProfileSelector, _ base: Snapshot
  ) throws(RepositoryError) {
    if (try? state.find(selector)) != nil { return }
    _ = try base.find(selector)
  }
}
