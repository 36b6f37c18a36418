public import CanonicalJSON
public import ProfileRepository
public import Profiles

/// What is to be written again, and where.
public struct ReplayRequest: Sendable {
  /// An import lands where it is told to; a promotion lands in the same scope of the environment that comes after.
  public enum Kind: String, Sendable, CaseIterable {
    case `import`, promotion
  }

  public var kind: Kind
  /// The state that the selected profiles are taken from.
  public var source: Snapshot
  public var entries: [Snapshot.Entry]
  public var target: EnvironmentName
  /// Nil keeps each profile's own.
  public var scope: Scope?
  public var landing: Landing
  /// Leaves profile versions that the target holds out, instead of refusing them: they were not named one by one.
  public var skipsHeld: Bool
  /// Adds to each outcome what differs between what the target holds and what would land.
  public var showsDifferences = false
  /// What a plan expects of it; nil where none stands behind it.
  var plan: PlanCheck?
  /// Lands the others where a profile version is refused.
  public var skipsRefused: Bool
  /// What is said of conflicts with changes of the target's own.
  public var resolution: MergeResolution
  /// Refuses what has findings of this severity or above it.
  public var failsOn = ValidationFinding.Severity.error
  /// What is taken of the profiles; nil takes the whole.
  public var slice: ProfileSlice?
  /// The source's removals to look at; nil looks at none.
  public var removals: RemovalRequest?

  public init(
    kind: Kind, source: Snapshot, entries: [Snapshot.Entry], target: EnvironmentName, scope: Scope?,
    landing: Landing = Landing(), skipsHeld: Bool = false,
    skipsRefused: Bool = false, resolution: MergeResolution = MergeResolution(),
    removals: RemovalRequest? = nil
  ) {
    self.removals = removals
    self.resolution = resolution
    (self.skipsHeld, self.skipsRefused) = (skipsHeld, skipsRefused)
    self.kind = kind
    self.source = source
    self.entries = entries
    self.target = target
    self.scope = scope
    self.landing = landing
  }
}

/// How a profile is changed on its way, and whether it may replace what is there.
public struct Landing: Hashable, Sendable {
  /// Nil keeps the source's.
  public var name: JSONString?
  public var version: ProfileVersion?
  public var registries: [RegistryMapping]
  /// Writes over a document that did not come from the source, or that was changed since.
  public var overwrites: Bool

  public init(
    name: JSONString? = nil, version: ProfileVersion? = nil, registries: [RegistryMapping] = [],
    overwrites: Bool = false
  ) {
    self.name = name
    self.version = version
    self.registries = registries
    self.overwrites = overwrites
  }

  /// Whether nothing is said of how a document lands.
  var isPlain: Bool { name == nil && version == nil && registries.isEmpty }

  func key(for source: ProfileKey, in scope: Scope?) -> ProfileKey {
    ProfileKey(
      scope: scope ?? source.scope, name: name ?? source.name, version: version ?? source.version)
  }
}
