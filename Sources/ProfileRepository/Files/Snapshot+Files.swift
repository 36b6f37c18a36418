public import Git
public import Profiles

extension Snapshot {
  /// What `environment.json` says; nil for a commit that has none, such as one of `main`.
  ///
  /// - Throws: `damaged` where the file is not as Strata writes it, `invalid` where it is of another format.
  public func settings() throws(RepositoryError) -> EnvironmentSettings? {
    guard let entry = try entry(at: EnvironmentSettings.path) else { return nil }
    return try EnvironmentSettings(
      stored: blob(entry.id), from: EnvironmentFile(EnvironmentSettings.path, in: self))
  }

  /// What the environment is known to hold; nil where nobody has said anything yet.
  ///
  /// - Throws: `damaged` where the file is not as Strata writes it, `invalid` where it is of another format.
  public func facts() throws(RepositoryError) -> Facts? {
    guard let entry = try entry(at: Facts.path) else { return nil }
    return try Facts(stored: blob(entry.id), from: EnvironmentFile(Facts.path, in: self))
  }

  /// What the environment differs in on purpose.
  ///
  /// - Throws: `damaged` where the file is not as Strata writes it, `invalid` where it is of another format.
  public func overrides() throws(RepositoryError) -> Overrides {
    guard let entry = try entry(at: Overrides.path) else { return Overrides() }
    return try Overrides(stored: blob(entry.id), from: EnvironmentFile(Overrides.path, in: self))
  }

  /// Which registries were chosen where several hold a pack.
  ///
  /// - Throws: `damaged` where the file is not as Strata writes it, `invalid` where it is of another format.
  public func registryChoices() throws(RepositoryError) -> RegistryChoices {
    guard let entry = try entry(at: RegistryChoices.path) else { return RegistryChoices() }
    return try RegistryChoices(
      stored: blob(entry.id), from: EnvironmentFile(RegistryChoices.path, in: self))
  }

  /// Which places are sensitive here beyond what documents say: by the packs' schemas in the facts, and by mask literals.
  public func sensitivity() throws(RepositoryError) -> Sensitivity {
    try sensitivity(knowing: facts())
  }

  /// The same where the facts are read already.
  public func sensitivity(knowing facts: Facts?) throws(RepositoryError) -> Sensitivity {
    Sensitivity(literals: try settings()?.maskLiterals ?? [], schemas: facts?.schemas ?? [:])
  }

  /// The files that say how documents land here, with the fills of some scopes: each path with its blob, nil where there is
  /// no such file.
  public func files(of scopes: Set<Scope>) throws(RepositoryError) -> [String: ObjectID?] {
    var files: [String: ObjectID?] = [:]
    let own = [EnvironmentSettings.path, Facts.path, Overrides.path, RegistryChoices.path]
    for path in own + scopes.map(Fills.path) {
      files.updateValue(try entry(at: path)?.id, forKey: path)
    }
    return files
  }

  /// What comparisons with this environment leave out.
  public func ignoreRules() throws(RepositoryError) -> [IgnoreRule] {
    try settings()?.ignoreRules ?? []
  }
}
