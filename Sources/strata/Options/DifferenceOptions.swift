import ArgumentParser
import CanonicalJSON
import PackValues
import Profiles
import Reports

/// What of a difference is looked at, and how much of it is told.
struct DifferenceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Only layers of this kind, pack or display name; '*' stands for any text. Repeatable.",
      valueName: "layer"))
  var layer: [String] = []

  @Option(
    help: ArgumentHelp(
      "Only what this path covers, such as 'charts.*.image' or '**.replicas'. Repeatable.",
      valueName: "path"))
  var filter: [String] = []

  @Option(help: ArgumentHelp("Not what this path covers. Repeatable.", valueName: "path"))
  var exclude: [String] = []

  @Option(
    help: ArgumentHelp(
      "Not what this rule means: cosmetic, or such as 'layer=nginx,path=charts.*.image'. Repeatable.",
      valueName: "rule"))
  var ignore: [String] = []

  @Flag(help: "Show also what the environments' own settings ignore.")
  var noIgnore = false

  @Flag(help: "A line a layer, with counts.") var stat = false
  @Flag(
    help:
      "The names of the layers that differ; for environments of the profiles, without reading them."
  )
  var nameOnly = false
  @Flag(help: "Say by what the items of each list were told apart.") var explain = false

  var detail: DifferenceReport.Detail { nameOnly ? .names : stat ? .stat : .full }

  /// Whether anything is asked to be left out or shortened.
  var isPlain: Bool {
    (layer + filter + exclude + ignore).isEmpty && !stat && !nameOnly && !explain
  }

  /// The filter that the options ask for.
  ///
  /// - Parameter own: the rules of the environments that are compared.
  func differenceFilter(_ own: [IgnoreRule]) throws -> DifferenceFilter {
    var rules: [IgnoreRule] = []
    for rule in try (noIgnore ? [] : own) + ignore.map(Self.rule)
    where !rules.contains(where: rule.means) {
      rules.append(rule)
    }
    return DifferenceFilter(
      layers: layer.map(LayerPattern.init), only: try filter.map(Self.pattern),
      excluding: try exclude.map(Self.pattern), rules: rules)
  }

  private static func rule(_ text: String) throws -> IgnoreRule {
    do { return try IgnoreRule(text) } catch {
      throw UsageError("cannot read the rule '\(text)': \(error.detail)", hint: error.hint)
    }
  }

  static func pattern(_ text: String) throws -> ValuesPathPattern {
    do { return try ValuesPathPattern(text) } catch {
      throw UsageError(
        "cannot read the path '\(text)': \(error)",
        hint: "write it as a difference does, such as 'charts.nginx.replicas'")
    }
  }

  /// Refuses a layer that neither stack has, and a path that covers nothing on either side.
  func checkSubjects(_ documents: [ProfileDocument]) throws {
    let identities = documents.flatMap { $0.profile.layers.map(\.identity) }
    for text in layer where !identities.contains(where: LayerPattern(text).covers) {
      let names = identities.flatMap { [$0.kind.string, $0.pack.string, $0.displayName.string] }
      let near = Nearest.name(to: text, among: names.filter { !$0.isEmpty })
      throw UsageError(
        "no layer on either side is '\(text)'",
        hint: near.map { "did you mean '\($0)'?" } ?? "'strata show' lists the layers of a profile")
    }
    for text in filter {
      let pattern = try Self.pattern(text)
      if documents.contains(where: { $0.holds(pattern) }) { continue }
      throw UsageError(
        "nothing on either side is at '\(text)'",
        hint:
          "write the path as a difference does: list items by name, such as 'env[name=A].value', "
          + "keys with dots in quotes, such as 'labels[\"a.b\"]'")
    }
  }
}
