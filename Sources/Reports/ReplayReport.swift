public import CanonicalJSON
internal import Git
public import ProfileRepository
internal import Profiles
public import Replay

/// What an import or a promotion came to, for each target and profile version.
public struct ReplayReport: Report {
  /// One target of a command: a result, or the error that kept it from having one.
  public struct Target: Sendable {
    public let name: String
    public let result: Result<ReplayResult, RepositoryError>

    public init(name: String, result: Result<ReplayResult, RepositoryError>) {
      self.name = name
      self.result = result
    }
  }

  private let targets: [Target]
  private let source: String
  private let dryRun: Bool
  private let skipsRefused: Bool
  private let now: Int64

  /// - Parameters:
  ///   - source: the revision or file that the profiles come from, as the person named it.
  ///   - now: in seconds since 1970, for the age of the facts.
  public init(
    _ targets: [Target], from source: String, dryRun: Bool, skipsRefused: Bool, now: Int64
  ) {
    (self.targets, self.now) = (targets, now)
    self.source = source
    self.dryRun = dryRun
    self.skipsRefused = skipsRefused
  }

  public var text: String { targets.map(block).joined() }

  private func block(_ target: Target) -> String {
    switch target.result {
    case .failure(let error):
      let hint = error.hint.map { "hint: \(PrintableText.escaped($0))\n" } ?? ""
      return "failed     \(PrintableText.escaped("\(target.name): \(error.detail)"))\n" + hint
    case .success(let result):
      if let commit = result.appliedBefore { return appliedBefore(commit, target.name) }
      let isStopped = result.isRefused && !skipsRefused
      let findings = ReplayFindings(result: result, now: now)
      let lines = result.outcomes.map {
        self.lines($0, result, isStopped: isStopped) + findings.lines($0)
      }
      return lines.joined() + findings.remembered(dryRun: dryRun, isStopped: isStopped)
        + findings.footer + footer(result, isStopped: isStopped)
    }
  }

  private func appliedBefore(_ commit: HistoryEntry, _ target: String) -> String {
    let (id, committer) = (commit.message.lineage.operation ?? "", commit.commit.committer)
    return
      "up to date   \(PrintableText.escaped(target))  this plan was applied by operation \(id) of "
      + "\(DateText.local(committer)), \(PrintableText.escaped(committer.name))\n"
  }

  private func lines(_ outcome: ReplayOutcome, _ result: ReplayResult, isStopped: Bool) -> String {
    let place = PrintableText.escaped("\(result.target):\(outcome.target)")
    let origin = outcome.source.map { "\(source):\($0)" } ?? source
    let route = "\(PrintableText.escaped(origin)) → \(place)"
    switch outcome.verdict {
    case .written(let steps):
      let word = isStopped ? "not written" : dryRun ? "would write" : "written    "
      return "\(word)  \(route)  \(Count.of(steps, "commit"))\n"
    case .merged(let merged):
      let word = isStopped ? "not merged " : dryRun ? "would merge" : "merged     "
      let kept = ReplayMergeWords.count(merged.ours)
      let brought = ReplayMergeWords.count(merged.theirs)
      return "\(word)  \(route)  \(Count.of(merged.steps, "commit")); "
        + "\(Count.of(kept, "change")) kept, \(brought) brought\n"
        + ReplayMergeWords.lines(merged.overrides)
    case .sliced(let sliced):
      return SliceWords.lines(
        sliced, route, isStopped ? "not taken  " : dryRun ? "would take " : "taken      ")
    case .nothing(.contained): return "up to date   \(route)  what would come is there already\n"
    case .nothing(.equal): return "up to date   \(route)  the same document is there\n"
    case .nothing(.alreadyReplayed):
      return "up to date   \(route)  every commit was replayed before\n"
    case .nothing(.broughtBack):
      return "up to date   \(route)  brought back there since the source removed it; '--overwrite' "
        + "removes it again\n"
    case .nothing(.rolledBack):
      return "up to date   \(route)  rolled back there, and nothing newer comes; '--overwrite' "
        + "writes it again\n"
    case .held(let held):
      let commit = held.commit
      let reason = PrintableText.escaped(commit.message.subject)
      return "held         \(route)  by \(commit.commit.id.abbreviated) '\(reason)'"
        + "; 'strata release' lets it move\n"
    case .removed(let removal):
      let word = isStopped ? "not removed" : dryRun ? "would remove" : "removed    "
      return "\(word)  \(route)  as in the source by \(StandingWords.line(removal))\n"
    case .kept(let removal, let isChosen):
      return "kept         \(route)  removed in the source by \(StandingWords.line(removal))"
        + (isChosen ? "\n" : "; --prune removes it\n")
    case .refused(let refusal):
      return "refused      \(route)\n" + explanation(refusal, place: place)
    case .invalid: return "refused      \(route)  \(FindingLines.count(outcome.findings))\n"
    }
  }

