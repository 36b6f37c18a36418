/// Three environments as a reader of the documentation would expect them to behave: dictionaries and a few rules, no git.
public struct EnvironmentModel: Sendable {
  public static let names = ["dev", "staging", "prod"]
  public static let profiles = ["web", "db"]
  public static let project = "projects/pay"

  /// What an environment holds under one path.
  public struct Document: Hashable, Sendable {
    public var profile: ModelProfile?
    /// Every state since it was created, the newest last, each with a number of its own.
    var life: [Revision] = []
    /// What the source held at the last replay; nil where it never came from the source.
    var base: ModelProfile?
    /// Whether the target changed it since, or keeps something of its own.
    var isOwn = false
    /// Whether a rollback or an undo left it so.
    var isTakenBack = false
    /// The numbers of the source's states that have landed in this life, and ever.
    var landed: Set<Int> = []
    var everLanded: Set<Int> = []
  }

  struct Revision: Hashable, Sendable {
    let number: Int
    let profile: ModelProfile
  }

  public struct State: Hashable, Sendable {
    public var documents: [String: Document] = [:]
    public var holds: Set<String> = []
    public var overrides: Set<Override> = []
  }

  public struct Override: Hashable, Sendable {
    public let name: String
    public let place: ModelProfile.Place
  }

  public enum Verdict: Hashable, Sendable {
    case done, nothing, refused
  }

  /// What one step did, for an undo.
  struct Effect: Sendable {
    let environment: String
    var documents: [String: (before: ModelProfile?, after: ModelProfile?)] = [:]
    /// Whether it was held before.
    var holds: [String: Bool] = [:]
    var overrides: (before: Set<Override>, after: Set<Override>)?
  }

  public internal(set) var states: [String: State]
  /// Nil for a step that did nothing.
  private var effects: [Effect?] = []
  private var history: [[String: State]] = []
  var revision = 0

  public init() {
    states = Dictionary(uniqueKeysWithValues: Self.names.map { ($0, State()) })
  }

  /// The steps that were done, in their order.
  public var count: Int { history.count }

  public func isUndoable(_ step: Int) -> Bool { effects[step] != nil }

  public func profile(_ environment: String, _ key: String) -> ModelProfile? {
    states[environment]?.documents[key]?.profile
  }

  /// The profiles of an environment by scope and name.
  public func profiles(of environment: String) -> [String: ModelProfile] {
    (states[environment]?.documents ?? [:]).compactMapValues(\.profile)
  }

  /// Does what a command would do.
  public mutating func apply(_ action: ModelAction) -> Verdict {
    var copy = self
    let environment = copy.environment(of: action)
    let before = states[environment] ?? State()
    let isDone = copy.perform(action)
    if isDone {
      states = copy.states
      revision = copy.revision
    }
    let effect = isDone ? Self.effect(environment, before, states[environment] ?? State()) : nil
    effects.append(effect)
    history.append(states)
    return !isDone ? .refused : effect == nil ? .nothing : .done
  }

  private static func effect(_ environment: String, _ before: State, _ after: State) -> Effect? {
    var effect = Effect(environment: environment)
    for key in Set(before.documents.keys).union(after.documents.keys) {
      let (old, new) = (before.documents[key]?.profile, after.documents[key]?.profile)
      if old != new { effect.documents[key] = (old, new) }
    }
    for key in before.holds.symmetricDifference(after.holds) {
      effect.holds[key] = before.holds.contains(key)
    }
    if before.overrides != after.overrides {
      effect.overrides = (before.overrides, after.overrides)
    }
    let isEmpty = effect.documents.isEmpty && effect.holds.isEmpty && effect.overrides == nil
    return isEmpty ? nil : effect
  }

  private func environment(of action: ModelAction) -> String {
    switch action {
    case .commit(let name, _, _), .remove(let name, _), .promote(let name),
      .override(let name, _, _), .endOverride(let name, _, _), .hold(let name, _),
      .release(let name, _), .rollback(let name, _, _):
      name
    case .importToProject: "prod"
    case .undo(let step): effects[step]?.environment ?? "dev"
    }
  }

  /// False where the command is refused; then nothing counts.
  private mutating func perform(_ action: ModelAction) -> Bool {
    switch action {
    case .commit(let environment, let name, let profile):
      write(profile, to: "tenant/\(name)", in: environment, byHand: true)
    case .remove(let environment, let name):
      write(nil, to: "tenant/\(name)", in: environment, byHand: true)
    case .promote(let target):
      let index = Self.names.firstIndex(of: target) ?? 1
      return replay(
        Self.profiles.map { ("tenant/\($0)", "tenant/\($0)") }, from: Self.names[index - 1],
        to: target)
    case .importToProject(let name):
      return replay([("tenant/\(name)", "\(Self.project)/\(name)")], from: "dev", to: "prod")
    case .override(let environment, let name, let place):
      states[environment]?.overrides.insert(Override(name: name, place: place))
    case .endOverride(let environment, let name, let place):
      states[environment]?.overrides.remove(Override(name: name, place: place))
    case .hold(let environment, let name): states[environment]?.holds.insert("tenant/\(name)")
    case .release(let environment, let name): states[environment]?.holds.remove("tenant/\(name)")
    case .rollback(let environment, let name, let step):
      let old = history[step][environment]?.documents ?? [:]
      for key in Set(old.keys).union(states[environment]?.documents.keys ?? [:].keys)
      where name.map({ key == "tenant/\($0)" }) ?? true {
        takeBack(key, to: old[key]?.profile, in: environment)
      }
    case .undo(let step): return undo(step)
    }
    return true
  }

  private mutating func undo(_ step: Int) -> Bool {
    guard let effect = effects[step], let state = states[effect.environment] else { return false }
    for (key, document) in effect.documents {
      let now = state.documents[key]?.profile
      if now != document.before, now != document.after { return false }
    }
    if let overrides = effect.overrides {
      if state.overrides != overrides.before, state.overrides != overrides.after { return false }
      states[effect.environment]?.overrides = overrides.before
    }
    for (key, document) in effect.documents {
      takeBack(key, to: document.before, in: effect.environment)
    }
    for (key, wasHeld) in effect.holds {
      if wasHeld {
        states[effect.environment]?.holds.insert(key)
      } else {
        states[effect.environment]?.holds.remove(key)
      }
    }
    return true
  }
}
