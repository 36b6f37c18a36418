internal import CanonicalJSON
internal import ProfileRepository
internal import Profiles
internal import Replay

/// What is said of a replay that meets changes of the target's own.
enum ReplayMergeWords {
  /// How many changes a side made, as the compact form counts them.
  static func count(_ difference: ProfileDifference) -> Int {
    DifferenceReport(difference).compact.split(separator: "\n").count
  }

  static func lines(_ overrides: [ReplayOutcome.KeptOverride]) -> String {
    overrides.filter { $0.outcome != .same }.map { override in
      let word =
        override.outcome == .kept ? "overridden  " : "flagged     "
      let end =
        override.outcome == .kept
        ? override.entry.reason.map { ": \($0)" } ?? ""
        : ": the place of this override is gone; 'strata override rm' ends it"
      return "\(word) " + PrintableText.escaped("\(override.entry.place)\(end)") + "\n"
    }.joined()
  }

  static func value(_ override: ReplayOutcome.KeptOverride) -> JSONValue {
    let entry = override.entry
    return Build.object([
      "layer": .string(entry.place.layer), "path": entry.place.path.json,
      "pathText": Build.string(entry.place.path), "reason": entry.reason.map(Build.string),
      "result": Build.string("\(override.outcome)"),
    ])
  }

  static func lines(_ conflicts: Refusal.Conflicts) -> [String] {
    let count = conflicts.places.count
    let report = MergeConflictsReport(conflicts.places)
    let lines = report.text.split(separator: "\n").map { "  " + $0 }
    return [
      "\(Count.of(count, "place")) changed on both sides (base: the last replay, ours: the target, "
        + "theirs: the source):"
    ] + lines
  }

  /// The form that `ConflictAnswers` reads, with nothing answered.
  static func sheet(_ targets: [ReplayReport.Target]) -> JSONValue? {
    var sections: [JSONValue] = []
    for target in targets {
      guard case .success(let result) = target.result else { continue }
      for outcome in result.outcomes {
        guard case .refused(let refusal) = outcome.verdict, let conflicts = refusal.conflicts
        else { continue }
        sections.append(section(outcome, conflicts, in: result.target))
      }
    }
    guard !sections.isEmpty else { return nil }
    return Build.object([
      "format": Build.string(ConflictAnswers.format), "profiles": .array(sections),
    ])
  }

  private static func section(
    _ outcome: ReplayOutcome, _ conflicts: Refusal.Conflicts, in target: EnvironmentName
  ) -> JSONValue {
    let places = MergeConflictsReport(conflicts.places).json.elements ?? []
    return Build.object([
      "conflicts": .array(
        places.map { place in
          var object = place.object ?? JSONObject()
          object["take"] = ""
          return .object(object)
        }),
      "environment": Build.string(target), "ours": Build.string(conflicts.ours),
      "profile": Build.string(outcome.target), "theirs": conflicts.theirs.map(Build.string),
    ])
  }
}
