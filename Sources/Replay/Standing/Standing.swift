public import ProfileRepository
public import Profiles

/// How one profile version of an environment stands to that of the environment before it.
public struct Standing: Sendable {
  public enum State: String, Hashable, Sendable, CaseIterable {
    /// The same content in both.
    case equal
    /// The source has commits that are not replayed yet; a promotion brings them.
    case behind
    /// The target has what came from elsewhere than the source, by replay.
    case ahead
    /// The target was changed by something that never came from the source.
    case hotFixed = "hot-fixed"
    /// Everything was replayed and merged with what the target changed.
    case merged
    /// It differs in nothing but what the target overrides on purpose.
    case overridden
    /// Everything was replayed, and the document was changed on its way, such as its registries.
    case adapted
    /// The target was rolled back, and the source has nothing that is newer than what was taken back.
    case rolledBack = "rolled-back"
    /// It differs, and the target holds it: replays leave it as it is until somebody releases it.
    case held
    /// Both have this name and version, and neither came from the other.
    case unrelated
    /// The target does not have it.
    case missing
    /// The source does not have it.
    case targetOnly = "target-only"
  }

  public let key: ProfileKey
  public let state: State
  /// The source's commits that are not replayed, oldest first.
  public let pending: [HistoryEntry]
  /// The target's commits since the last one that the source has too, newest first.
  public let since: [HistoryEntry]
  /// The commit that removed it from the side that does not have it; nil where it never was there.
  public let removal: HistoryEntry?
  /// Whether the target's came from the source, which removed it since, so that a promotion can remove it too.
  public let isPrunable: Bool
  /// The commit by which the target holds it; nil where it does not, or where nothing differs.
  public let hold: HistoryEntry?
  /// Whether both sides hold the very same bytes; with `equal` and false they differ in what belongs to an environment.
  public let isIdentical: Bool
}

/// How the profiles of an environment stand to those of the one before it.
public struct Standings: Sendable {
  public let source: EnvironmentName
  public let target: EnvironmentName
  /// By scope, name and version; those with the very same bytes only where they were asked for.
  public let profiles: [Standing]
  /// How many profile versions are equal, listed or not.
  public let equalCount: Int

  /// How many stand so.
  public func count(of state: Standing.State) -> Int {
    state == .equal ? equalCount : profiles.count { $0.state == state }
  }

  /// Whether every profile version is equal.
  public var areEqual: Bool { profiles.allSatisfy { $0.state == .equal } }
}
