public import CanonicalJSON

/// What makes one profile document from another, by meaning: layers, their texts, variables, other members.
///
/// Built so that no rendering can leak: what is masked or sensitive on either side appears as `ShownValue.hidden` or
/// in a redacted hunk, never as text. A document against itself has no changes and no unknowns; two different documents have
/// an unknown for every place that is masked in both.
public struct ProfileDifference: Hashable, Sendable {
  /// What a heading says of one side.
  public struct Side: Hashable, Sendable {
    public let name: JSONString
    public let version: ProfileVersion
    public let type: JSONString
    public let cloudType: JSONString
    public let layerCount: Int
  }

  public let from: Side
  public let to: Side
  /// Name, version, type, cloud type, description, labels and members that Strata does not know.
  public let fields: [FieldChange]
  /// Layers that differ or hold an unknown, in the new stack's order; a removed one where it stood.
  public let layers: [LayerChange]
  /// Layers that are the same in both stacks, in the same order and without an unknown.
  public let unchangedLayerCount: Int
  /// Variables that differ or are unknown, in the new order; removed ones last.
  public let variables: [VariableChange]
  /// What was looked at; what it leaves out is in no member and no count but `ignoredCount`.
  public let filter: DifferenceFilter
  /// How many differences and unknown places the filter left out.
  public let ignoredCount: Int

  /// Compares by identity and path. Costs one pass over both documents, and one parse of each text that differs or holds
  /// a mask.
  ///
  /// - Parameter sensitivity: what is known of secrets beyond masks, declared variables and tokens of well-known form.
  public init(
    from: ProfileDocument, to: ProfileDocument, sensitivity: Sensitivity = Sensitivity(),
    filter: DifferenceFilter = DifferenceFilter()
  ) {
    (self.from, self.to, self.filter) = (Side(from.profile), Side(to.profile), filter)
    guard from.value != to.value else {
      (fields, layers, variables, ignoredCount) = ([], [], [], 0)
      unchangedLayerCount = to.profile.layers.count
      return
    }
    var filtering = Filtering(filter, layer: nil)
    fields = DocumentFields.changes(from: from, to: to).filter { filtering.keeps($0) }
    let pairing = VariablePairing(from.profile.variables, to.profile.variables, sensitivity)
    variables = pairing.changes(&filtering)
    let comparisons = LayerPairing(from: from, to: to).comparisons(sensitivity)
    let strays = comparisons.reduce(into: StrayMasks()) { $0.formUnion($1.strays) }
    var ignored = filtering.count
    layers = comparisons.compactMap {
      $0.change(strays: strays, filter: filter, ignored: &ignored)
    }
    ignoredCount = ignored
    unchangedLayerCount = to.profile.layers.count - comparisons.count { !$0.isRemoved }
  }
}

extension ProfileDifference {
  /// Whether anything is known to differ; masked places that cannot be told apart alone do not count.
  public var hasChanges: Bool {
    !fields.isEmpty || layers.contains { $0.hasChanges } || variables.contains { $0.hasChanges }
  }

  /// Whether there is nothing to say at all.
  public var isEmpty: Bool { !hasChanges && unknownCount == 0 }

  /// Places that are masked on both sides.
  public var unknownCount: Int { hidden.count { $0.isUnknown } }

  /// Every place where a mask stands on one side or both.
  public var hidden: [HiddenChange] {
    layers.flatMap { $0.texts.flatMap(\.hidden) } + variables.compactMap(\.hidden)
  }

  public func count(of kind: ChangeKind) -> Int { layers.count { $0.kind == kind } }
  public var movedCount: Int { layers.count { $0.move != nil } }

  /// Direction and size of the profile's own version; nil where it is the same or left out.
  public var versionStep: VersionStep? {
    guard fields.contains(where: { $0.path.steps == [.key("version")] }) else { return nil }
    return VersionStep(from: from.version, to: to.version)
  }
}

extension ProfileDifference.Side {
  init(_ profile: Profile) {
    (name, version, type) = (profile.name, profile.version, profile.type)
    (cloudType, layerCount) = (profile.cloudType, profile.layers.count)
  }
}

/// What happened to a thing that both sides could have.
public enum ChangeKind: String, Hashable, Sendable {
  case added, removed, changed
  /// Nothing but its place among its like, or masks that cannot be told apart.
  case same
}

/// A value as a difference may show it.
public enum ShownValue: Hashable, Sendable {
  case value(JSONValue)
  /// A mask stands there.
  case masked
  /// A value stands there that must not be shown.
  case hidden
}

/// A member that differs.
public struct FieldChange: Hashable, Sendable {
  /// From the thing that has it: `version`, `registry.name`, `labels.owner`.
  public let path: JSONPath
  /// Nil where it is absent or empty.
  public let from: ShownValue?
  public let to: ShownValue?

  public init(path: JSONPath, from: ShownValue?, to: ShownValue?) {
    (self.path, self.from, self.to) = (path, from, to)
  }
}

/// Where a thing went that changed its place among those that kept theirs.
public enum Move: Hashable, Sendable {
  case first
  /// Now right after the thing of this name.
  case after(String)
}
