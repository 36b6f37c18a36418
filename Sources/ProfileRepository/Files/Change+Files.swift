internal import CanonicalJSON
public import Git
internal import Profiles

extension Change {
  /// The facts as the staged state has them; nil where there are none.
  public func facts() throws(RepositoryError) -> Facts? {
    if let facts = staged.facts { return facts }
    return try base.facts()
  }

  /// The settings as the staged state has them; nil where there are none.
  public func settings() throws(RepositoryError) -> EnvironmentSettings? {
    if let settings = staged.settings { return settings }
    return try base.settings()
  }

  /// Stages a commit that writes the environment's facts; nil where the staged state holds the very same.
  ///
  /// Of the details, `message` and `author` count.
  ///
  /// - Throws: `refused` where a text is a secret of a known form; nothing lets it in.
  @discardableResult
  public mutating func put(
    file facts: Facts, subject: String, _ details: Details = Details()
  ) throws(RepositoryError) -> ObjectID? {
    staged.facts = facts
    return try put(facts.value, at: Facts.path, subject, details)
  }

  /// Stages a commit that writes the environment's settings; nil where the staged state holds the very same.
  ///
  /// Of the details, `message` and `author` count.
  ///
  /// - Throws: `refused` where a text is a secret of a known form; nothing lets it in.
  @discardableResult
  public mutating func put(
    file settings: EnvironmentSettings, subject: String, _ details: Details = Details()
  ) throws(RepositoryError) -> ObjectID? {
    staged.settings = settings
    return try put(settings.value, at: EnvironmentSettings.path, subject, details)
  }

  /// Stages a commit that writes the environment's overrides; nil where the staged state holds the very same.
  ///
  /// Of the details, `message` and `author` count.
  ///
  /// - Throws: `refused` where a text is a secret of a known form; nothing lets it in.
  @discardableResult
  public mutating func put(
    file overrides: Overrides, subject: String, _ details: Details = Details()
  ) throws(RepositoryError) -> ObjectID? {
    try put(overrides.value, at: Overrides.path, subject, details)
  }

  /// Stages a commit that writes the environment's chosen registries; nil where the staged state holds the very same.
  ///
  /// Of the details, `message` and `author` count.
  ///
  /// - Throws: `refused` where a text is a secret of a known form; nothing lets it in.
  @discardableResult
  public mutating func put(
    file choices: RegistryChoices, subject: String, _ details: Details = Details()
  ) throws(RepositoryError) -> ObjectID? {
    try put(choices.value, at: RegistryChoices.path, subject, details)
  }

  /// Stages a commit that writes one of the environment's own files.
  mutating func put(
    _ value: JSONValue, at path: String, _ subject: String, _ details: Details
  ) throws(RepositoryError) -> ObjectID? {
    try Self.refuseSecret(in: value, path)
    let bytes = value.encoded(.indented)
    let prepared = try git { () throws(GitError) in try PreparedObject(blob: bytes) }
    let before = try git { () throws(GitError) in try editor.entry(path)?.id }
    if before == prepared.id { return nil }
    let id = batch.add(prepared)
    try git { () throws(GitError) in try editor.set(path, to: id) }
    touched.insert(path)
    let message = try CommitMessage(
      details.message ?? subject, lineage: Lineage(operation: operation.id))
    return try commit(message, author: details.author)
  }

  private static func refuseSecret(in value: JSONValue, _ path: String) throws(RepositoryError) {
    guard let found = SecretScan.findings(in: value).first else { return }
    throw RepositoryError(
      .refused,
      "'\(path)' would hold a secret (\(found.kind.rawValue)), and a commit would keep it",
      hint: "nothing was written; say it without the secret, and rotate that")
  }
}
