internal import CanonicalJSON
internal import Git
public import Profiles

/// One document that differs between two snapshots.
public struct DocumentChange: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable {
    case added, removed, changed
  }

  public let key: ProfileKey
  /// Nil where the older snapshot does not have it.
  public let before: Snapshot.Entry?
  /// Nil where the newer snapshot does not have it.
  public let after: Snapshot.Entry?

  public init(key: ProfileKey, before: Snapshot.Entry?, after: Snapshot.Entry?) {
    (self.key, self.before, self.after) = (key, before, after)
  }

  public var kind: Kind {
    before == nil ? .added : after == nil ? .removed : .changed
  }
}

extension Snapshot {
  /// The documents that differ between this snapshot and another, by scope, name and version.
  ///
  /// Compares trees: folders of equal id are not read, and a document is read only where its path does not say its name.
  public func documentChanges(to other: Snapshot) throws(RepositoryError) -> [DocumentChange] {
    let (store, trees) = (store, (commit.tree, other.commit.tree))
    let changes = try git { () throws(GitError) in
      try store.changes(from: trees.0, to: trees.1)
    }
    var result: [DocumentChange] = []
    for change in changes {
      guard let path = DocumentPath(change.path) else { continue }
      let side = change.after == nil ? self : other
      guard let blob = (change.after ?? change.before)?.id else { continue }
      let key = try side.key(at: path, blob: blob)
      result.append(
        DocumentChange(
          key: key, before: change.before.map { Entry(key: key, blob: $0.id) },
          after: change.after.map { Entry(key: key, blob: $0.id) }))
    }
    return result.sorted { $0.key < $1.key }
  }

  /// Reads the key from the path, or where that only hints at it, from the document.
  private func key(at path: DocumentPath, blob: ObjectID) throws(RepositoryError) -> ProfileKey {
    let scope = try path.project.map { folder throws(RepositoryError) in
      Scope.project(try projectName(folder: String(folder)))
    }
    if !path.name.contains("~"), let version = ProfileVersion(String(path.version)) {
      return ProfileKey(scope: scope ?? .tenant, name: .init(String(path.name)), version: version)
    }
    return try document(blob, named: String(path.name)).key(in: scope ?? .tenant)
  }
}
