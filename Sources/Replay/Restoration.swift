internal import CanonicalJSON
public import Git
public import ProfileRepository
public import Profiles

/// What came back, or would come back, by a rollback or an undo.
public struct RestoredItem: Sendable {
  public enum Kind: String, Sendable {
    /// The document is as it was.
    case restored
    /// It had been removed, and is there again.
    case broughtBack = "brought-back"
    /// It had been added, and is gone.
    case removed
    /// Only whether it is held is as it was.
    case hold
  }

  public let key: ProfileKey
  public let kind: Kind
  /// In a dry run the id that was computed; the real one will differ.
  public let commit: ObjectID
  /// Whether the commit holds the profile version (true) or releases it (false); nil where it does neither.
  public let holds: Bool?
}

/// What a rollback or an undo came to on one environment.
public struct RestorationResult: Sendable {
  public let environment: EnvironmentName
  public let items: [RestoredItem]
  /// Files of the environment as a whole that are as they were, such as `environment.json`.
  public let files: [String]
  /// The branch before and after; equal where there was nothing to do.
  public let before: ObjectID
  public let after: ObjectID
  public let operation: String
}

/// Earlier documents of a branch, to be brought back by new commits: the one mechanism of rollback and undo.
struct Restoration {
  struct Item {
    let key: ProfileKey
    /// The document's blob; nil where there was none.
    let blob: ObjectID?
    /// A commit of the branch that holds exactly this.
    let origin: ObjectID
    let holds: Bool?
  }

  var items: [Item]
  var message: String?
  var author: Signature?
  /// What a subject begins with where no message is given.
  let verb: String

  /// Stages one commit for each document that is not as it is to be.
  func write(to change: inout Change) throws(RepositoryError) -> [RestoredItem] {
    var pending: [Item] = []
    for item in items where try change.blob(for: item.key) != item.blob { pending.append(item) }
    let reasons = try AllowedSecrets(pending.map(\.key.path), in: change.base)
    var result: [RestoredItem] = []
    for item in pending {
      let before = try change.blob(for: item.key)
      let details = Change.Details(
        message: message, author: author, allowedSecret: try reasons.reason(for: item), verb: verb,
        restoredFrom: item.origin, holds: item.holds)
      guard let commit = try write(item, details, to: &change) else { continue }
      let kind: RestoredItem.Kind =
        item.blob == nil ? .removed : before == nil ? .broughtBack : .restored
      result.append(
        RestoredItem(key: item.key, kind: kind, commit: commit, holds: item.holds))
    }
    return result
  }

  private func write(
    _ item: Item, _ details: Change.Details, to change: inout Change
  ) throws(RepositoryError) -> ObjectID? {
    guard let blob = item.blob else { return try change.remove(item.key, details) }
    let entry = Snapshot.Entry(key: item.key, blob: blob)
    let digest = try change.base.document(entry).digest
    return try change.put(stored: blob, digest: digest, as: item.key, details)
  }
}

/// Why the documents of a branch were let in although they hold a secret; who brings one back says so again.
private struct AllowedSecrets {
  private let history: BranchHistory
  private let base: Snapshot

  init(_ paths: [String], in base: Snapshot) throws(RepositoryError) {
    self.base = base
    history = try BranchHistory(of: Set(paths), from: base)
  }

  func reason(for item: Restoration.Item) throws(RepositoryError) -> String? {
    guard let blob = item.blob else { return nil }
    for entry in history.entries(at: item.key.path)
    where try base.document(item.key, at: entry.commit)?.blob == blob {
      return entry.message.lineage.allowedSecret
    }
    return nil
  }
}
