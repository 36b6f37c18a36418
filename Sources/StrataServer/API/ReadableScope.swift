import Git
import ProfileRepository
import Profiles

extension Principal {
  /// The scope of an environment that is read: the one that is asked for, else the only one that may be; nil for all.
  ///
  /// - Throws: `Refusal` with status 403 where the scope, or the whole environment, may not be read.
  func readableScope(
    in environment: EnvironmentName, asked scope: Scope? = nil
  ) throws(Refusal) -> Scope? {
    if let scope {
      try authorize(.readProfiles, in: environment, scope)
      return scope
    }
    let own = grants.filter { $0.environment == environment && may(.readProfiles) }
    guard !own.isEmpty else { throw Refusal.forbidden }
    if own.contains(where: { $0.project == nil }) { return nil }
    return own[0].project
  }

  /// Refuses whoever may not read every scope of an environment.
  func authorizeWhole(_ environment: EnvironmentName) throws(Refusal) {
    guard try readableScope(in: environment) == nil else { throw Refusal.forbidden }
  }

  /// The environments that may be read in every scope.
  var wholeEnvironments: [EnvironmentName] {
    grants.filter { $0.project == nil && may(.readProfiles) }.map(\.environment)
  }
}

extension ProfileRepository {
  /// The state that a revision names, and the scope of it that may be read; nil for all.
  ///
  /// A commit that is named by its id is read by whoever may read an environment that has it in its history.
  ///
  /// - Throws: `Refusal` with status 403 where it may not be read.
  func readable(
    _ revision: Revision, by principal: Principal, scope asked: Scope? = nil
  ) throws -> (snapshot: Snapshot, scope: Scope?) {
    if let name = revision.environment {
      let scope = try principal.readableScope(in: name, asked: asked)
      return (try snapshot(at: revision), scope)
    }
    let snapshot = try snapshot(at: revision)
    for grant in principal.grants {
      let scope: Scope?
      do { scope = try principal.readableScope(in: grant.environment, asked: asked) } catch {
        continue
      }
      if try self.snapshot(of: grant.environment).hasInHistory(snapshot.commit.id) {
        return (snapshot, scope)
      }
    }
    throw Refusal.forbidden
  }

  /// The document that an address names, where it may be read.
  func readable(
    _ address: Address, by principal: Principal
  ) throws -> (snapshot: Snapshot, entry: Snapshot.Entry) {
    let snapshot = try readable(
      address.revision, by: principal, scope: address.profile.scope
    ).snapshot
    return (snapshot, try snapshot.find(address.profile))
  }
}

extension Snapshot {
  /// The documents of one scope, or of all.
  func entries(in scope: Scope?) throws(RepositoryError) -> [Entry] {
    if let scope { return try entries(of: scope) }
    return try entries()
  }
}
