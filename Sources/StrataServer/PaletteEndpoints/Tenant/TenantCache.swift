import CanonicalJSON
import Git
import ProfileRepository
import Profiles
import Synchronization

/// Keeps the newest state of each environment, and what was made of documents, which never change under their blob.
final class TenantCache: Sendable {
  /// A document as it may be shown under one state of what is declared secret.
  private struct Showing: Hashable {
    let blob: ObjectID
    let rules: Int
  }

  private struct Kept {
    var states: [EnvironmentName: TenantState] = [:]
    var rules = 0
    var documents = Bounded<ObjectID, ProfileDocument>(limit: 48 << 20)
    var shown = Bounded<Showing, ProfileDocument>(limit: 32 << 20)
    var exports = Bounded<Showing, [UInt8]>(limit: 32 << 20)
    var cards = Bounded<ObjectID, ProfileCard>(limit: 64 << 20)
  }

  private let kept = Mutex(Kept())

  /// The state of a snapshot: the one that is kept, or that one brought up to date, or a new one.
  func state(
    of environment: EnvironmentName, at snapshot: Snapshot
  ) throws(RepositoryError) -> TenantState {
    let path = ReleaseFile.path(of: environment, in: snapshot.repository)
    let stamp = PrivateFile.stamp(of: path)
    let old = kept.withLock { $0.states[environment] }
    if let old, old.snapshot == snapshot.commit.id, old.releaseStamp == stamp { return old }
    let releases = try ReleaseFile(of: environment, in: snapshot.repository)
    let facts = try snapshot.facts()
    let sensitivity = try snapshot.sensitivity()
    var times = old?.times ?? DocumentTimes()
    try times.advance(to: snapshot)
    let state = TenantState(
      snapshot: snapshot.commit.id,
      index: try index(of: environment, at: snapshot, after: old, releases),
      holdings: facts?.holdings ?? KnownHoldings(), sensitivity: sensitivity,
      rules: old?.sensitivity == sensitivity ? old?.rules ?? nextRules() : nextRules(),
      releases: releases, releaseStamp: stamp, times: times)
    kept.withLock { $0.states[environment] = state }
    return state
  }

  private func nextRules() -> Int {
    kept.withLock { kept in
      kept.rules += 1
      return kept.rules
    }
  }

  private func index(
    of environment: EnvironmentName, at snapshot: Snapshot, after old: TenantState?,
    _ releases: ReleaseFile
  ) throws(RepositoryError) -> TenantIndex {
    if let old {
      let revision = Revision(base: .commit(old.snapshot.hex))
      if let before = try? snapshot.repository.snapshot(at: revision) {
        var index = old.index
        try index.advance(from: before, to: snapshot, renamed: releases.renamed)
        return index
      }
    }
    return try TenantIndex(of: environment, at: snapshot, renamed: releases.renamed)
  }

  /// The document of a blob; nil where the store does not have it.
  func document(
    _ blob: ObjectID, in repository: ProfileRepository
  ) throws(RepositoryError) -> ProfileDocument? {
    if let document = kept.withLock({ $0.documents[blob] }) { return document }
    guard let document = try repository.storedDocument(blob) else { return nil }
    let size = document.stored.count
    kept.withLock { $0.documents.keep(document, under: blob, size: size) }
    return document
  }

  /// What a list says of the document of a blob.
  func card(
    _ blob: ObjectID, in repository: ProfileRepository
  ) throws(RepositoryError) -> ProfileCard? {
    if let card = kept.withLock({ $0.cards[blob] }) { return card }
    guard let document = try repository.storedDocument(blob) else { return nil }
    let card = ProfileCard(document.profile)
    kept.withLock { $0.cards.keep(card, under: blob, size: 300) }
    return card
  }

  /// What is shown of a document, made once for each state of the rules.
  func shown(
    _ blob: ObjectID, rules: Int, _ make: () throws -> ProfileDocument
  ) throws -> ProfileDocument {
    let key = Showing(blob: blob, rules: rules)
    if let document = kept.withLock({ $0.shown[key] }) { return document }
    let document = try make()
    let size = document.stored.count
    kept.withLock { $0.shown.keep(document, under: key, size: size) }
    return document
  }

  /// The bytes of an export in Palette's own form, made once for each state of the rules.
  func export(
    _ blob: ObjectID, rules: Int, _ make: () throws -> [UInt8]
  ) throws -> [UInt8] {
    let key = Showing(blob: blob, rules: rules)
    if let bytes = kept.withLock({ $0.exports[key] }) { return bytes }
    let bytes = try make()
    kept.withLock { $0.exports.keep(bytes, under: key, size: bytes.count) }
    return bytes
  }
}

/// Values by key, all dropped where their sizes would exceed a limit.
private struct Bounded<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private var values: [Key: Value] = [:]
  private var size = 0
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  subscript(key: Key) -> Value? { values[key] }

  mutating func keep(_ value: Value, under key: Key, size added: Int) {
    if size + added > limit { (values, size) = ([:], 0) }
    if values.updateValue(value, forKey: key) == nil { size += added }
  }
}
