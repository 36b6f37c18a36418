import Git
import ProfileRepository
import Profiles

/// One request of somebody who is signed in, as the pages see it.
struct Visit: Sendable {
  let principal: Principal
  /// What a form must bring along.
  let csrf: String
  /// The page's path with its query, to come back to.
  let address: String
  let query: Fields
  /// The fields of a form that was sent.
  var form = Fields()
  /// Seconds since 1970.
  let now: Int64
  /// Writes a line of the audit log: what was done in which operation, and why it was refused if it was.
  let record: @Sendable (Deed, Operation, String?) throws -> Void

  func may(_ action: Action, in environment: EnvironmentName, _ scope: Scope) -> Bool {
    principal.may(action, in: environment, scope)
  }

  /// Whether anything of an environment may be seen.
  func sees(_ environment: EnvironmentName) -> Bool {
    principal.grants.contains { $0.environment == environment }
  }

  func sees(_ key: ProfileKey, in environment: EnvironmentName) -> Bool {
    may(.readProfiles, in: environment, key.scope)
  }

  /// Whether anything of an environment may be changed.
  func mayChange(_ environment: EnvironmentName) -> Bool {
    principal.grants.contains {
      $0.environment == environment && $0.role >= Action.changeProfiles.leastRole
    }
  }

  /// The environments that may be seen, in promotion order.
  func environments(of repository: ProfileRepository) throws -> [Environment] {
    try repository.environments().filter { sees($0.name) }
  }

  /// The environment that a query names, else the first.
  func environment(
    _ name: String?, of environments: [Environment]
  ) throws -> Environment {
    guard let name else {
      guard let first = environments.first else { throw Refusal.forbidden }
      return first
    }
    guard let found = environments.first(where: { $0.name.text == name }) else {
      throw Refusal.notFound("there is no environment '\(name)', or it is not yours to see")
    }
    return found
  }

  /// A profile that an address names, if it may be seen.
  ///
  /// A commit that is named by its id belongs to no environment, so it is looked for in those that may be seen.
  func place(_ text: String, in repository: ProfileRepository) throws -> Place {
    let address = try Address(text)
    let snapshot = try repository.snapshot(at: address.revision)
    let environment = try environment(of: snapshot, in: repository)
    try principal.authorize(.readProfiles, in: environment, address.profile.scope)
    return Place(
      address: address, snapshot: snapshot, environment: environment,
      entry: try snapshot.find(address.profile))
  }

  private func environment(
    of snapshot: Snapshot, in repository: ProfileRepository
  ) throws -> EnvironmentName {
    if let name = snapshot.environmentName { return name }
    for environment in try environments(of: repository)
    where try repository.snapshot(of: environment.name).hasInHistory(snapshot.commit.id) {
      return environment.name
    }
    throw Refusal.notFound(
      "no environment of yours has the commit '\(snapshot.commit.id.abbreviated)'")
  }

  /// A profile version as an address names it.
  struct Place {
    let address: Address
    let snapshot: Snapshot
    let environment: EnvironmentName
    let entry: Snapshot.Entry

    var revision: Revision { address.revision }
    /// Whether it is the environment's newest state.
    var isNewest: Bool {
      revision.generations == 0 && revision.environment != nil
    }
    /// The address with the version in it.
    var text: String { Link.address(revision, entry.key) }
  }
}
