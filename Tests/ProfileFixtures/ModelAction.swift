/// One command on the environments of the reference model.
public enum ModelAction: Hashable, Sendable, CustomStringConvertible {
  case commit(String, String, ModelProfile)
  case remove(String, String)
  /// Everything of the environment before, into this one; what it holds is left out.
  case promote(to: String)
  /// A profile of dev into a project of prod.
  case importToProject(String)
  case override(String, String, ModelProfile.Place)
  case endOverride(String, String, ModelProfile.Place)
  case hold(String, String)
  case release(String, String)
  /// To the state after the step of that number; a profile, or all.
  case rollback(String, String?, step: Int)
  /// The operation of the step of that number.
  case undo(step: Int)

  public var description: String {
    switch self {
    case .commit(let environment, let name, let profile):
      "commit \(environment) \(name) "
        + profile.values.sorted { $0.key < $1.key }.map { "\($0.value)" }.joined()
    case .remove(let environment, let name): "rm \(environment):\(name)"
    case .promote(let target): "promote to \(target)"
    case .importToProject(let name): "import dev:\(name) to prod:\(EnvironmentModel.project)"
    case .override(let environment, let name, let place):
      "override set \(environment) \(name) \(place.layer) \(place.path)"
    case .endOverride(let environment, let name, let place):
      "override rm \(environment) \(name) \(place.layer) \(place.path)"
    case .hold(let environment, let name): "hold \(environment):\(name)"
    case .release(let environment, let name): "release \(environment):\(name)"
    case .rollback(let environment, let name, let step):
      "rollback \(environment) \(name ?? "all") to step \(step)"
    case .undo(let step): "undo step \(step)"
    }
  }
}
