public import CanonicalJSON
internal import Git
internal import ProfileRepository
internal import Profiles
public import Replay

/// Why one profile differs between two environments, and what a promotion would do.
public struct ExplanationReport: Report {
  private let explanation: Explanation
  private let isColored: Bool
  private let isASCII: Bool

  /// At most so many commits of one side are written out in text.
  private static let limit = 20

  public init(_ explanation: Explanation, isColored: Bool = false, isASCII: Bool = false) {
    (self.explanation, self.isColored, self.isASCII) = (explanation, isColored, isASCII)
  }

  private var standing: Standing { explanation.standing }
  private var words: StandingWords {
    StandingWords(standing, explanation.source, explanation.target)
  }
  private var source: String { explanation.source.text }
  private var target: String { explanation.target.text }

  public var text: String {
    let arrow = isASCII ? "->" : "→"
    var text = "\(words.place)  \(source) \(arrow) \(target)\n"
    text += field("state", standing.state.word(width: 0, isColored: isColored))
    text += field("reason", words.reason)
    if let common = explanation.common { text += field("last shared", shared(common)) }
    text += commits(standing.pending.reversed(), "\(source), not in \(target)")
    text += commits(standing.since, "\(target), not in \(source)")
    if let summary = differenceSummary { text += field("differs", summary) }
    text += field("promote", promotion.words)
    for command in commands { text += field("next", command) }
    return text
  }

  private func field(_ name: String, _ value: String) -> String {
    name + String(repeating: " ", count: max(1, 13 - name.utf8.count)) + value + "\n"
  }

  private func shared(_ common: Explanation.Common) -> String {
    let (from, to) = (common.source.commit, common.target.commit)
    let date = DateText.local(to.committer)
    return "\(from.id.abbreviated) in \(source) is \(to.id.abbreviated) in \(target), \(date)"
  }

  private func commits(_ entries: [HistoryEntry], _ title: String) -> String {
    if entries.isEmpty { return "" }
    var text = field("commits", "\(Count.of(entries.count, "commit")) in \(title):")
    for entry in entries.prefix(Self.limit) {
      let author = entry.commit.author
      text +=
        "  \(entry.commit.id.abbreviated)  \(DateText.local(author))  "
        + PrintableText.escaped("\(author.name)  \(entry.message.subject)") + "\n"
    }
    if entries.count > Self.limit { text += "  and \(entries.count - Self.limit) more\n" }
    return text
  }

