public import CanonicalJSON
internal import Git
public import ProfileRepository
internal import Profiles

/// Who set the values of a document, each with its commit, and the commits with where they were replayed from.
public struct BlameReport: Report {
  private let blame: ValueBlame
  private let label: String

  /// - Parameter label: the revision that was asked for, such as `prod@91c0d44`.
  public init(_ blame: ValueBlame, label: String) { (self.blame, self.label) = (blame, label) }

  public var text: String {
    let heading = PrintableText.escaped("\(blame.key)  \(label)") + "\n"
    return heading + values + "\nCommits\n" + blame.origins.map(OriginText.lines).joined()
  }

  /// One line a value under its owner's heading: commit, author's date, author, path, value.
  private var values: String {
    var text = ""
    var rows: [[String]] = []
    var heading = ""
    for item in blame.items {
      let own = ShownText.heading(item.value.place)
      if own != heading {
        text += Table.text(rows)
        (rows, heading) = ([], own)
        text += "\n\(own)\n"
      }
      rows.append(row(item))
    }
    return text + Table.text(rows)
  }

  private func row(_ item: ValueBlame.Item) -> [String] {
    let commit = blame.origins[item.origin].entry.commit
    let place = item.value.place
    let shown = place.holdsSecret ? TracedContent.hidden : item.value.shown
    return [
      commit.id.abbreviated, String(DateText.local(commit.author).prefix(10)),
      PrintableText.escaped(commit.author.name), ShownText.path(place),
      ShownText.text(shown) + (item.replacedMask ? "  put in place of a mask" : ""),
    ]
  }

  /// `blame/1`: each value names its commit, and each commit stands once.
  public var json: JSONValue {
    Build.object([
      "format": "blame/1", "profile": KeyJSON.value(blame.key), "revision": Build.string(label),
      "values": .array(blame.items.map(value)),
      "commits": .array(blame.origins.map(OriginJSON.value)),
    ])
  }

  private func value(_ item: ValueBlame.Item) -> JSONValue {
    let place = item.value.place
    let shown = place.holdsSecret ? TracedContent.hidden : item.value.shown
    return ValueJSON.object(
      ValueJSON.members(place) + ValueJSON.members(shown) + [
        ("commit", Build.string(blame.origins[item.origin].entry.commit.id)),
        ("replacedMask", item.replacedMask ? .bool(true) : nil),
      ])
  }
}

/// A commit and where it came from, for a person.
enum OriginText {
  static func lines(_ origin: ValueOrigin) -> String {
    let safe = PrintableText.escaped
    var text = "  " + line(origin.entry) + "\n"
    for replayed in origin.replayed {
      let environment = replayed.environment.map { "\($0)@" } ?? ""
      let place = safe("\(environment)\(replayed.id.abbreviated) \(replayed.key)")
      let entry = replayed.entry.map { "  " + details($0) } ?? "  (not in this repository)"
      text += "    from \(place)\(entry)\n"
    }
    return text
  }

  static func line(_ entry: HistoryEntry) -> String {
    "\(entry.commit.id.abbreviated)  \(details(entry))"
  }

  private static func details(_ entry: HistoryEntry) -> String {
    let author = entry.commit.author
    return DateText.local(author)
      + PrintableText.escaped("  \(author.name) <\(author.email)>  \(entry.message.subject)")
  }
}

/// A commit and where it came from, in machine form.
enum OriginJSON {
  static func value(_ origin: ValueOrigin) -> JSONValue {
    let replayed = origin.replayed.map { step in
      ValueJSON.object(
        (step.entry.map(members) ?? []) + [
          ("commit", Build.string(step.id)), ("profile", KeyJSON.value(step.key)),
          ("environment", Build.optional(step.environment)),
        ])
    }
    return ValueJSON.object(
      members(origin.entry) + [("replayedFrom", replayed.isEmpty ? nil : .array(replayed))])
  }

  static func members(_ entry: HistoryEntry) -> [(JSONString, JSONValue?)] {
    let author = entry.commit.author
    return [
      ("commit", Build.string(entry.commit.id)),
      (
        "author",
        Build.object([
          "date": Build.string(DateText.iso(author)), "email": Build.string(author.email),
          "name": Build.string(author.name),
        ])
      ),
      ("subject", Build.string(entry.message.subject)),
      ("operation", Build.optional(entry.message.lineage.operation)),
    ]
  }
}
