public import CanonicalJSON
public import ProfileRepository
public import Profiles

extension RolloutPlan {
  /// What a plan says in a file: `deploy-plan/1`. What it stands on is in it, and no value.
  public func stored(for environment: EnvironmentName, at address: PaletteAddress) -> JSONValue {
    var object: JSONObject = [
      "format": "deploy-plan/1", "environment": .string(JSONString(environment.text)),
      "palette": .string(JSONString(address.description)),
    ]
    object["profiles"] = .array(items.map(Self.value))
    var macros = JSONObject()
    for (scope, names) in self.macros {
      macros[JSONString(scope.description)] = .array(names.sorted().map(JSONValue.string))
    }
    object["macros"] = .object(macros)
    return .object(object)
  }

  private static func value(_ item: Rollout.Item) -> JSONValue {
    var object: JSONObject = [
      "branch": .string(JSONString(item.branch)), "step": .string(JSONString(item.step.word)),
      "profile": .string(JSONString(item.key.description)),
    ]
    object["live"] = item.live.map { .string(JSONString($0)) }
    return .object(object)
  }
}

extension Rollout.Step {
  /// `skip`, `make`, `replace` or `refused`.
  public var word: String {
    switch self {
    case .skip: "skip"
    case .make: "make"
    case .replace: "replace"
    case .refused: "refused"
    }
  }
}
