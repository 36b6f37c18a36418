import Git
import ProfileRepository
import Profiles

/// Who makes a request, and what that one may do.
struct Principal: Hashable, Sendable {
  /// The key's id, or the user's name.
  let id: String
  /// Who the commits say it was.
  let owner: Owner
  let grants: [Grant]

  /// A name and an address as a commit takes them.
  struct Owner: Hashable, Sendable {
    let name: String
    let email: String

    /// The owner as the author of something that is written now.
    func signature(at seconds: Int64) throws(GitError) -> Signature {
      try Signature(
        name: name, email: email, seconds: seconds,
        offsetMinutes: Machine.offsetMinutes(at: seconds))
    }
  }

  /// A role in one environment, or in one project of it.
  struct Grant: Hashable, Sendable {
    let environment: EnvironmentName
    /// Nil reaches every scope.
    let project: Scope?
    let role: Role
  }

  /// The environment that Palette's API shows to this one as its tenant.
  var tenant: EnvironmentName? { grants.first?.environment }

  /// Whether something is allowed in a scope of an environment. What no grant allows is not.
  func may(_ action: Action, in environment: EnvironmentName, _ scope: Scope) -> Bool {
    grants.contains { grant in
      guard grant.environment == environment, grant.role >= action.leastRole else { return false }
      if grant.project == nil || grant.project == scope { return true }
      return action.isShared && action.leastRole == .viewer
    }
  }

  /// Whether something is allowed anywhere at all.
  func may(_ action: Action) -> Bool { grants.contains { $0.role >= action.leastRole } }

  /// The one place that decides on rights.
  ///
  /// - Throws: `Refusal` with status 403.
  func authorize(
    _ action: Action, in environment: EnvironmentName, _ scope: Scope
  ) throws(Refusal) {
    if !may(action, in: environment, scope) { throw Refusal.forbidden }
  }
}
