internal import CanonicalJSON
internal import PackValues
internal import Profiles

/// A difference as one HTML page that stands alone: no script, no address of anything else.
struct DifferencePage {
  private let difference: ProfileDifference
  private let options: DifferenceReport.Options
  private let signs: DifferenceSigns
  private let rows: HTMLRows
  /// The layers that are the same, to be named too.
  private let unchanged: [Layer]

  init(
    _ difference: ProfileDifference, _ options: DifferenceReport.Options,
    isSideBySide: Bool = false, unchanged: [Layer] = []
  ) {
    var options = options
    options.isColored = false
    (self.difference, self.options, self.unchanged) = (difference, options, unchanged)
    signs = DifferenceSigns(options)
    rows = HTMLRows(signs, isSideBySide: isSideBySide)
  }

  var text: String {
    HTML.page(title: "\(difference.to.name) \(difference.to.version)", body)
  }

  /// What stands on the page, for a page of several differences too.
  var body: String {
    if difference.isEmpty {
      return heading + HTML.element("p", "", HTML.escaped(DifferenceText.nothing(difference)))
    }
    let parts =
      [heading, toFill, table, profile] + difference.layers.enumerated().map(layer) + [
        variables, summary,
      ]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private var heading: String {
    let (from, to) = (difference.from, difference.to)
    var version = from.version.description
    if from.version != to.version { version += " \(signs.arrow) \(to.version)" }
    if let step = difference.versionStep {
      version += " (\(step.size.rawValue)\(step.isUpgrade ? "" : " downgrade"))"
    }
    let facts = [
      options.fromLabel.map { "current \($0) \(signs.arrow) proposed \(options.toLabel ?? "-")" },
      to.type.isEmpty ? nil : "type \(to.type)",
      to.cloudType.isEmpty ? nil : "cloud \(to.cloudType)",
    ].compactMap { $0 }
    let risks = DifferenceRisk(difference, signs).items
    return HTML.element("h1", "", HTML.escaped("\(to.name) \(version)"))
      + HTML.element("p", "class=\"soft\"", HTML.escaped(facts.joined(separator: signs.dot)))
      + (risks.isEmpty
        ? ""
        : HTML.element(
          "p", "class=\"risk\"", "<b>Risk</b> " + HTML.escaped(risks.joined(separator: signs.dot))))
  }

  private var toFill: String {
    let count = difference.toFillCount
    return count == 0
      ? "" : HTML.element("p", "class=\"unknown\"", "\(Count.of(count, "masked value")) to fill")
  }

  private var table: String {
    guard difference.layers.count > 1 || !unchanged.isEmpty else { return "" }
    let rows = difference.layers.enumerated().map { index, change in
      let words = LayerWords(change, signs)
      let name = "<a href=\"#layer-\(index)\">\(HTML.escaped(words.name))</a>"
      return "<tr>" + self.rows.mark(change.marker) + cell(words.kind)
        + HTML.element("td", "", name)
        + cell(words.version) + cell(words.notes.joined(separator: signs.dot)) + "</tr>"
    }
    let same = unchanged.map { layer in
      "<tr>" + HTML.element("td", "class=\"mark\"", "=") + cell(layer.identity.kind.string)
        + cell(layer.identity.name) + cell(layer.version.string) + cell("") + "</tr>"
    }
    let head = "<tr><th></th><th>layer</th><th>pack</th><th>version</th><th>what</th></tr>"
    let hidden = unchanged.isEmpty ? difference.unchangedLayerCount : 0
    let note =
      hidden == 0 ? "" : HTML.element("p", "class=\"soft\"", Count.of(hidden, "unchanged layer"))
    return HTML.element("table", "", head + (rows + same).joined()) + note
  }

  private func cell(_ text: String) -> String { HTML.element("td", "", HTML.escaped(text)) }

  private var profile: String {
    let fields = difference.fields.filter { !$0.isVersion }
    return fields.isEmpty
      ? "" : HTML.element("h2", "", "Profile") + rows.table(fields.map(ValueRow.init))
  }

  private func layer(_ index: Int, _ change: LayerChange) -> String {
    let words = LayerWords(change, signs)
    let title =
      "<span class=\"\(change.marker)\">\(HTML.escaped(signs.plain(change.marker)))</span> "
      + HTML.element("h2", "", HTML.escaped("\(words.kind) \(words.name)")) + " "
      + HTML.element("span", "class=\"soft\"", HTML.escaped(words.version))
    let notes = HTML.element(
      "p", "class=\"soft\"", HTML.escaped(words.notes.joined(separator: signs.dot)))
    let fields = change.kind == .changed ? change.fields.filter { !$0.isVersion } : []
    let content =
      notes + rows.table(fields.map(ValueRow.init)) + change.texts.map(text).joined()
      + references(change)
    return HTML.element(
      "details", "open id=\"layer-\(index)\"", HTML.element("summary", "", title) + content)
  }

  private func text(_ change: TextChange) -> String {
    let title = HTML.element("h3", "", HTML.escaped(change.place.text))
    var all = change.presets.map { [ValueRow($0)] } ?? []
    all += change.values.map { ValueRow($0, signs) } + change.maskedLines.map(ValueRow.init)
    let hunks = HunkLines(change.hunks, signs).all(indent: "")
    let lines = signs.lines(removed: change.removedLines, added: change.addedLines)
    let words: String =
      switch change.kind {
      case .added, .removed: "\(change.kind.rawValue), \(lines) lines"
      case .cosmetic: "cosmetic"
      default: change.basis == .paths ? "" : "compared line by line, \(lines)"
      }
    let note = words.isEmpty ? "" : HTML.element("p", "class=\"soft\"", HTML.escaped(words))
    return title + note + rows.preformatted(hunks) + rows.table(all)
  }

  private func references(_ change: LayerChange) -> String {
    rows.table(
      change.references.map { reference in
        ValueRow(
          marker: reference.isAdded ? .added : .removed, place: reference.description, ends: Ends())
      }, isHeaded: false)
  }

  private var variables: String {
    let rows = difference.variables.flatMap { change -> [ValueRow] in
      let name = change.name.string
      let head = ValueRow(
        marker: change.marker, place: name,
        ends: Ends(remark: change.isSensitive ? "sensitive" : ""))
      let isHidden = change.hidden != nil
      let fields = change.fields.filter { !(isHidden && $0.path.steps == [.key("defaultValue")]) }
      let shown = change.kind == .changed ? fields.map { ValueRow($0, below: name) } : []
      return [head] + shown + (change.hidden.map { [ValueRow($0)] } ?? [])
    }
    return rows.isEmpty ? "" : HTML.element("h2", "", "Variables") + self.rows.table(rows)
  }

  private var summary: String {
    DifferenceSummary(difference, options).lines
      .map { HTML.element("p", "class=\"soft\"", HTML.escaped($0)) }.joined()
  }
}

extension ValueRow {
  /// A member that differs.
  init(_ field: FieldChange) { self.init(field, below: nil) }

  init(_ field: FieldChange, below owner: String?) {
    let place = (owner.map { $0 + "." } ?? "") + field.path.description
    self.init(
      marker: field.marker, place: place, ends: Ends(from: field.from?.text, to: field.to?.text))
  }
}
