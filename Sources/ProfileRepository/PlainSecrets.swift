public import Git
public import Profiles

/// A document of a branch's history with a certain secret in it.
public struct PlainSecret: Sendable {
  public let environment: EnvironmentName
  /// The commit that brought the document in, as it stands on the branch.
  public let commit: ObjectID
  public let path: String
  /// Where the secrets stand, never their text.
  public let findings: [SecretFinding]
  /// Why it was let in; nil where nobody said so.
  public let allowedReason: String?
}

extension ProfileRepository {
  /// Looks through every document of every environment's history, oldest commit first, each document once a branch.
  ///
  /// What an environment declares sensitive today counts for its whole history. A document that cannot be read is left to
  /// `verify`. Costs a reading of each distinct document.
  public func plainSecrets() throws(RepositoryError) -> [PlainSecret] {
    var found: [PlainSecret] = []
    for environment in try environments() {
      let snapshot = try snapshot(of: environment.name)
      found += try plainSecrets(in: snapshot, environment.name)
    }
    return found
  }

  private func plainSecrets(
    in snapshot: Snapshot, _ environment: EnvironmentName
  ) throws(RepositoryError) -> [PlainSecret] {
    let (store, sensitivity) = (store, try snapshot.sensitivity())
    var (found, seen) = ([PlainSecret](), Set<ObjectID>())
    for entry in try snapshot.history().reversed() {
      let commit = entry.commit
      let changes = try git { () throws(GitError) in
        let before = try commit.parents.first.map { parent throws(GitError) in
          try store.commit(parent).tree
        }
        return try store.changes(from: before, to: commit.tree)
      }
      for change in changes where DocumentPath(change.path) != nil {
        guard let blob = change.after?.id, seen.insert(blob).inserted,
          let bytes = try? store.blob(blob), let document = try? ProfileDocument(stored: bytes)
        else { continue }
        let findings = SecretReview(of: document, sensitivity: sensitivity).certain
        if findings.isEmpty { continue }
        found.append(
          PlainSecret(
            environment: environment, commit: commit.id, path: change.path, findings: findings,
            allowedReason: entry.message.lineage.allowedSecret))
      }
    }
    return found
  }
}
