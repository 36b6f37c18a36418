internal import CanonicalJSON
internal import PackValues
internal import Profiles
internal import Replay

/// What is said of a slice: what was taken, what came along, what was left.
enum SliceWords {
  static func lines(_ sliced: ReplayOutcome.Sliced, _ route: String, _ word: String) -> String {
    let taken = ReplayMergeWords.count(sliced.difference)
    let left = ReplayMergeWords.count(sliced.left)
    var lines = sliced.layers.map { "layer \($0)" }
    lines += sliced.paths.map { "at \($0.text)" }
    lines += sliced.variables.map { "along: variable \($0), which it refers to" }
    return "\(word)  \(route)  1 commit; \(Count.of(taken, "change")) taken, \(left) left\n"
      + lines.map { "             \(PrintableText.escaped($0))\n" }.joined()
      + ReplayMergeWords.lines(sliced.overrides)
  }

  static func value(_ sliced: ReplayOutcome.Sliced, _ word: String) -> JSONValue {
    Build.object([
      "along": Build.object(["variables": .array(sliced.variables.map(JSONValue.string))]),
      "commits": Build.number(1),
      "layers": .array(sliced.layers.map { Build.string("\($0)") }),
      "left": DifferenceReport(sliced.left).json,
      "overrides": .array(sliced.overrides.map(ReplayMergeWords.value)),
      "paths": .array(sliced.paths.map { Build.string($0.text) }), "result": Build.string(word),
      "taken": DifferenceReport(sliced.difference).json,
    ])
  }
}