  private func explanation(_ refusal: Refusal, place: String) -> String {
    var lines: [String]
    switch refusal.reason {
    case .duplicate:
      lines = ["duplicate name and version: \(place) is another document that never came from here"]
    case .changedInTarget:
      lines = ["changed since the last replay: \(place) has commits of its own"] + since(refusal)
    case .changedAndRemoved:
      let removal = refusal.removal.map { " by " + StandingWords.line($0) } ?? ""
      lines = ["removed in the source\(removal), and changed since the last replay: \(place)"]
      lines += since(refusal)
    }
    if let conflicts = refusal.conflicts {
      lines += ReplayMergeWords.lines(conflicts)
    } else {
      let difference = DifferenceReport(refusal.difference)
      lines.append(
        refusal.removal == nil
          ? "what differs (there → what would be written):" : "what was changed there:")
      lines += difference.compact.split(separator: "\n").prefix(20).map { "  " + $0 }
    }
    lines.append("remedies: " + remedies(refusal))
    return lines.map { "             \($0)\n" }.joined()
  }

  private func since(_ refusal: Refusal) -> [String] {
    refusal.since.prefix(5).map {
      "  \($0.commit.id.abbreviated) \(PrintableText.escaped($0.message.subject))"
    }
  }

  private func remedies(_ refusal: Refusal) -> String {
    switch refusal.reason {
    case .duplicate:
      "import it as --name NEW or --version NEW, replace what is there with --overwrite, or leave it"
    case .changedAndRemoved:
      "keep it with --ours, remove it with --theirs or --overwrite, or leave it out without --prune"
    case .changedInTarget:
      "keep the target's with --ours, take the source's with --theirs, answer each with --conflicts "
        + "FILE and --resolve FILE, or replace all of it with --overwrite"
    }
  }

  private func footer(_ result: ReplayResult, isStopped: Bool) -> String {
    var text = ""
    if isStopped, result.outcomes.count > 1 {
      text +=
        "nothing was written to \(result.target): all of it or none; "
        + "'--on-error ignore' lands the others\n"
    }
    let masked = result.outcomes.reduce(0) { $0 + $1.maskedPlaces }
    if masked > 0, !isStopped {
      text +=
        "\(Count.of(masked, "masked value")) to fill in \(result.target) "
        + "(strata masked \(result.target))\n"
    }
    return text
  }

  public var json: JSONValue {
    Build.object([
      "dryRun": .bool(dryRun), "source": Build.string(source),
      "targets": .array(targets.map(value)),
    ])
  }

