import CanonicalJSON
import Git
import HTTPTypes
import Hummingbird
import PaletteAPI
import ProfileRepository
import Profiles

/// Which profile versions an environment holds at one commit, and under which uids.
struct TenantIndex: Sendable {
  private let environment: EnvironmentName
  private var blobs: [ProfileKey: ObjectID] = [:]
  private var keys: [JSONString: ProfileKey] = [:]
  private var uids: [ProfileKey: JSONString] = [:]
  /// The versions of each profile, lowest first.
  private var families: [Family: [ProfileKey]] = [:]

  private struct Family: Hashable {
    let scope: Scope
    let name: JSONString

    init(_ key: ProfileKey) { (scope, name) = (key.scope, key.name) }
  }

  /// Reads every name of a snapshot. Cost: one tree a profile.
  init(
    of environment: EnvironmentName, at snapshot: Snapshot, renamed: [JSONString: ProfileKey]
  ) throws(RepositoryError) {
    self.environment = environment
    for entry in try snapshot.entries() {
      blobs[entry.key] = entry.blob
      families[Family(entry.key), default: []].append(entry.key)
    }
    nameAll(renamed)
  }

  /// Follows what changed between two snapshots. Cost: the folders that differ.
  mutating func advance(
    from old: Snapshot, to new: Snapshot, renamed: [JSONString: ProfileKey]
  ) throws(RepositoryError) {
    for change in try old.documentChanges(to: new) {
      note(change)
      if let after = change.after {
        if uids[after.key] == nil { name(after.key) }
      } else if let uid = uids.removeValue(forKey: change.key) {
        keys[uid] = nil
      }
    }
    for (uid, key) in renamed where keys[uid] != key { return nameAll(renamed) }
  }

  private mutating func note(_ change: DocumentChange) {
    let (family, was) = (Family(change.key), blobs[change.key])
    blobs[change.key] = change.after?.blob
    if was == nil, change.after != nil {
      families[family] = ((families[family] ?? []) + [change.key]).sorted()
    } else if change.after == nil {
      let left = (families[family] ?? []).filter { $0 != change.key }
      families[family] = left.isEmpty ? nil : left
    }
  }

  /// Where profiles were renamed they keep the uid that they had; all others have the one of their name.
  private mutating func nameAll(_ renamed: [JSONString: ProfileKey]) {
    (keys, uids) = ([:], [:])
    for (uid, key) in renamed where blobs[key] != nil { (keys[uid], uids[key]) = (key, uid) }
    for key in blobs.keys.sorted() where uids[key] == nil { name(key) }
  }

  private mutating func name(_ key: ProfileKey) {
    let uid = free(for: key)
    (keys[uid], uids[key]) = (key, uid)
  }

  private func free(for key: ProfileKey) -> JSONString {
    var attempt = 0
    while true {
      let uid = Uids.profile(key, in: environment, attempt: attempt)
      if keys[uid] == nil { return uid }
      attempt += 1
    }
  }

  /// The entry of a uid; nil where nothing has it.
  func entry(_ uid: JSONString) -> Snapshot.Entry? { keys[uid].flatMap(entry) }

  /// The entry under a key.
  func entry(_ key: ProfileKey) -> Snapshot.Entry? {
    blobs[key].map { Snapshot.Entry(key: key, blob: $0) }
  }

  /// The uid of what is there, or of what would be.
  func uid(_ key: ProfileKey) -> JSONString { uids[key] ?? free(for: key) }

  /// The entries of a scope, by name and version.
  func entries(in scope: Scope) -> [Snapshot.Entry] {
    blobs.filter { $0.key.scope == scope }.map { Snapshot.Entry(key: $0.key, blob: $0.value) }
      .sorted { $0.key < $1.key }
  }

  /// The versions of one profile, lowest first.
  func versions(of key: ProfileKey) -> [ProfileKey] {
    families[Family(key)] ?? []
  }

  /// The scopes that hold something.
  var projects: Set<JSONString> {
    var names: Set<JSONString> = []
    for key in blobs.keys { if case .project(let name) = key.scope { names.insert(name) } }
    return names
  }
}
