public import CanonicalJSON
public import Git
public import Profiles

/// One commit of an environment: immutable, and safe to share between threads.
public struct Snapshot: Sendable {
  public let repository: ProfileRepository
  /// The environment whose branch was asked for; nil where a commit was named by its id.
  public let environmentName: EnvironmentName?
  public let commit: Commit

  /// A document as a snapshot holds it.
  public struct Entry: Hashable, Sendable {
    public let key: ProfileKey
    /// The blob of the stored form.
    public let blob: ObjectID

    public init(key: ProfileKey, blob: ObjectID) {
      self.key = key
      self.blob = blob
    }
  }

  /// `prod@91c0d44`, or the commit alone where it was named by its id.
  public var label: String {
    let id = commit.id.abbreviated
    return environmentName.map { "\($0)@\(id)" } ?? id
  }

  var store: Repository { repository.store }

  func environment(_ name: EnvironmentName) throws(RepositoryError) -> Environment {
    guard let settings = try settings() else {
      throw RepositoryError(
        .damaged, "the branch 'env/\(name)' has no 'environment.json'",
        hint: "only strata writes these branches; restore it with git or run 'strata verify'")
    }
    return Environment(name: name, settings: settings, tip: commit.id)
  }

  /// Every document, tenant first, then by project, name and version. Cost: one tree a profile.
  public func entries() throws(RepositoryError) -> [Entry] {
    var entries = try entries(of: .tenant)
    for scope in try projects() { entries += try self.entries(of: scope) }
    return entries.sorted { $0.key < $1.key }
  }

  /// The documents of one scope.
  public func entries(of scope: Scope) throws(RepositoryError) -> [Entry] {
    var result: [Entry] = []
    for folder in try children(of: scope.folder + "/profiles") where folder.mode == .directory {
      result += try entries(in: folder, scope: scope)
    }
    return result.sorted { $0.key < $1.key }
  }

  /// The versions of one profile, lowest first.
  public func versions(of name: JSONString, in scope: Scope) throws(RepositoryError) -> [Entry] {
    let key = ProfileKey(scope: scope, name: name, version: .initial)
    guard let folder = try entry(at: key.folder), folder.mode == .directory else { return [] }
    return try entries(in: folder, scope: scope).filter { $0.key.name == name }
      .sorted { $0.key < $1.key }
  }

  /// The document that a selector names: the highest version where it names none.
  public func find(_ selector: ProfileSelector) throws(RepositoryError) -> Entry {
    let versions = try versions(of: selector.name, in: selector.scope)
    let found = selector.version.map { version in versions.last { $0.key.version == version } }
    if let entry = found ?? versions.last { return entry }
    throw try missing(selector, versions: versions)
  }

  /// The document under a key, if there is one.
  public func entry(for key: ProfileKey) throws(RepositoryError) -> Entry? {
    try entry(at: key.path).map { Entry(key: key, blob: $0.id) }
  }

  /// Reads and checks a stored document.
  public func document(_ entry: Entry) throws(RepositoryError) -> ProfileDocument {
    let document = try document(entry.blob, named: entry.key.description)
    let found = document.key(in: entry.key.scope)
    if found == entry.key { return document }
    throw RepositoryError(
      .damaged, "the document stored as '\(entry.key)' says that it is '\(found)'",
      hint:
        "somebody wrote it without strata; run 'strata verify', and commit a good export over it")
  }

  func document(_ id: ObjectID, named name: String) throws(RepositoryError) -> ProfileDocument {
    let bytes = try blob(id)
    do { return try ProfileDocument(stored: bytes) } catch {
      throw RepositoryError(
        .damaged, "the stored document '\(name)' is damaged: \(error)",
        hint: "run 'strata verify' to see what else is; a good export can be committed over it",
        underlying: .document(error))
    }
  }

  /// The bytes of a blob.
  public func blob(_ id: ObjectID) throws(RepositoryError) -> [UInt8] {
    do { return try store.blob(id) } catch { throw RepositoryError(error) }
  }

  func entry(at path: String) throws(RepositoryError) -> TreeEntry? {
    do { return try store.entry(at: path, in: commit.tree) } catch { throw RepositoryError(error) }
  }

  func children(of path: String) throws(RepositoryError) -> [TreeEntry] {
    guard let entry = try entry(at: path), entry.mode == .directory else { return [] }
    return try children(of: entry)
  }

  func children(of folder: TreeEntry) throws(RepositoryError) -> [TreeEntry] {
    do { return try store.tree(folder.id) } catch { throw RepositoryError(error) }
  }

  /// The name and versions in one profile's folder; a name that its folder only hints at is read from a document.
  private func entries(
    in folder: TreeEntry, scope: Scope
  ) throws(RepositoryError) -> [Entry] {
    var entries: [Entry] = []
    for file in try children(of: folder)
    where file.mode == .file && file.nameText.hasSuffix(".json") {
      let stem = String(file.nameText.dropLast(5))
      if let version = ProfileVersion(stem), !folder.nameText.contains("~") {
        let key = ProfileKey(scope: scope, name: JSONString(folder.nameText), version: version)
        entries.append(Entry(key: key, blob: file.id))
      } else {
        let document = try document(file.id, named: "\(scope)/\(folder.nameText)/\(file.nameText)")
        entries.append(Entry(key: document.key(in: scope), blob: file.id))
      }
    }
    return entries
  }

  private func missing(
    _ selector: ProfileSelector, versions: [Entry]
  ) throws(RepositoryError) -> RepositoryError {
    let place = environmentName?.text ?? String(commit.id.abbreviated)
    if !versions.isEmpty {
      let list = versions.map(\.key.version.description).joined(separator: ", ")
      return RepositoryError(
        .notFound, "no version '\(selector)' in '\(place)' (there are \(list))",
        hint: "name one of those, or none for the highest")
    }
    let names = Set(try entries(of: selector.scope).map(\.key.name))
    let near = Nearest.name(to: selector.name.string, among: names.map(\.string))
    return RepositoryError(
      .notFound, "no profile '\(selector.scope)/\(selector.name)' in '\(place)'",
      hint: near.map { "did you mean '\($0)'?" } ?? "see what is there with 'strata show \(place)'")
  }
}

extension ProfileRepository {
  /// The document of a blob, whichever branch holds it; nil where the store does not have it.
  public func storedDocument(_ id: ObjectID) throws(RepositoryError) -> ProfileDocument? {
    let bytes: [UInt8]
    do { bytes = try store.blob(id) } catch {
      if error.code == .notFound { return nil }
      throw RepositoryError(error)
    }
    do { return try ProfileDocument(stored: bytes) } catch {
      throw RepositoryError(
        .damaged, "'\(id.hex)' is no stored document: \(error)", underlying: .document(error))
    }
  }
}
