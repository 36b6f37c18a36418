public import CanonicalJSON
internal import Git
public import ProfileRepository
internal import Profiles

/// The environments in promotion order.
public struct EnvironmentsReport: Report {
  private let environments: [(environment: Environment, profiles: Int)]
  private let showsSettings: Bool
  private let choices: RegistryChoices

  /// - Parameters:
  ///   - showsSettings: whether the text has protection, mask literals and ignore rules, a line each.
  ///   - choices: the registries that were chosen, where one environment is shown.
  public init(
    _ environments: [(environment: Environment, profiles: Int)], showsSettings: Bool = false,
    choices: RegistryChoices = RegistryChoices()
  ) {
    (self.environments, self.showsSettings) = (environments, showsSettings)
    self.choices = choices
  }

  public var text: String {
    let width = environments.map(\.environment.name.text.count).max() ?? 0
    return environments.map { item in
      let name = item.environment.name.text.padding(to: width)
      let after = item.environment.settings.after.map { "after \($0)" } ?? "first"
      return "\(name)  \(item.environment.tip.abbreviated)  "
        + "\(Count.of(item.profiles, "profile version"))  \(after)\n"
        + (showsSettings ? Self.settings(item.environment.settings) : "")
    }.joined() + choices.entries.map { "  " + RegistriesReport.line($0) }.joined()
  }

  private static func settings(_ settings: EnvironmentSettings) -> String {
    let masks = settings.maskLiterals.sorted().map { "  mask    \($0)" }
    let rules = settings.ignoreRules.map { rule in
      "  ignore  \(rule)" + (rule.reason.map { "  (\($0))" } ?? "")
    }
    let palette = settings.palette.map { ["  palette \($0)"] } ?? []
    return (protection(settings.protection) + palette + masks + rules).map {
      PrintableText.escaped($0) + "\n"
    }.joined()
  }

  private static func protection(_ protection: Protection) -> [String] {
    protection.rules.map { "  protect \($0.rawValue)" }.sorted()
      + (protection.frozenUntilText.map { ["  frozen  until \($0)"] } ?? [])
      + protection.writers.map { "  writer  \($0)" }
  }

  public var json: JSONValue {
    .array(
      environments.map { item in
        Build.object([
          "after": Build.optional(item.environment.settings.after),
          "branch": Build.string("env/\(item.environment.name)"),
          "commit": Build.string(item.environment.tip),
          "ignore": .array(item.environment.settings.ignoreRules.map(\.stored)),
          "masks": .array(item.environment.settings.maskLiterals.sorted().map(JSONValue.string)),
          "name": Build.string(item.environment.name),
          "palette": Build.optional(item.environment.settings.palette),
          "profileVersions": Build.number(item.profiles),
          "protection": item.environment.settings.protection.value,
        ])
      })
  }
}

extension String {
  /// The string with spaces behind it up to a width in characters.
  func padding(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
