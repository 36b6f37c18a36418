internal import Git
internal import ProfileRepository
internal import Profiles
internal import Replay

/// What is said of one profile version that stands between two environments; all of it made printable.
struct StandingWords {
  let standing: Standing
  let source: String
  let target: String

  init(_ standing: Standing, _ source: EnvironmentName, _ target: EnvironmentName) {
    (self.standing, self.source, self.target) = (standing, source.text, target.text)
  }

  var place: String { PrintableText.escaped(standing.key.description) }

  /// Why the two sides differ, in one clause.
  var reason: String {
    switch standing.state {
    case .equal:
      standing.isIdentical
        ? "the same document" : "the same content; registry ids or white space at ends differ"
    case .behind: pending + (standing.since.isEmpty ? "" : "; \(target) has \(own)")
    case .ahead: "\(target) has \(own) that did not come through \(source): \(newest)"
    case .hotFixed:
      "\(target) has \(own): \(newest)" + (standing.pending.isEmpty ? "" : "; \(pending)")
    case .overridden: "differs in what \(target) overrides on purpose, and in nothing else"
    case .merged: "everything is replayed, and merged with what \(target) changed"
    case .adapted: "everything is replayed; it was changed on its way, such as its registries"
    case .rolledBack: "\(target) was rolled back, and \(source) has nothing newer: \(newest)"
    case .held:
      "\(target) holds it since \(standing.hold.map(Self.line) ?? ""); \(pending)"
    case .unrelated: "another document of this name and version; neither came from the other"
    case .missing: standing.removal.map { "removed from \(target) by \(Self.line($0))" } ?? pending
    case .targetOnly:
      standing.removal.map { "removed from \(source) by \(Self.line($0))" }
        ?? "never was in \(source)"
    }
  }

  private var pending: String {
    let count = standing.pending.count
    return "\(Count.of(count, "commit")) of \(source) \(count == 1 ? "is" : "are") not replayed"
  }

  private var own: String {
    let slices = standing.since.count { $0.message.lineage.slicedFrom != nil }
    let others = standing.since.count - slices
    var words = others > 0 || slices == 0 ? [Count.of(others, "commit") + " of its own"] : []
    if slices > 0 { words.append(Count.of(slices, "slice") + " of \(source)") }
    return words.joined(separator: " and ")
  }

  private var newest: String {
    (standing.since.first ?? standing.removal).map(Self.line) ?? ""
  }

  /// `91c0d44 Ada: Fix the replicas`.
  static func line(_ entry: HistoryEntry) -> String {
    PrintableText.escaped(
      "\(entry.commit.id.abbreviated) \(entry.commit.author.name): \(entry.message.subject)")
  }

  /// The command that comes next; nil where nothing is to be done.
  var next: String? {
    let key = standing.key.description
    let words: [String]
    switch standing.state {
    case .equal, .adapted, .merged, .overridden, .rolledBack: return nil
    case .held: words = ["release", "\(target):\(key)"]
    case .behind, .missing: words = ["promote", key, "--from", source, "--to", target]
    case .ahead, .hotFixed: words = ["why", source, target, key]
    case .unrelated: words = ["diff", "\(target):\(key)", "\(source):\(key)"]
    case .targetOnly where standing.isPrunable:
      words = ["promote", key, "--from", source, "--to", target, "--prune"]
    case .targetOnly:
      words =
        standing.removal == nil
        ? ["import", "\(target):\(key)", "--to", source] : ["rm", "\(target):\(key)"]
    }
    return Self.command(words)
  }

  static func command(_ words: [String]) -> String {
    PrintableText.escaped((["strata"] + words.map(ShellWord.quoted)).joined(separator: " "))
  }
}

extension Standing.State {
  /// The SGR color of the state's word: what waits is yellow, what was changed past the chain red.
  var color: Int {
    switch self {
    case .equal: 32
    case .behind, .missing: 33
    case .ahead, .adapted, .merged, .overridden, .rolledBack, .held: 36
    case .hotFixed, .unrelated: 31
    case .targetOnly: 35
    }
  }

  /// The word, at least so wide, colored if asked for.
  func word(width: Int, isColored: Bool) -> String {
    let padded = rawValue + String(repeating: " ", count: max(0, width - rawValue.utf8.count))
    return isColored ? "\u{1B}[\(color)m\(padded)\u{1B}[0m" : padded
  }
}
