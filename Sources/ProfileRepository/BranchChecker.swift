internal import CanonicalJSON
internal import Git
internal import Profiles

/// Checks the commits of one environment's branch after another, reading each document once.
struct BranchChecker {
  private let repository: ProfileRepository
  private var store: Repository { repository.store }
  /// Documents that were found sound, with what they say of themselves.
  private var sound: [ObjectID: Sound] = [:]
  private var seen: Set<ObjectID> = []

  private struct Sound {
    let name: JSONString
    let version: ProfileVersion
    let digest: String
  }

  init(_ repository: ProfileRepository) { self.repository = repository }

  mutating func check(
    _ name: EnvironmentName, at tip: ObjectID, _ result: inout Verification
  ) throws(RepositoryError) {
    let snapshot = try repository.snapshot(of: name, at: tip)
    do throws(RepositoryError) {
      _ = try snapshot.environment(name)
      _ = try snapshot.facts()
      _ = try snapshot.fills()
      _ = try snapshot.overrides()
      _ = try snapshot.registryChoices()
      try checkFiles(of: snapshot, &result)
    } catch {
      result.note("env/\(name)", error.detail)
    }
    var commits: [Commit] = []
    try git { () throws(GitError) in
      try store.log(from: tip) { commit in
        commits.append(commit)
        return true
      }
    }
    for commit in commits where seen.insert(commit.id).inserted {
      result.commits += 1
      try check(commit, on: name, &result)
    }
  }

  private mutating func check(
    _ commit: Commit, on name: EnvironmentName, _ result: inout Verification
  ) throws(RepositoryError) {
    let place = "env/\(name) commit \(commit.id.abbreviated)"
    if commit.parents.count > 1 {
      result.note(place, "is a merge; people never merge environment branches")
    }
    let store = store
    let changes = try git { () throws(GitError) in
      let before = try commit.parents.first.map { parent throws(GitError) in
        try store.commit(parent).tree
      }
      return try store.changes(from: before, to: commit.tree)
    }
    let message = CommitMessage(stored: commit.message)
    let documents = changes.filter { DocumentPath($0.path) != nil }
    for change in documents {
      guard let blob = change.after?.id else { continue }
      checkDocument(blob, at: change.path, "\(place): \(change.path)", message.lineage, &result)
    }
    checkBlock(message.lineage, changes, documents, place, &result)
    checkRestored(message.lineage, documents, place, &result)
    checkOrigin(message.lineage, place, &result)
  }

  /// A commit of Strata changes the one document that its block names; one that only holds or releases, nothing.
  private func checkBlock(
    _ lineage: Lineage, _ changes: [TreeChange], _ documents: [TreeChange], _ place: String,
    _ result: inout Verification
  ) {
    guard let key = lineage.profile else {
      if lineage.hold != nil, let change = changes.first {
        result.note(place, "says that it only holds or releases, and changed '\(change.path)'")
        return
      }
      if !documents.isEmpty {
        result.note(place, "changes documents and was not written by strata")
      }
      return
    }
    if changes.isEmpty, lineage.mergedWith != nil { return }
    if documents.map(\.path) != [key.path] {
      result.note(place, "says that it changed '\(key.path)', and changed something else")
    } else if (documents[0].after == nil) != (lineage.digest == nil) {
      result.note(place, "its digest does not go with what it did to '\(key.path)'")
    }
    if let hold = lineage.hold, hold.key != key {
      result.note(place, "changed '\(key)' and says of '\(hold.key)' that it is held or released")
    }
  }

  /// What a rollback or an undo brought back is what the commit that it names holds.
  private func checkRestored(
    _ lineage: Lineage, _ documents: [TreeChange], _ place: String, _ result: inout Verification
  ) {
    guard let origin = lineage.restoredFrom, let key = lineage.profile else { return }
    guard let source = try? repository.snapshot(of: nil, at: origin) else {
      result.note(place, "was brought back from \(origin.abbreviated), which is not there")
      return
    }
    let blob = documents.first { $0.path == key.path }?.after?.id
    if let entry = try? source.entry(for: key)?.blob, entry == blob { return }
    if blob == nil, (try? source.entry(for: key)) == .some(nil) { return }
    result.note(
      place, "was brought back from \(origin.abbreviated), which has another '\(key)'")
  }

  private func checkOrigin(_ lineage: Lineage, _ place: String, _ result: inout Verification) {
    if let merged = lineage.mergedWith, (try? repository.historyEntry(merged)) ?? nil == nil {
      result.note(place, "was merged with \(merged.abbreviated), which is not there")
    }
    for origin in [lineage.replayedFrom, lineage.slicedFrom] {
      if let origin { checkOrigin(origin, place, &result) }
    }
  }

  private func checkOrigin(
    _ origin: Lineage.Replayed, _ place: String, _ result: inout Verification
  ) {
    guard let source = try? repository.historyEntry(origin.commit) else {
      result.note(place, "was replayed from \(origin.commit.abbreviated), which is not there")
      return
    }
    // A commit without Strata's block is reported where it stands; what was replayed from it is sound.
    if let profile = source.message.lineage.profile, profile != origin.key {
      result.note(
        place,
        "was replayed from \(origin.commit.abbreviated), which does not concern "
          + "'\(origin.key)'")
    }
  }

  private mutating func checkDocument(
    _ blob: ObjectID, at path: String, _ place: String, _ lineage: Lineage,
    _ result: inout Verification
  ) {
    let document: Sound
    do throws(RepositoryError) {
      document = try sound(blob, &result)
    } catch {
      result.note(place, error.detail)
      return
    }
    let version = JSONString(document.version.description)
    if let parts = DocumentPath(path),
      PathComponent(document.name).text != parts.name
        || PathComponent(version).text != parts.version
    {
      result.note(place, "holds '\(document.name)' \(document.version), which belongs elsewhere")
    }
    if let digest = lineage.digest, digest != document.digest {
      result.note(place, "the commit's digest is not that of the document")
    }
  }

  private mutating func sound(
    _ blob: ObjectID, _ result: inout Verification
  ) throws(RepositoryError) -> Sound {
    if let known = sound[blob] { return known }
    let store = store
    let bytes = try git { () throws(GitError) in try store.blob(blob) }
    result.documents += 1
    do throws(DocumentError) {
      let document = try ProfileDocument(stored: bytes)
      let profile = document.profile
      let found = Sound(name: profile.name, version: profile.version, digest: document.digest)
      sound[blob] = found
      return found
    } catch {
      throw RepositoryError(.damaged, "is not a canonical document: \(error)")
    }
  }

  private func checkFiles(
    of snapshot: Snapshot, _ result: inout Verification
  ) throws(RepositoryError) {
    let (store, tree) = (store, snapshot.commit.tree)
    let files = try git { () throws(GitError) in try store.walk(tree: tree) }
    let scopes = [Scope.tenant] + (try snapshot.projects())
    let own =
      [
        EnvironmentSettings.path, Facts.path, Overrides.path, RegistryChoices.path,
        ".gitattributes",
      ]
      + scopes.map(Fills.path)
    for file in files where !own.contains(file.path) && DocumentPath(file.path) == nil {
      if file.path.hasSuffix("/" + ProjectNote.fileName) { continue }
      result.foreignFiles.append("\(snapshot.environmentName?.text ?? ""):\(file.path)")
    }
  }
}
