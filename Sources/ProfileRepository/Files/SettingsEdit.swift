public import CanonicalJSON
public import Git
public import Profiles

/// What somebody wants to be different in an environment's settings.
public struct SettingsEdit: Hashable, Sendable {
  public var addedLiterals: [JSONString]
  public var removedLiterals: [JSONString]
  /// A rule that means the same as one that is there takes its place, with its own reason.
  public var addedRules: [IgnoreRule]
  /// By what they mean, whatever their reasons.
  public var removedRules: [IgnoreRule]
  public var protection: ProtectionEdit
  /// What becomes of the address of the live Palette; nil leaves it as it is.
  public var palette: PaletteEdit?

  /// A new address, or none any more.
  public enum PaletteEdit: Hashable, Sendable {
    case set(PaletteAddress)
    case forget
  }

  public init(
    addedLiterals: [JSONString] = [], removedLiterals: [JSONString] = [],
    addedRules: [IgnoreRule] = [], removedRules: [IgnoreRule] = [],
    protection: ProtectionEdit = ProtectionEdit(), palette: PaletteEdit? = nil
  ) {
    (self.protection, self.palette) = (protection, palette)
    (self.addedLiterals, self.removedLiterals) = (addedLiterals, removedLiterals)
    (self.addedRules, self.removedRules) = (addedRules, removedRules)
  }

  /// The settings after the edit.
  ///
  /// - Throws: `invalid` for a literal or pattern that is none, `notFound` for one or a rule that is to go and is not there.
  func applied(to settings: EnvironmentSettings) throws(RepositoryError) -> EnvironmentSettings {
    var settings = settings
    for literal in removedLiterals {
      guard settings.maskLiterals.remove(literal) != nil else {
        throw RepositoryError(
          .notFound, "'\(literal)' is no mask literal here",
          hint: Self.known(settings.maskLiterals.sorted().map { "'\($0)'" }))
      }
    }
    for rule in removedRules {
      guard let index = settings.ignoreRules.firstIndex(where: rule.means) else {
        throw RepositoryError(
          .notFound, "no ignore rule is '\(rule)'",
          hint: Self.known(settings.ignoreRules.map { "'\($0)'" }))
      }
      settings.ignoreRules.remove(at: index)
    }
    for literal in addedLiterals {
      try Self.check(literal)
      settings.maskLiterals.insert(literal)
    }
    for rule in addedRules {
      let index = settings.ignoreRules.firstIndex(where: rule.means)
      if let index { settings.ignoreRules[index] = rule } else { settings.ignoreRules.append(rule) }
    }
    settings.protection = try protection.applied(to: settings.protection)
    switch palette {
    case .set(let address): settings.palette = address
    case .forget: settings.palette = nil
    case nil: break
    }
    return settings
  }

  /// A text that is refused is not repeated: it may have been meant for somewhere else.
  private static func check(_ literal: JSONString) throws(RepositoryError) {
    if let kind = SecretScan.kinds(in: literal.string).first {
      throw RepositoryError(
        .refused, "the mask literal is a secret (\(kind.rawValue)), and a commit would keep it",
        hint: "nothing was written; a literal is what stands where the secret was")
    }
    if let violation = MaskLiteral.violation(of: literal) {
      throw RepositoryError(
        .invalid, "cannot take this mask literal: it \(violation)",
        hint: "give the text that stands for a hidden value, such as '<hidden>'")
    }
  }

  private static func known(_ names: [String]) -> String {
    names.isEmpty ? "there are none" : "there are " + names.joined(separator: ", ")
  }
}

extension Change {
  /// Stages a commit that edits the environment's settings; nil where that changes nothing.
  @discardableResult
  public mutating func apply(
    _ edit: SettingsEdit, _ details: Details = Details()
  ) throws(RepositoryError) -> ObjectID? {
    let settings = try edit.applied(to: try settings() ?? EnvironmentSettings())
    let name = base.environmentName?.text ?? "this environment"
    return try put(file: settings, subject: "Change the settings of \(name)", details)
  }
}
