public import CanonicalJSON
internal import Git
internal import PackValues
public import ProfileRepository
internal import Profiles

/// The commits that changed some values, newest first, each with the changes in short.
public struct ValueLogReport: Report {
  private static let maximum = 12
  private let entries: [ValueLogEntry]
  private let isASCII: Bool

  public init(_ entries: [ValueLogEntry], isASCII: Bool = false) {
    (self.entries, self.isASCII) = (entries, isASCII)
  }

  public var text: String {
    entries.isEmpty ? "no commits\n" : entries.map(block).joined(separator: "\n")
  }

  private func block(_ item: ValueLogEntry) -> String {
    var text = OriginText.line(item.entry) + "\n"
    if let from = item.entry.message.lineage.replayedFrom {
      text +=
        "  replayed from \(from.commit.abbreviated) "
        + PrintableText.escaped(from.key.description) + "\n"
    }
    for step in item.steps.prefix(Self.maximum) { text += line(step) }
    let rest = item.steps.count - Self.maximum
    return rest > 0 ? text + "  (\(Count.of(rest, "more change")))\n" : text
  }

  private func line(_ step: ValueStep) -> String {
    let signs = DifferenceSigns(DifferenceReport.Options(isASCII: isASCII))
    let marker: DifferenceSigns.Marker =
      switch step.kind {
      case .added: .added
      case .removed: .removed
      case .changed: .changed
      case .moved: .moved
      }
    let isSecret = step.place.holdsSecret
    let ends = [step.from, step.to].compactMap { $0 }.map {
      ShownText.text(isSecret ? .hidden : $0, isASCII: isASCII)
    }
    let path = step.place.path.steps.isEmpty ? "" : "  " + ShownText.path(step.place)
    let values = ends.isEmpty ? "" : "  " + ends.joined(separator: " \(signs.arrow) ")
    return "  \(signs.plain(marker)) \(ShownText.heading(step.place))\(path)\(values)\n"
  }

  /// `value-log/1`: what must not be shown has no `value`.
  public var json: JSONValue {
    Build.object(["format": "value-log/1", "commits": .array(entries.map(value))])
  }

  private func value(_ item: ValueLogEntry) -> JSONValue {
    let from = item.entry.message.lineage.replayedFrom.map {
      Build.object(["commit": Build.string($0.commit), "profile": KeyJSON.value($0.key)])
    }
    return ValueJSON.object(
      OriginJSON.members(item.entry) + [
        ("replayedFrom", from), ("changes", .array(item.steps.map(change))),
      ])
  }

  private func change(_ step: ValueStep) -> JSONValue {
    let side = { (leaf: TracedContent?) in
      leaf.map { leaf in
        ValueJSON.object(ValueJSON.members(step.place.holdsSecret ? TracedContent.hidden : leaf))
      }
    }
    return ValueJSON.object(
      ValueJSON.members(step.place) + [
        ("change", Build.string(step.kind.rawValue)), ("from", side(step.from)),
        ("to", side(step.to)),
      ])
  }
}
