public import CanonicalJSON
public import Palette
public import ProfileRepository
public import Profiles
public import Replay

/// Brings profile versions of an environment's branch into its live Palette.
///
/// First everything is looked at and nothing is changed: that is the dry run, and the real one begins with the same code.
public struct Rollout: Sendable {
  public var environment: EnvironmentName
  public var selection: LiveSelection
  /// Writes over a live profile of the same name and version that differs, in place.
  public var replaces = false
  public var publishes = true
  /// Where the values of macros come from that the live side lacks; nil makes none.
  public var macros: [JSONString: FillReference]?
  /// Which registry of the target is meant where several hold a pack.
  public var registries: [RegistryMapping] = []

  public init(of environment: EnvironmentName, _ selection: LiveSelection = LiveSelection()) {
    (self.environment, self.selection) = (environment, selection)
  }

  /// What is to become of one profile version.
  public enum Step: Sendable {
    /// The live side holds the same.
    case skip(uid: JSONString)
    case make
    case replace(uid: JSONString)
    case refused(Refusal)
  }

  /// Why a profile version is not sent.
  public enum Refusal: Sendable {
    /// The live side holds another one of the same name and version.
    case differs
    case findings([ValidationFinding])
    case unfilled([FillResolution.Unfilled])
    /// Macros that no scope of the live side defines and nothing gives a value.
    case macros([JSONString])
    /// Layers whose pack several registries hold, or none.
    case registries([RegistryQuestion])
    /// Palette itself says no, or did not answer.
    case palette(PaletteError)
    case failed(any Error)

    /// What stands against it, as programs know it; stable.
    public var word: String {
      switch self {
      case .differs: "differs"
      case .findings: "findings"
      case .unfilled: "unfilled"
      case .macros: "macros"
      case .registries: "registries"
      case .palette: "palette"
      case .failed: "failed"
      }
    }

    /// Whether another state of the live side is what stands against it.
    public var isConflict: Bool {
      switch self {
      case .differs: true
      case .palette(let error): error.code == .conflict
      default: false
      }
    }
  }

  /// A layer for which somebody has to choose a registry.
  public struct RegistryQuestion: Hashable, Sendable {
    public let layer: Layer.Identity
    public let named: JSONString
    /// By name; empty where no registry holds the pack.
    public let offered: [JSONString]
  }

  /// One profile version with everything that sending it needs.
  public struct Item: Sendable {
    public let key: ProfileKey
    /// The content id of the branch's document.
    public let branch: String
    /// The content id of the live export; nil where there is none.
    public let live: String?
    public var step: Step
    /// Which registry is taken for a layer, where that is another than the branch names.
    public var choices: [RegistryChoice] = []
    /// With every value in its place; never shown, never stored.
    var document: ProfileDocument
    var secrets: Secrets = []
    /// Macros to be made before it.
    var needs: [JSONString] = []
  }

  /// A registry that was taken for a layer.
  public struct RegistryChoice: Hashable, Sendable {
    public let layer: Layer.Identity
    public let from: JSONString
    public let to: JSONString
  }
}

/// What a rollout would do: the same code computes it for a dry run and for the real one.
public struct RolloutPlan: Sendable {
  public internal(set) var items: [Rollout.Item]
  /// The macros that are made first, by scope.
  public internal(set) var macros: [Scope: [JSONString]]
  var values: [Scope: [(name: JSONString, value: Secret)]]
  let scopes: LiveScopes
}
