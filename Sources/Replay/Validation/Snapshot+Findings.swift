public import ProfileRepository
public import Profiles

extension Snapshot {
  /// What speaks against a document in a scope of the environment that this is a state of: errors first.
  ///
  /// Reads what the environment is known to hold; writes nothing.
  public func findings(
    against document: ProfileDocument, in scope: Scope, of environment: EnvironmentName
  ) throws(RepositoryError) -> [ValidationFinding] {
    try Validation(of: environment, at: self).findings(against: document, in: scope, [])
  }
}
