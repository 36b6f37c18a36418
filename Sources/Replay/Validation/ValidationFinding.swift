public import CanonicalJSON
public import Profiles

/// One thing that speaks against a profile in a target, or that could not be looked at.
public struct ValidationFinding: Hashable, Sendable {
  public enum Severity: String, Hashable, Sendable, CaseIterable, Comparable {
    case warning
    case error

    public static func < (left: Severity, right: Severity) -> Bool {
      left == .warning && right == .error
    }
  }

  /// What is wrong, as programs know it; stable.
  public enum Code: String, Hashable, Sendable, CaseIterable {
    case couldNotCheck = "could-not-check"
    case duplicateVersion = "duplicate-version"
    case changedInTarget = "changed-in-target"
    case held
    case unknownProject = "unknown-project"
    case profileType = "profile-type"
    case cloudType = "cloud-type"
    case layerRule = "layer-rule"
    case unknownPack = "unknown-pack"
    case unknownPackVersion = "unknown-pack-version"
    case unknownRegistry = "unknown-registry"
    case otherRegistry = "other-registry"
    case severalRegistries = "several-registries"
    case registryKind = "registry-kind"
    case undefinedMacro = "undefined-macro"
    case shadowedMacro = "shadowed-macro"
    case undeclaredVariable = "undeclared-variable"
    case requiredPack = "required-pack"
    case packRange = "pack-range"
    case unsupportedPack = "unsupported-pack"
    case packUpgrade = "pack-upgrade"
    case variableName = "variable-name"
    case variableDefault = "variable-default"
    case variableInput = "variable-input"
    case variableOptions = "variable-options"
    case variableFormat = "variable-format"
    case variablePattern = "variable-pattern"
    case missingLayer = "missing-layer"
    case maskToFill = "mask-to-fill"
  }

  /// Where in the profile; all nil where the whole is meant.
  public struct Place: Hashable, Sendable {
    public var layer: Layer.Identity?
    /// The manifest of the layer; nil where its values are meant.
    public var manifest: JSONString?
    /// Counted from 1, in the text of the layer.
    public var line: Int?
    /// In the text of the layer, else in the export.
    public var path: String?

    public init(
      layer: Layer.Identity? = nil, manifest: JSONString? = nil, line: Int? = nil,
      path: String? = nil
    ) {
      (self.layer, self.manifest, self.line, self.path) = (layer, manifest, line, path)
    }
  }

  public let code: Code
  public let severity: Severity
  public let place: Place
  /// A clause that shows no value of the profile.
  public let detail: String
  /// What to do about it.
  public let remedy: String
  /// The member of the facts that does not say, where that is why it could not be checked.
  public let missingFacts: String?

  init(
    _ code: Code, _ severity: Severity, at place: Place = Place(), _ detail: String,
    remedy: String, missingFacts: String? = nil
  ) {
    self.missingFacts = missingFacts
    (self.code, self.severity, self.place) = (code, severity, place)
    (self.detail, self.remedy) = (detail, remedy)
  }
}

extension ValidationFinding {
  /// Errors first, else in the order given.
  static func sorted(_ findings: [ValidationFinding]) -> [ValidationFinding] {
    findings.filter { $0.severity == .error } + findings.filter { $0.severity == .warning }
  }
}
