internal import CanonicalJSON
internal import Git

extension Change {
  /// Whether a staged commit wrote or removed a document.
  var touchesDocuments: Bool { touched.contains { DocumentPath($0) != nil } }

  /// Refuses what the environment's protection does not allow, by the settings that the change stands on.
  ///
  /// The only place where protection is enforced; `ProfileRepository.write` asks it for every door. A change without commits
  /// is always allowed.
  func checkProtection(from origin: Origin) throws(RepositoryError) {
    guard tip != base.commit.id, let name = base.environmentName else { return }
    let settings = try base.environment(name).settings
    let protection = settings.protection
    if protection.isEmpty { return }
    try checkWriter(protection, name)
    guard touchesDocuments else { return }
    if let seconds = protection.frozenUntil, operation.committer.seconds < seconds {
      throw Self.refusal(
        name, "it is frozen until \(protection.frozenUntilText ?? "")",
        "wait, or thaw it with 'strata env set \(name) --thaw'")
    }
    switch origin {
    case .direct: try checkDirect(protection, settings.after, name)
    case .file:
      try checkDirect(protection, settings.after, name)
      try checkPlan(protection, name)
    case .replay(let source):
      try checkSource(source, protection, settings.after, name)
      try checkPlan(protection, name)
    case .restored: break
    }
  }

  private func checkWriter(
    _ protection: Protection, _ name: EnvironmentName
  ) throws(RepositoryError) {
    let address = operation.committer.email
    let isWriter = protection.writers.contains { WriterPattern.matches($0.string, address) }
    if protection.writers.isEmpty || isWriter { return }
    throw Self.refusal(
      name, "the committer '\(address)' is not among those who may",
      "'strata env show \(name)' says who may")
  }

  private func checkDirect(
    _ protection: Protection, _ previous: String?, _ name: EnvironmentName
  ) throws(RepositoryError) {
    guard protection.rules.contains(.noDirectCommits) else { return }
    throw Self.refusal(
      name, "it takes no direct commits",
      previous.map { "commit to '\($0)' and promote from there, or lift the rule with " }
        .map { $0 + Self.lift(.noDirectCommits, name) }
        ?? "lift the rule with " + Self.lift(.noDirectCommits, name))
  }

  private func checkSource(
    _ source: Origin.Source, _ protection: Protection, _ previous: String?,
    _ name: EnvironmentName
  ) throws(RepositoryError) {
    guard protection.rules.contains(.onlyPrevious) else { return }
    if try isOf(previous, source) { return }
    let from = source.environment.map { "'\($0)'" } ?? "'\(source.commit.abbreviated)'"
    let lift = Self.lift(.onlyPrevious, name)
    guard let previous else {
      throw Self.refusal(
        name, "it takes documents from the environment before it only, and it is the first",
        "commit to it directly, or lift the rule with \(lift)")
    }
    throw Self.refusal(
      name, "it takes documents from '\(previous)' only, not from \(from)",
      "promote to '\(previous)' first, or lift the rule with \(lift)")
  }

  private func checkPlan(
    _ protection: Protection, _ name: EnvironmentName
  ) throws(RepositoryError) {
    guard protection.rules.contains(.requiredPlan), operation.plan == nil else { return }
    throw Self.refusal(
      name, "it takes imports and promotions by a plan only",
      "write one with 'strata plan … --out FILE' and carry it out with 'strata apply FILE', or lift "
        + "the rule with \(Self.lift(.requiredPlan, name))")
  }

  /// A commit that was named by its id counts where it is in the branch's history.
  private func isOf(
    _ previous: String?, _ source: Origin.Source
  ) throws(RepositoryError) -> Bool {
    guard let previous else { return false }
    if let environment = source.environment { return environment.text == previous }
    let branch = try base.repository.snapshot(of: EnvironmentName(previous))
    return try branch.hasInHistory(source.commit)
  }

  private static func lift(_ rule: Protection.Rule, _ name: EnvironmentName) -> String {
    "'strata env set \(name) --unprotect \(rule.rawValue)'"
  }

  private static func refusal(
    _ name: EnvironmentName, _ reason: String, _ remedy: String
  ) -> RepositoryError {
    RepositoryError(
      .protected, "cannot write to '\(name)': \(reason)", hint: "nothing was written; \(remedy)")
  }
}
