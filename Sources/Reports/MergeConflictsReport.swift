public import CanonicalJSON
internal import PackValues
public import Profiles

/// What conflicts in a merge: place, and what the three documents have there unless it is a secret.
public struct MergeConflictsReport: Report {
  private let conflicts: [MergeConflict]

  public init(_ conflicts: [MergeConflict]) { self.conflicts = conflicts }

  /// The places alone, one a line.
  public var places: String { conflicts.map { "  \(place($0))\n" }.joined() }

  public var text: String {
    conflicts.map { conflict in
      "! \(place(conflict))\n"
        + MergeConflict.Source.allCases.map { side($0, of: conflict) }.joined()
    }.joined(separator: "\n")
  }

  private func place(_ conflict: MergeConflict) -> String {
    PrintableText.escaped(conflict.place.description)
  }

  private func side(_ source: MergeConflict.Source, of conflict: MergeConflict) -> String {
    let name = source == .theirs ? "theirs" : "\(source)  "
    switch conflict.shown(source) {
    case nil: return "    \(name)  (nothing)\n"
    case .value(.string(let text)):
      let lines = text.string.split(separator: "\n", omittingEmptySubsequences: false)
      return lines.enumerated().map { index, line in
        "    \(index == 0 ? name : "      ")  \(PrintableText.escaped(String(line)))\n"
      }.joined()
    case let shown?: return "    \(name)  \(PrintableText.escaped(shown.text))\n"
    }
  }

  /// An array of places with `base`, `ours` and `theirs`; those of a secret are absent.
  public var json: JSONValue {
    .array(
      conflicts.map { conflict in
        Build.object([
          "place": Build.string(conflict.place),
          "path": path(conflict)?.json,
          "lines": lines(conflict), "isSecret": .bool(conflict.isSecret),
          "base": value(conflict.shown(.base)), "ours": value(conflict.shown(.ours)),
          "theirs": value(conflict.shown(.theirs)),
        ])
      })
  }

  private func path(_ conflict: MergeConflict) -> ValuesPath? {
    if case .text(_, _, let path) = conflict.place.part { path } else { nil }
  }

  private func lines(_ conflict: MergeConflict) -> JSONValue? {
    guard case .text(_, let lines, _) = conflict.place.part else { return nil }
    return .array([Build.number(lines.lowerBound), Build.number(lines.count)])
  }

  private func value(_ shown: ShownValue?) -> JSONValue? {
    if case .value(let value)? = shown { value } else { nil }
  }
}
