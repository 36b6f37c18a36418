public import CanonicalJSON
public import ProfileRepository
internal import Profiles

/// Which registries were chosen for environments, where several hold a pack.
public struct RegistriesReport: Report {
  private let environments: [(name: EnvironmentName, choices: RegistryChoices)]

  public init(_ environments: [(name: EnvironmentName, choices: RegistryChoices)]) {
    self.environments = environments
  }

  public var text: String {
    let lines = environments.flatMap { item in
      item.choices.entries.map { PrintableText.escaped("\(item.name)  ") + Self.line($0) }
    }
    return lines.isEmpty ? "no registry is chosen\n" : lines.joined()
  }

  /// `registry 'Public Repo' → 'Corp Mirror' in projects/pay`.
  static func line(_ entry: RegistryChoices.Entry) -> String {
    let scope = entry.scope.map { " in \($0)" } ?? ""
    return PrintableText.escaped(RegistryWords.text(entry.mapping) + scope) + "\n"
  }

  public var json: JSONValue {
    Build.object([
      "choices": .array(
        environments.flatMap { item in
          item.choices.entries.map { entry in
            var object = RegistryWords.value(entry.mapping).object ?? JSONObject()
            object["environment"] = Build.string(item.name)
            object["scope"] = entry.scope.map(Build.string)
            return JSONValue.object(object)
          }
        }), "format": "registries/1",
    ])
  }
}
