import CanonicalJSON
import Foundation
import Git
import ProfileFixtures
import ProfileRepository
import Profiles
import Replay
import Testing

/// Random sequences of commands against a model of the documentation that knows nothing of git.
///
/// `STRATA_FUZZ` multiplies their number.
@Suite struct ModelTests {
  private static let factor =
    ProcessInfo.processInfo.environment["STRATA_FUZZ"].flatMap { UInt64($0) } ?? 1

  @Test(arguments: 0..<(16 * factor))
  func `any sequence of commands ends as the model says`(_ seed: UInt64) throws {
    var dice = ModelDice(seed: seed)
    var run = try ModelRun()
    for _ in 0..<30 {
      let problem = try run.step(dice.action(on: run.model))
      try #require(problem == nil, "seed \(seed): \(problem ?? "")\n\(run.transcript)")
    }
    try run.expectSound()
  }
}

/// One sequence on a repository, step by step beside the model.
struct ModelRun {
  private let fixture: ReplayFixture
  private(set) var model = EnvironmentModel()
  private var commands: [String] = []
  /// Of each step: the operation, and the tips of all branches afterwards.
  private var operations: [String?] = []
  private var tips: [[String: String]] = []

  init() throws { fixture = try ReplayFixture() }

  var transcript: String { commands.joined(separator: "\n") }

  /// Does one step here and in the model; what they do not agree on, or nil.
  mutating func step(_ action: ModelAction) throws -> String? {
    let expected = model.apply(action)
    let isDone = try perform(action)
    commands.append("\(commands.count): \(action)  \(expected)")
    let now = try Dictionary(
      uniqueKeysWithValues: EnvironmentModel.names.map { ($0, try fixture.snapshot($0)) })
    tips.append(now.mapValues { $0.commit.id.hex })
    let isMoved = tips.count > 1 ? tips[tips.count - 2] != tips[tips.count - 1] : true
    operations.append(
      expected == .done && isMoved ? try fixture.repository.operations(limit: 1).first?.id : nil)
    if isDone == (expected == .refused) { return "expected \(expected), done: \(isDone)" }
    for (name, snapshot) in now {
      let difference = try difference(name, snapshot)
      if let difference { return difference }
    }
    return nil
  }

  private func difference(_ name: String, _ snapshot: Snapshot) throws -> String? {
    var found: [String: ModelProfile] = [:]
    for entry in try snapshot.entries() {
      let texts = try snapshot.document(entry).profile.layers.map(\.values.string)
      found["\(entry.key.scope)/\(entry.key.name)"] = ModelProfile(texts: texts)
    }
    let expected = model.profiles(of: name)
    if found != expected {
      let words = { (profiles: [String: ModelProfile]) in
        profiles.sorted { $0.key < $1.key }.map { key, profile in
          "\(key) \(ModelProfile.places.map { "\(profile.values[$0] ?? -1)" }.joined())"
        }.joined(separator: ", ")
      }
      return "\(name): expected \(words(expected)); found \(words(found))"
    }
    let holds = Set(try snapshot.holds().keys.map { "\($0.scope)/\($0.name)" })
    if holds != model.states[name]?.holds { return "\(name): holds \(holds)" }
    let overrides = try snapshot.overrides().entries.count
    if overrides != model.states[name]?.overrides.count { return "\(name): \(overrides) overrides" }
    return nil
  }

  /// False where the command is refused.
  private func perform(_ action: ModelAction) throws -> Bool {
    switch action {
    case .commit(let environment, let name, let profile):
      let export = Array(profile.export(named: name).utf8)
      let prepared = try PreparedDocument(ProfileDocument(export: export, syntax: .json))
      try write(environment) { change throws(RepositoryError) in
        _ = try change.put(prepared, in: .tenant)
      }
    case .remove(let environment, let name): try fixture.remove("tenant/\(name)", from: environment)
    case .promote(let target):
      let index = EnvironmentModel.names.firstIndex(of: target) ?? 1
      return try !fixture.replay(
        from: EnvironmentModel.names[index - 1], to: target, skipsHeld: true
      ).isRefused
    case .importToProject(let name):
      return try !fixture.replay(
        ["tenant/\(name)"], from: "dev", to: "prod", kind: .import,
        scope: Scope(EnvironmentModel.project), skipsHeld: true
      ).isRefused
    case .override(let environment, let name, let place):
      let entry = try override(environment, name, place)
      try overrides(environment) { $0.set(entry) }
    case .endOverride(let environment, let name, let place):
      let selector = try ProfileSelector("tenant/\(name)")
      try overrides(environment) { overrides in
        for entry in overrides.entries
        where entry.profile == selector && entry.place.layer.string.hasSuffix(place.layer)
          && "\(entry.place.path)" == place.path
        { overrides.remove(entry.profile, entry.place) }
      }
    case .hold(let environment, let name): try fixture.hold("tenant/\(name)", in: environment)
    case .release(let environment, let name):
      try fixture.hold("tenant/\(name)", in: environment, isHeld: false)
    case .rollback(let environment, let name, let step):
      try fixture.rollBack(
        environment, name.map { "tenant/\($0)" }, to: tips[step][environment] ?? "")
    case .undo(let step):
      do { try fixture.undo(operations[step]) } catch let error as RepositoryError
        where error.code == .conflict
      {
        return false
      }
    }
    return true
  }

  private func override(
    _ environment: String, _ name: String, _ place: ModelProfile.Place
  ) throws -> Overrides.Entry {
    let selector = try ProfileSelector("tenant/\(name)")
    let found = try fixture.snapshot(environment).overriddenPlace(
      of: selector, layer: place.layer, path: place.path)
    return Overrides.Entry(profile: selector, place: found)
  }

  private func overrides(_ environment: String, _ edit: (inout Overrides) -> Void) throws {
    try write(environment) { change throws(RepositoryError) in
      var overrides = try change.base.overrides()
      edit(&overrides)
      _ = try change.put(file: overrides, subject: "Override")
    }
  }

  private func write(
    _ environment: String, _ body: (inout Change) throws(RepositoryError) -> Void
  ) throws {
    _ = try fixture.repository.write(
      to: EnvironmentName(environment), as: fixture.operation(), reason: "test", body)
  }

  /// Everything that a step acknowledged is still in the history, and nothing is damaged.
  func expectSound() throws {
    for (name, tip) in Set(tips.flatMap { $0.map { [$0.key, $0.value] } }).map({ ($0[0], $0[1]) }) {
      #expect(try fixture.git("merge-base", "--is-ancestor", tip, "env/\(name)").code == 0)
    }
    try fixture.expectSound()
  }
}
