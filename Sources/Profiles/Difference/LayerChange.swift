public import CanonicalJSON

/// What happened to one layer.
public struct LayerChange: Hashable, Sendable {
  public let identity: Layer.Identity
  public let kind: ChangeKind
  /// Nil where the layer kept its place among the layers that both stacks have.
  public let move: Move?
  /// The version before; nil for an added layer.
  public let fromVersion: JSONString?
  /// The version after; nil for a removed layer.
  public let toVersion: JSONString?
  /// Of an added layer, the registry it comes from; else of the new side.
  public let registry: Layer.Registry?
  /// Tag, pack type, registry name and kind, unknown members; the version too.
  public let fields: [FieldChange]
  /// Values first, then manifests.
  public let texts: [TextChange]

  /// Direction and size of the version's change, where both are semantic versions.
  public var versionStep: VersionStep? {
    guard let fromVersion, let toVersion, fromVersion != toVersion else { return nil }
    return VersionStep(from: fromVersion.string, to: toVersion.string)
  }

  public var hasChanges: Bool { kind != .same || move != nil }
}

/// How far and in which direction a semantic version went.
public struct VersionStep: Hashable, Sendable {
  public enum Size: String, Hashable, Sendable {
    case major, minor, patch, prerelease, build
  }

  public let size: Size
  public let isUpgrade: Bool

  /// Nil where one is no semantic version (a leading `v` is read over) or both are the same.
  public init?(from: String, to: String) {
    guard let old = Self.version(from), let new = Self.version(to), old != new else { return nil }
    if old.major != new.major {
      size = .major
    } else if old.minor != new.minor {
      size = .minor
    } else if old.patch != new.patch {
      size = .patch
    } else {
      size = old.prerelease != new.prerelease ? .prerelease : .build
    }
    isUpgrade = old < new
  }

  private static func version(_ text: String) -> ProfileVersion? {
    ProfileVersion(text.hasPrefix("v") ? String(text.dropFirst()) : text)
  }
}