  /// Counts only; what differs in full is the business of `diff`.
  private var differenceSummary: String? {
    guard let difference = explanation.difference, !standing.isIdentical else { return nil }
    let layers = [
      (difference.count(of: .added), "added"), (difference.count(of: .removed), "removed"),
      (difference.count(of: .changed), "changed"), (difference.movedCount, "moved"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    var parts = layers.isEmpty ? [] : ["layers " + layers.joined(separator: ", ")]
    let others = [
      (difference.variables.count { $0.hasChanges }, "variable"),
      (difference.fields.count, "other member"), (difference.unknownCount, "masked place"),
    ]
    parts += others.filter { $0.0 > 0 }.map { Count.of($0.0, $0.1) }
    if difference.unknownCount > 0 { parts[parts.count - 1] += " that cannot be told apart" }
    return parts.isEmpty ? "nothing that can be seen" : parts.joined(separator: "; ")
  }

  /// What a promotion would do, in a word for programs and in words for people, and its exit code.
  private var promotion: (result: String, words: String, code: Int) {
    switch explanation.promotion {
    case nil: return ("nothing", "there is nothing in \(source) to promote", 6)
    case .failure(let error):
      return ("refused", "refused: \(PrintableText.escaped(error.detail))", 1)
    case .success(let outcome): return outcomeWords(outcome)
    }
  }

  private func outcomeWords(_ outcome: ReplayOutcome) -> (String, String, Int) {
    switch outcome.verdict {
    case .written(let steps):
      return ("written", "would write \(Count.of(steps, "commit")) to \(target)", 0)
    case .merged(let merged):
      let commits = Count.of(merged.steps, "commit")
      return ("merged", "would merge \(commits) with what \(target) changed", 0)
    case .sliced: return ("sliced", "would take a slice", 0)
    case .nothing(.contained):
      return ("unchanged", "nothing to do: what would come is there already", 0)
    case .nothing(.equal): return ("unchanged", "nothing to do: the same document is there", 0)
    case .nothing(.alreadyReplayed):
      return ("unchanged", "nothing to do: every commit was replayed before", 0)
    case .nothing(.rolledBack):
      return ("unchanged", "nothing to do: \(target) was rolled back, and nothing newer came", 0)
    case .nothing(.broughtBack):
      return ("unchanged", "nothing to do: \(target) brought it back after it was removed", 0)
    case .removed(let removal):
      return ("removed", "with --prune would remove it, as \(StandingWords.line(removal))", 0)
    case .kept:
      return ("kept", "removed in \(source); it stays in \(target) without --prune", 0)
    case .held(let held):
      let commit = StandingWords.line(held.commit)
      return ("held", "refused with exit code 5: \(target) holds it since \(commit)", 5)
    case .invalid:
      let count = FindingLines.count(outcome.findings)
      return ("findings", "refused with exit code 3: \(count); see 'strata validate'", 3)
    case .refused(let refusal):
      let places = Count.of(refusal.conflicts?.places.count ?? 0, "place")
      let why =
        switch refusal.reason {
        case .duplicate: "another document has this name and version"
        case .changedInTarget:
          "\(target) was changed since the last replay; \(places) in conflict"
        case .changedAndRemoved: "removed in \(source), and changed in \(target) since"
        }
      let code = refusal.isConflict ? 5 : 3
      return (refusal.reason.rawValue, "refused with exit code \(code): \(why)", code)
    }
  }

  /// The commands that a person chooses from.
  private var commands: [String] {
    let key = standing.key.description
    let (there, here) = ("\(target):\(key)", "\(source):\(key)")
    let promote = ["promote", key, "--from", source, "--to", target]
    let choices: [[String]]
    switch standing.state {
    case .hotFixed where promotion.result == "merged": choices = [["diff", there, here], promote]
    case .hotFixed, .unrelated:
      choices = [
        ["diff", there, here], ["import", there, "--to", source], promote + ["--overwrite"],
      ]
    case .ahead: choices = [["diff", there, here], ["log", there]]
    default: return words.next.map { [$0] } ?? []
    }
    return choices.map(StandingWords.command)
  }

  public var json: JSONValue {
    let promotion = promotion
    return Build.object([
      "commits": Build.object([
        "source": .array(standing.pending.reversed().map(CommitJSON.value)),
        "target": .array(standing.since.map(CommitJSON.value)),
      ]),
      "difference": explanation.difference.map(Self.value), "format": "why/1",
      "from": Build.string(source),
      "lastShared": explanation.common.map {
        Build.object([
          "source": CommitJSON.value($0.source), "target": CommitJSON.value($0.target),
        ])
      },
      "next": .array(commands.map(Build.string)),
      "promotion": Build.object([
        "exitCode": Build.number(promotion.code), "result": Build.string(promotion.result),
        "words": Build.string(promotion.words),
      ]),
      "standing": StandingJSON.value(standing, from: explanation.source, to: explanation.target),
      "to": Build.string(target),
    ])
  }

  private static func value(_ difference: ProfileDifference) -> JSONValue {
    Build.object([
      "fields": Build.number(difference.fields.count),
      "layersAdded": Build.number(difference.count(of: .added)),
      "layersChanged": Build.number(difference.count(of: .changed)),
      "layersMoved": Build.number(difference.movedCount),
      "layersRemoved": Build.number(difference.count(of: .removed)),
      "unknown": Build.number(difference.unknownCount),
      "variables": Build.number(difference.variables.count { $0.hasChanges }),
    ])
  }
}
