import Foundation
import ProfileFixtures
import Testing

/// Random sequences of commands, each killed at a random moment and run again, against a model that knows nothing of git.
///
/// `STRATA_FUZZ` multiplies their number; in one process, and without kills, `ModelTests` of `Replay` does many more.
@Suite struct ModelKillTests {
  private static let factor =
    ProcessInfo.processInfo.environment["STRATA_FUZZ"].flatMap { UInt64($0) } ?? 1

  @Test(arguments: 0..<(2 * factor))
  func `killed at any moment and run again, every command ends as the model says`(
    _ seed: UInt64
  ) throws {
    var dice = ModelDice(seed: seed &+ 1_000_000)
    var run = try KilledRun()
    for _ in 0..<14 {
      let problem = try run.step(dice.action(on: run.model), killedAfter: Double(dice.roll(90)))
      try #require(problem == nil, "seed \(seed): \(problem ?? "")\n\(run.transcript)")
    }
    try run.expectSound()
  }
}

/// One sequence on a repository, step by step beside the model.
private struct KilledRun {
  private let bench: Workbench
  private(set) var model = EnvironmentModel()
  private var commands: [String] = []
  private var operations: [String] = []
  private var tips: [[String: String]] = []
  private var kills = 0

  init() throws { bench = try Workbench() }

  var transcript: String { commands.joined(separator: "\n") }

  /// Kills the command after so many milliseconds, runs it again, and says what does not agree with the model.
  mutating func step(_ action: ModelAction, killedAfter milliseconds: Double) throws -> String? {
    let expected = model.apply(action)
    let command = try words(for: action).joined(separator: " ")
    let outcome = try bench.shell(
      """
      $STRATA \(command) > killed.out 2>&1 & p=$!
      read -t \(String(format: "%.4f", (milliseconds + 1) / 1000)) <> <(:)
      kill -9 $p 2> /dev/null; wait $p 2> /dev/null
      echo "killed $?"; $STRATA \(command) > again.out 2>&1; echo "again $?"; cat again.out
      """)
    let codes = outcome.lines.prefix(2).compactMap {
      $0.split(separator: " ").last.flatMap { Int($0) }
    }
    commands.append("\(commands.count): \(command)  \(codes)  expected \(expected)")
    guard codes.count == 2 else { return "\(outcome)" }
    if codes[0] == 137 { kills += 1 }
    // What the killed run took away, the second one does not find.
    let isFine = expected == .refused ? [3, 5].contains(codes[1]) : [0, 6].contains(codes[1])
    if !isFine { return "\(outcome)" }
    let state = try bench.shell(
      """
      cd strata.git
      for e in dev staging prod; do
        echo "tip $e $(git rev-parse env/$e)"
        git ls-tree -r --name-only env/$e | grep /profiles/ | while read p; do
          echo "document $e $p"; git show env/$e:$p | tr -d '\\n'; echo
        done
      done
      """)
    tips.append(Self.tips(state.lines))
    let newest = try bench.strata("log", "--operations", "-n", "1", "--json")
    operations.append(try newest.json()[0]["operation"].string ?? "")
    return try difference(state.lines)
  }

  private func words(for action: ModelAction) throws -> [String] {
    switch action {
    case .commit(let environment, let name, let profile):
      try bench.folder.write(profile.export(named: name), to: "\(name).json")
      return ["commit", "\(name).json", "--env", environment]
    case .remove(let environment, let name): return ["rm", "\(environment):tenant/\(name)"]
    case .promote(let target):
      let index = EnvironmentModel.names.firstIndex(of: target) ?? 1
      return ["promote", "--all", "--from", EnvironmentModel.names[index - 1], "--to", target]
    case .importToProject(let name):
      return ["import", "dev:tenant/\(name)", "--to", "prod:\(EnvironmentModel.project)"]
    case .override(let environment, let name, let place):
      return ["override", "set", environment, "tenant/\(name)", place.layer, place.path]
    case .endOverride(let environment, let name, let place):
      return ["override", "rm", environment, "tenant/\(name)", place.layer, place.path]
    case .hold(let environment, let name): return ["hold", "\(environment):tenant/\(name)"]
    case .release(let environment, let name): return ["release", "\(environment):tenant/\(name)"]
    case .rollback(let environment, let name, let step):
      let subject = environment + (name.map { ":tenant/\($0)" } ?? "")
      return ["rollback", subject, "--to", tips[step][environment] ?? ""]
    case .undo(let step): return ["undo", operations[step]]
    }
  }

  private static func tips(_ lines: [Substring]) -> [String: String] {
    let found = lines.filter { $0.hasPrefix("tip ") }.map { $0.split(separator: " ") }
    return Dictionary(found.map { (String($0[1]), String($0[2])) }) { $1 }
  }

  private func difference(_ lines: [Substring]) throws -> String? {
    var found: [String: [String: ModelProfile]] = [:]
    for (line, text) in zip(lines, lines.dropFirst()) where line.hasPrefix("document ") {
      let words = line.split(separator: " ").map(String.init)
      let key = words[2].replacing("/profiles/", with: "/").replacing("/1.0.0.json", with: "")
      let json = JSON(try JSONSerialization.jsonObject(with: Data(text.utf8)))
      let texts = json["spec"]["template"]["packs"].elements.map { layer in
        layer["values"].elements.compactMap(\.string).joined(separator: "\n")
      }
      found[words[1], default: [:]][key] = ModelProfile(texts: texts)
    }
    for name in EnvironmentModel.names where found[name] ?? [:] != model.profiles(of: name) {
      return "\(name): expected \(model.profiles(of: name)); found \(found[name] ?? [:])"
    }
    return nil
  }

  /// Every state that a step acknowledged is still in the history, and nothing is damaged.
  func expectSound() throws {
    #expect(kills > 0)
    for (name, tip) in Set(tips.flatMap { $0.map { [$0.key, $0.value] } }).map({ ($0[0], $0[1]) }) {
      try bench.git("merge-base", "--is-ancestor", tip, "env/\(name)")
    }
    try bench.expectSound()
  }
}