  private func value(_ target: Target) -> JSONValue {
    switch target.result {
    case .failure(let error):
      return Build.object([
        "error": ErrorJSON.value(error), "target": Build.string(target.name),
      ])
    case .success(let result):
      return Build.object([
        "after": Build.string(result.after),
        "appliedBefore": result.appliedBefore.map {
          Build.object([
            "by": PersonJSON.value($0.commit.committer), "commit": Build.string($0.commit.id),
            "operation": Build.optional($0.message.lineage.operation),
          ])
        }, "before": Build.string(result.before),
        "facts": result.facts.map { FactsAge.value($0, at: now) },
        "items": .array(
          result.outcomes.map { item($0, isStopped: result.isRefused && !skipsRefused) }),
        "operation": Build.string(result.operation),
        "remembered": .array(result.remembered.map(RegistryWords.value)),
        "target": Build.string(target.name),
      ])
    }
  }

  private func item(_ outcome: ReplayOutcome, isStopped: Bool) -> JSONValue {
    var object = verdict(outcome.verdict, isStopped: isStopped).object ?? JSONObject()
    object["findings"] = .array(outcome.findings.map(FindingLines.value))
    object["maskedPlaces"] = Build.number(outcome.maskedPlaces)
    object["openRegistries"] = .array(outcome.openRegistries.map(RegistryWords.value))
    object["registries"] = .array(outcome.registryMoves.map(RegistryWords.value))
    object["source"] = outcome.source.map(KeyJSON.value)
    object["target"] = KeyJSON.value(outcome.target)
    return .object(object)
  }

  private func verdict(_ verdict: ReplayOutcome.Verdict, isStopped: Bool) -> JSONValue {
    switch verdict {
    case .written(let steps):
      return Build.object([
        "commits": Build.number(steps),
        "result": Build.string(isStopped ? "not-written" : "written"),
      ])
    case .merged(let merged):
      return Build.object([
        "brought": DifferenceReport(merged.theirs).json, "commits": Build.number(merged.steps),
        "kept": DifferenceReport(merged.ours).json,
        "overrides": .array(merged.overrides.map(ReplayMergeWords.value)),
        "result": Build.string(isStopped ? "not-merged" : "merged"),
      ])
    case .sliced(let sliced):
      return SliceWords.value(sliced, isStopped ? "not-sliced" : "sliced")
    case .nothing(let why):
      return Build.object(["reason": Build.string(why.rawValue), "result": "unchanged"])
    case .held(let held):
      return Build.object([
        "by": Build.string(held.commit.commit.id),
        "reason": Build.string(held.commit.message.text), "result": "held",
        "skipped": .bool(held.isSkipped),
      ])
    case .invalid(let severity):
      return Build.object([
        "failOn": Build.string(severity.rawValue), "reason": "findings", "result": "refused",
      ])
    case .removed(let removal):
      return Build.object([
        "commits": Build.number(1), "removedBy": CommitJSON.value(removal),
        "result": Build.string(isStopped ? "not-removed" : "removed"),
      ])
    case .kept(let removal, let isChosen):
      return Build.object([
        "chosen": .bool(isChosen), "reason": "removed-in-source",
        "removedBy": CommitJSON.value(removal), "result": "kept",
      ])
    case .refused(let refusal):
      return Build.object([
        "conflicts": refusal.conflicts.map { MergeConflictsReport($0.places).json },
        "difference": DifferenceReport(refusal.difference).json,
        "reason": Build.string(refusal.reason.rawValue),
        "removedBy": refusal.removal.map(CommitJSON.value), "remedies": remediesJSON(refusal),
        "result": "refused", "since": .array(refusal.since.map { Build.string($0.commit.id) }),
      ])
    }
  }

  /// The conflicts of all targets, to be filled with answers; nil where there are none.
  public var conflictSheet: JSONValue? { ReplayMergeWords.sheet(targets) }

  private func remediesJSON(_ refusal: Refusal) -> JSONValue {
    switch refusal.reason {
    case .duplicate: ["rename", "new-version", "overwrite", "skip"]
    case .changedInTarget: ["ours", "theirs", "resolve", "overwrite", "skip"]
    case .changedAndRemoved: ["ours", "theirs", "overwrite", "skip"]
    }
  }
}
