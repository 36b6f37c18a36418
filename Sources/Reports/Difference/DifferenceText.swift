internal import CanonicalJSON
internal import PackValues
internal import Profiles

/// A difference as blocks of lines for a person.
struct DifferenceText {
  private let difference: ProfileDifference
  private let options: DifferenceReport.Options
  private let signs: DifferenceSigns

  init(_ difference: ProfileDifference, _ options: DifferenceReport.Options) {
    (self.difference, self.options) = (difference, options)
    signs = DifferenceSigns(options)
  }

  var text: String {
    guard !difference.isEmpty else { return Self.nothing(difference) }
    let blocks =
      [
        DifferenceHeading(difference, options).lines, profile,
        DifferenceTable(difference, signs).lines,
      ] + difference.layers.map(layer)
      + [variables, DifferenceSummary(difference, options).lines]
    return blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") + "\n" }
      .joined(separator: "\n")
  }

  static func nothing(_ difference: ProfileDifference) -> String {
    guard difference.ignoredCount > 0 else { return "no differences\n" }
    return "no differences (\(difference.ignoredCount) left out)\n"
  }

  /// The profile's own members.
  var profile: [String] {
    let fields = difference.fields.filter { !$0.isVersion }
    return fields.isEmpty ? [] : ["Profile"] + FieldLines(signs, indent: 2).lines(fields)
  }

  private func layer(_ change: LayerChange) -> [String] {
    LayerBlock(change, signs, explains: options.explains, isAlone: difference.layers.count == 1)
      .lines
  }

  var variables: [String] {
    guard !difference.variables.isEmpty else { return [] }
    return ["Variables"] + difference.variables.flatMap(variable)
  }

  private func variable(_ change: VariableChange) -> [String] {
    let move = change.move.map { "  now \(PrintableText.escaped($0.text))" } ?? ""
    let sensitive = change.isSensitive ? "  sensitive" : ""
    let name = PrintableText.escaped(change.name.string)
    var lines = ["  \(signs.sign(change.marker)) \(name)\(sensitive)\(move)"]
    if change.kind == .changed {
      let isHidden = change.hidden != nil
      let fields = change.fields.filter {
        !(isHidden && $0.path.steps == [.key("defaultValue")])
      }
      lines += FieldLines(signs, indent: 6).lines(fields)
    }
    if let hidden = change.hidden {
      lines += ValueRows(signs, indent: 6).lines([ValueRow(hidden)])
    }
    return lines
  }
}

/// Members that differ, a line each.
struct FieldLines {
  private let signs: DifferenceSigns
  private let indent: Int

  init(_ signs: DifferenceSigns, indent: Int) { (self.signs, self.indent) = (signs, indent) }

  func lines(_ fields: [FieldChange]) -> [String] {
    ValueRows(signs, indent: indent).lines(fields.map(ValueRow.init))
  }
}
