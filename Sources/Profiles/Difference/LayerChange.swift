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
  /// What the layer's texts ask for that they did not, and the other way round.
  public let references: [ReferenceChange]

  public var hasChanges: Bool { kind != .same || move != nil }
}

extension LayerChange {
  /// What a pack's two versions say of each other.
  public enum VersionSense: Hashable, Sendable {
    case step(VersionStep)
    /// One of them is no semantic version, so nothing is known but that they differ.
    case notSemantic
  }

  /// Nil where the version is the same or left out, or only one side has the layer.
  public var versionSense: VersionSense? {
    guard let fromVersion, let toVersion, fromVersion != toVersion,
      fields.contains(where: { $0.path.steps == [.key("version")] })
    else { return nil }
    let step = VersionStep(from: fromVersion.string, to: toVersion.string)
    return step.map(VersionSense.step) ?? .notSemantic
  }

  /// Direction and size of the version's change, where both are semantic versions.
  public var versionStep: VersionStep? {
    if case .step(let step)? = versionSense { step } else { nil }
  }
}
