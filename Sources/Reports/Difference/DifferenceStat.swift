internal import CanonicalJSON
internal import PackValues
internal import Profiles

/// A difference without its values: a line a layer with counts, or the names alone.
struct DifferenceStat {
  private let difference: ProfileDifference
  private let options: DifferenceReport.Options
  private let signs: DifferenceSigns

  init(_ difference: ProfileDifference, _ options: DifferenceReport.Options) {
    (self.difference, self.options) = (difference, options)
    signs = DifferenceSigns(options)
  }

  /// The table's lines and the summary.
  var text: String {
    guard !difference.isEmpty else { return DifferenceText.nothing(difference) }
    let lines =
      DifferenceTable(difference, signs).rows + DifferenceSummary(difference, options).lines
    return lines.map { $0 + "\n" }.joined()
  }

  /// Profile, marker, layer, version before and after, counts.
  var compact: String {
    difference.layers.map { change in
      let words = LayerWords(change, signs)
      let cells = [
        difference.to.name.string, nil, change.identity.description,
        change.fromVersion?.string ?? "", change.toVersion?.string ?? "",
        words.notes.joined(separator: signs.dot),
      ]
      return cells.map { $0.map(PrintableText.escaped) ?? signs.plain(change.marker) }
        .joined(separator: "\t") + "\n"
    }.joined()
  }

  /// A layer a line; what differs outside of layers is not named.
  var names: String {
    difference.layers.filter(\.hasChanges)
      .map { PrintableText.escaped($0.identity.description) + "\n" }.joined()
  }
}
