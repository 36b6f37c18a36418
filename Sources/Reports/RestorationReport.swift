public import CanonicalJSON
internal import Git
internal import ProfileRepository
internal import Profiles
public import Replay

/// What a rollback or an undo brought back.
public struct RestorationReport: Report {
  private let results: [RestorationResult]
  private let subject: String
  private let next: String?
  private let dryRun: Bool

  /// - Parameters:
  ///   - subject: what was rolled back to or undone, in words: `prod@91c0d44`, `promotion 0123456789abcdef`.
  ///   - next: what the reader should know, where something came back that nobody holds.
  public init(
    _ results: [RestorationResult], subject: String, next: String? = nil, dryRun: Bool
  ) {
    self.results = results
    self.subject = subject
    self.next = next
    self.dryRun = dryRun
  }

  private var items: [RestoredItem] { results.flatMap(\.items) }
  private var isNothing: Bool { results.allSatisfy { $0.items.isEmpty && $0.files.isEmpty } }

  public var text: String {
    if isNothing { return "nothing to do: everything is as before \(subject)\n" }
    var text = results.map(block).joined()
    if let next, !dryRun, items.contains(where: { $0.kind != .hold && $0.holds != true }) {
      text += next + "\n"
    }
    return text
  }

  private func block(_ result: RestorationResult) -> String {
    let lines = result.items.map { line($0, result) }
    let files = result.files.map { file in
      (dryRun ? "would restore" : "restored     ")
        + "  \(result.environment):\(PrintableText.escaped(file))\n"
    }
    return lines.joined() + files.joined()
  }

  private func line(_ item: RestoredItem, _ result: RestorationResult) -> String {
    let place = "\(result.environment):\(PrintableText.escaped(item.key.description))"
    let id = dryRun ? "" : "  \(item.commit.abbreviated)"
    let mark = item.holds.map { $0 ? "  held" : "  released" } ?? ""
    return "\(word(item))  \(place)\(id)\(mark)\n"
  }

  private func word(_ item: RestoredItem) -> String {
    let words =
      switch item.kind {
      case .restored: ("would restore", "restored")
      case .broughtBack: ("would bring back", "brought back")
      case .removed: ("would remove", "removed")
      case .hold: item.holds == true ? ("would hold", "held") : ("would release", "released")
      }
    return (dryRun ? words.0 : words.1).padding(to: dryRun ? 16 : 13)
  }

  public var json: JSONValue {
    Build.object([
      "dryRun": .bool(dryRun), "environments": .array(results.map(value)),
      "subject": Build.string(subject),
    ])
  }

  private func value(_ result: RestorationResult) -> JSONValue {
    Build.object([
      "after": Build.string(result.after), "before": Build.string(result.before),
      "environment": Build.string(result.environment),
      "files": .array(result.files.map(Build.string)),
      "items": .array(
        result.items.map { item in
          Build.object([
            "commit": dryRun ? nil : Build.string(item.commit),
            "held": item.holds.map(JSONValue.bool), "profile": KeyJSON.value(item.key),
            "result": Build.string(item.kind.rawValue),
          ])
        }), "operation": Build.string(result.operation),
    ])
  }
}

/// The profile versions that were held or released.
public struct HoldReport: Report {
  private let result: Holding.Result
  private let dryRun: Bool

  public init(_ result: Holding.Result, dryRun: Bool) {
    self.result = result
    self.dryRun = dryRun
  }

  public var text: String {
    result.items.map { item in
      let place = "\(result.environment):\(PrintableText.escaped(item.key.description))"
      guard let commit = item.commit else {
        return "unchanged  \(place)  \(result.isHeld ? "held already" : "not held")\n"
      }
      let words = result.isHeld ? ("would hold", "held") : ("would release", "released")
      return dryRun ? "\(words.0)  \(place)\n" : "\(words.1)  \(place)  \(commit.abbreviated)\n"
    }.joined()
  }

  public var json: JSONValue {
    Build.object([
      "dryRun": .bool(dryRun), "environment": Build.string(result.environment),
      "items": .array(
        result.items.map { item in
          Build.object([
            "commit": dryRun ? nil : Build.optional(item.commit),
            "held": .bool(result.isHeld), "profile": KeyJSON.value(item.key),
            "result": item.commit == nil ? "unchanged" : result.isHeld ? "held" : "released",
          ])
        }), "operation": Build.string(result.operation),
    ])
  }
}
