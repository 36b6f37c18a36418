internal import ProfileRepository
internal import Profiles
internal import Replay

/// What the report of a replay says of findings.
///
/// Masks are counted once for the whole target, and what the facts do not say is said in one line; the JSON has each by itself.
struct ReplayFindings {
  let result: ReplayResult
  let now: Int64

  /// Indented under the line of a profile version; where that is refused for its verdict, its own lines say why.
  func lines(_ outcome: ReplayOutcome) -> String {
    var lines: [String] = []
    if case .invalid(.warning) = outcome.verdict {
      lines.append("warnings keep it from landing ('--fail-on warning')")
    }
    lines += RegistryWords.lines(outcome.registryMoves)
    return (lines + outcome.findings.filter { isTold($0, outcome) }.flatMap(FindingLines.lines))
      .map { "             \($0)\n" }.joined()
  }

  private func isTold(_ finding: ValidationFinding, _ outcome: ReplayOutcome) -> Bool {
    switch finding.code {
    case .duplicateVersion, .changedInTarget, .held, .otherRegistry: return false
    case .maskToFill:
      if case .invalid(.warning) = outcome.verdict { return true }
      return false
    case .couldNotCheck: return finding.missingFacts == nil
    default: return true
    }
  }

  /// What of registries is kept for the next time.
  func remembered(dryRun: Bool, isStopped: Bool) -> String {
    if isStopped { return "" }
    let word = dryRun ? "would keep  " : "remembered  "
    return result.remembered.map {
      "\(word) " + PrintableText.escaped("\(RegistryWords.text($0)), for \(result.target)") + "\n"
    }.joined()
  }

  /// What was looked at with which facts, and what was not; empty where nothing was.
  var footer: String {
    let outcomes = result.outcomes.filter { outcome in
      switch outcome.verdict {
      case .nothing, .held, .removed, .kept: false
      case .written, .merged, .sliced, .refused, .invalid: true
      }
    }
    if outcomes.isEmpty { return "" }
    var text = ""
    if let facts = result.facts {
      text += "checked      against the \(FactsAge.text(facts, at: now))\n"
    }
    var missing: [String] = []
    for member in outcomes.flatMap(\.findings).compactMap(\.missingFacts)
    where !missing.contains(member) {
      missing.append(member)
    }
    if missing.isEmpty { return text }
    let why = result.facts == nil ? "nothing is known of" : "the facts do not say for"
    return text
      + "unchecked    \(missing.joined(separator: ", ")): \(why) \(result.target) "
      + "('strata facts import' takes it in)\n"
  }
}
