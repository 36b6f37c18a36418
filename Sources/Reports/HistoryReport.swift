public import CanonicalJSON
internal import Git
public import ProfileRepository
internal import Profiles

/// Commits, newest first.
public struct HistoryReport: Report {
  public typealias Item = (environment: EnvironmentName?, entry: HistoryEntry)

  private let items: [Item]

  /// - Parameter items: the commits, each with its environment where several are shown together.
  public init(_ items: [Item]) { self.items = items }

  public var text: String {
    items.isEmpty ? "no commits\n" : items.map(block).joined(separator: "\n")
  }

  private func block(_ item: Item) -> String {
    let (entry, commit) = (item.entry, item.entry.commit)
    let branch = item.environment.map { "  \($0)" } ?? ""
    let safe = PrintableText.escaped
    var lines = [
      "commit \(commit.id.abbreviated)\(branch)  \(DateText.local(commit.author))  "
        + safe("\(commit.author.name) <\(commit.author.email)>")
    ]
    lines += entry.message.text.split(separator: "\n", omittingEmptySubsequences: false).map {
      "    " + safe(String($0))
    }
    let lineage = entry.message.lineage
    if let key = lineage.profile { lines.append("    profile  \(safe(key.description))") }
    if let from = lineage.replayedFrom {
      lines.append("    replayed from  \(from.commit.abbreviated) \(safe(from.key.description))")
    }
    if let from = lineage.slicedFrom {
      lines.append("    a slice of  \(from.commit.abbreviated) \(safe(from.key.description))")
    }
    if let from = lineage.restoredFrom {
      lines.append("    brought back from  \(from.abbreviated)")
    }
    if let hold = lineage.hold {
      lines.append("    \(hold.isHeld ? "held    " : "released")  \(safe(hold.key.description))")
    }
    if let source = lineage.source { lines.append("    source   \(safe(source))") }
    if let plan = lineage.planDigest { lines.append("    plan     \(safe(plan))") }
    return lines.joined(separator: "\n") + "\n"
  }

  public var json: JSONValue { .array(items.map(value)) }

  private func value(_ item: Item) -> JSONValue {
    let entry = item.entry
    let (commit, lineage) = (entry.commit, entry.message.lineage)
    return Build.object([
      "author": PersonJSON.value(commit.author), "commit": Build.string(commit.id),
      "committer": PersonJSON.value(commit.committer), "digest": Build.optional(lineage.digest),
      "environment": Build.optional(item.environment), "message": Build.string(entry.message.text),
      "hold": lineage.hold.map {
        Build.object(["held": .bool($0.isHeld), "profile": KeyJSON.value($0.key)])
      }, "operation": Build.optional(lineage.operation),
      "profile": lineage.profile.map(KeyJSON.value),
      "removed": entry.isRemoval ? .bool(true) : nil,
      "replayedFrom": lineage.replayedFrom.map(Self.value),
      "planDigest": Build.optional(lineage.planDigest),
      "restoredFrom": Build.optional(lineage.restoredFrom),
      "slicedFrom": lineage.slicedFrom.map(Self.value),
      "source": Build.optional(lineage.source),
    ])
  }

  private static func value(_ origin: Lineage.Replayed) -> JSONValue {
    Build.object(["commit": Build.string(origin.commit), "profile": KeyJSON.value(origin.key)])
  }
}

/// Who did something, and when, in machine form.
enum PersonJSON {
  static func value(_ signature: Signature) -> JSONValue {
    Build.object([
      "date": Build.string(DateText.iso(signature)), "email": Build.string(signature.email),
      "name": Build.string(signature.name),
    ])
  }
}
