public import CanonicalJSON
public import PackValues

/// Where a value stands in a profile: in one of its own members, in a layer or in a variable.
public struct ProfilePlace: Hashable, Sendable {
  public enum Owner: Hashable, Sendable {
    case profile
    case layer(Layer.Identity)
    case variable(JSONString)
  }

  public enum Part: Hashable, Sendable {
    /// A member of the owner: `version`, `tag`, `registry.name`, `labels.team`, `defaultValue`.
    case member
    case values
    case manifest(JSONString)
  }

  public let owner: Owner
  public let part: Part
  /// From the owner, or from the root of its text.
  public let path: ValuesPath

  public init(_ owner: Owner, _ part: Part = .member, _ path: ValuesPath) {
    (self.owner, self.part, self.path) = (owner, part, path)
  }
}

/// A value as it may be shown.
public enum TracedContent: Hashable, Sendable {
  /// A value of a YAML text.
  case leaf(JSONString, ScalarType)
  /// A member of the export that is no text.
  case member(JSONValue)
  /// A text that is no YAML, of so many lines.
  case text(lines: Int)
  /// A mask stands there.
  case masked
  /// A value stands there that must not be shown.
  case hidden
}

/// A value of a profile and where it stands.
public struct ProfileValue: Hashable, Sendable {
  public let place: ProfilePlace
  public var shown: TracedContent

  public init(place: ProfilePlace, shown: TracedContent) {
    (self.place, self.shown) = (place, shown)
  }
}

extension ProfilePlace {
  /// Whether a key on the way is a secret itself, which no message may repeat.
  public var holdsSecret: Bool { !SecretScan.kinds(in: path.description).isEmpty }
}
