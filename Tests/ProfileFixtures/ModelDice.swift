/// Draws sequences of commands that make sense: what is named is there.
public struct ModelDice {
  private var random: SplitMix

  public init(seed: UInt64) { random = SplitMix(state: seed) }

  public mutating func roll(_ count: Int) -> Int { Int(random.next() % UInt64(count)) }

  public mutating func action(on model: EnvironmentModel) -> ModelAction {
    for _ in 0..<100 {
      if let action = draw(model) { return action }
    }
    return .promote(to: "staging")
  }

  private mutating func draw(_ model: EnvironmentModel) -> ModelAction? {
    let environment = EnvironmentModel.names[[0, 0, 0, 1, 1, 2][roll(6)]]
    let name = EnvironmentModel.profiles[roll(2)]
    let profile = model.profile(environment, "tenant/\(name)")
    let state = model.states[environment]
    let place = ModelProfile.places[roll(ModelProfile.places.count)]
    switch roll(20) {
    case 0..<6:
      var changed = profile ?? ModelProfile()
      for _ in 0...roll(2) {
        changed.values[ModelProfile.places[roll(ModelProfile.places.count)]] = roll(4)
      }
      return .commit(environment, name, changed)
    case 6: return profile == nil ? nil : .remove(environment, name)
    case 7..<13: return .promote(to: roll(3) == 0 ? "prod" : "staging")
    case 13: return model.profile("dev", "tenant/\(name)") == nil ? nil : .importToProject(name)
    case 14:
      if let kept = state?.overrides.sorted(by: { "\($0)" < "\($1)" }).first, roll(2) == 0 {
        return .endOverride(environment, kept.name, kept.place)
      }
      return profile == nil || environment == "dev" ? nil : .override(environment, name, place)
    case 15:
      let isHeld = state?.holds.contains("tenant/\(name)") ?? false
      if isHeld { return .release(environment, name) }
      return profile == nil ? nil : .hold(environment, name)
    case 16, 17:
      guard model.count > 0 else { return nil }
      return .rollback(
        environment, profile == nil || roll(2) == 0 ? nil : name,
        step: max(0, model.count - 1 - roll(6)))
    default:
      let step = model.count - 1 - roll(4)
      return step >= 0 && model.isUndoable(step) ? .undo(step: step) : nil
    }
  }
}
