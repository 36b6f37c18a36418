import CanonicalJSON
import Git
import ProfileRepository
import Profiles
import Replay
import Synchronization

/// What pages ask for again and again, kept under the ids of commits and blobs, which never change what they name.
final class ProfileIndex: Sendable {
  /// What a list says of one document.
  struct Summary: Hashable, Sendable {
    let type: JSONString
    let cloud: JSONString
    /// The color of each layer, bottom to top.
    let tones: [String]
    let maskedPlaces: Int
  }

  /// How all environments stand to each other.
  struct Comparison: Sendable {
    let matrix: ProfileMatrix
    /// Empty where there is one environment alone.
    let standings: [Standings]
  }

  private struct State {
    var entries: [ObjectID: [Snapshot.Entry]] = [:]
    var summaries: [ObjectID: Summary] = [:]
    var openMasks: [OpenMasks: Int] = [:]
    var comparison: (tips: [ObjectID], value: Comparison)?
  }

  private struct OpenMasks: Hashable {
    let commit: ObjectID
    let blob: ObjectID
    let scope: Scope
  }

  private let state = Mutex(State())
  private static let commitLimit = 32
  private static let documentLimit = 100_000

  /// Every document of a snapshot, by scope, name and version.
  func entries(of snapshot: Snapshot) throws -> [Snapshot.Entry] {
    let id = snapshot.commit.id
    if let known = state.withLock({ $0.entries[id] }) { return known }
    let entries = try snapshot.entries()
    state.withLock { state in
      if state.entries.count >= Self.commitLimit { state.entries = [:] }
      state.entries[id] = entries
    }
    return entries
  }

  func summary(of entry: Snapshot.Entry, in snapshot: Snapshot) throws -> Summary {
    if let known = state.withLock({ $0.summaries[entry.blob] }) { return known }
    let document = try snapshot.document(entry)
    let summary = Summary(
      type: document.profile.type, cloud: document.profile.cloudType,
      tones: document.profile.layers.map(\.identity.tone), maskedPlaces: document.masks().count)
    state.withLock { state in
      if state.summaries.count >= Self.documentLimit { state.summaries = [:] }
      state.summaries[entry.blob] = summary
    }
    return summary
  }

  /// How many masked places of a document are still to fill in its environment.
  func toFill(_ entry: Snapshot.Entry, in snapshot: Snapshot) throws -> Int {
    if try summary(of: entry, in: snapshot).maskedPlaces == 0 { return 0 }
    let key = OpenMasks(
      commit: snapshot.commit.id, blob: entry.blob, scope: entry.key.scope)
    if let known = state.withLock({ $0.openMasks[key] }) { return known }
    let document = try snapshot.document(entry)
    let count = try snapshot.masks(of: document, in: entry.key.scope).count(where: \.isOpen)
    state.withLock { state in
      if state.openMasks.count >= Self.documentLimit { state.openMasks = [:] }
      state.openMasks[key] = count
    }
    return count
  }

  /// All environments side by side; computed anew once a branch has moved.
  func comparison(in repository: ProfileRepository) throws -> Comparison {
    let environments = try repository.environments()
    let tips = environments.map(\.tip)
    let known = state.withLock { $0.comparison }
    if let known, known.tips == tips { return known.value }
    let value = Comparison(
      matrix: try repository.matrix(),
      standings: environments.count > 1 ? try Standings.along([], in: repository) : [])
    state.withLock { $0.comparison = (tips, value) }
    return value
  }
}
