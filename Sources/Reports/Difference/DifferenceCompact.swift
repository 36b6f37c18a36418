internal import CanonicalJSON
internal import PackValues
internal import Profiles

/// A difference as one change a line.
struct DifferenceCompact {
  private let difference: ProfileDifference
  private let signs: DifferenceSigns

  init(_ difference: ProfileDifference, _ options: DifferenceReport.Options) {
    self.difference = difference
    signs = DifferenceSigns(isASCII: options.isASCII, isColored: options.isColored)
  }

  var text: String {
    let rows =
      difference.fields.map { fieldRow($0, layer: "") }
      + difference.layers.flatMap(layerRows) + difference.variables.flatMap(variableRows)
    return rows.map { $0 + "\n" }.joined()
  }

  private func row(
    _ marker: DifferenceSigns.Marker, _ layer: String, _ place: String, _ from: String,
    _ to: String
  ) -> String {
    let name = difference.to.name.description
    let cells = [name, nil, layer, place, from, to]
    return cells.map { $0.map(PrintableText.escaped) ?? signs.sign(marker) }
      .joined(separator: "\t")
  }

  private func fieldRow(_ change: FieldChange, layer: String, in place: String = "") -> String {
    let marker: DifferenceSigns.Marker =
      change.from == nil ? .added : change.to == nil ? .removed : .changed
    return row(
      marker, layer, place + change.path.description, change.from?.text ?? "",
      change.to?.text ?? "")
  }

  private func layerRows(_ change: LayerChange) -> [String] {
    let layer = change.identity.description
    var rows: [String] = []
    if change.kind == .added || change.kind == .removed {
      let (from, to) = (change.fromVersion?.string ?? "", change.toVersion?.string ?? "")
      rows.append(row(change.marker, layer, "", from, to))
    }
    if let move = change.move { rows.append(row(.moved, layer, "", "", text(move))) }
    rows += change.fields.map { fieldRow($0, layer: layer) }
    let isWhole = change.kind == .added || change.kind == .removed
    return rows + change.texts.flatMap { textRows($0, layer: layer, isPart: !isWhole) }
  }

  private func text(_ move: Move) -> String {
    switch move {
    case .first: "first"
    case .after(let name): "after \(name)"
    }
  }

  private func textRows(_ change: TextChange, layer: String, isPart: Bool) -> [String] {
    let place =
      switch change.place {
      case .values: "values"
      case .manifest(let name): "manifest \(name)"
      }
    var rows: [String] = []
    switch change.kind {
    case _ where !isPart: break
    case .added: rows.append(row(.added, layer, place, "", Count.of(change.addedLines, "line")))
    case .removed:
      rows.append(row(.removed, layer, place, Count.of(change.removedLines, "line"), ""))
    case .cosmetic: rows.append(row(.changed, layer, place, "", "cosmetic"))
    case .same: break
    case .changed: rows = change.hunks.flatMap { hunkRows($0, layer: layer, place: place) }
    }
    return rows + change.hidden.map { hiddenRow($0, layer: layer, place: place) }
  }

  /// Removed and added lines that meet make one row; the line number is the new side's where there is one.
  private func hunkRows(_ hunk: LineHunk, layer: String, place: String) -> [String] {
    var rows: [String] = []
    var (old, new) = (hunk.fromLine, hunk.toLine)
    for group in hunk.lines.split(whereSeparator: { $0.kind == .common }) {
      let start = hunk.lines[..<group.startIndex]
      old = hunk.fromLine + start.count { $0.kind != .added }
      new = hunk.toLine + start.count { $0.kind != .removed }
      let removed = group.filter { $0.kind == .removed }
      let added = group.filter { $0.kind == .added }
      for index in 0..<max(removed.count, added.count) {
        let from = index < removed.count ? quoted(removed[index].text) : ""
        let to = index < added.count ? quoted(added[index].text) : ""
        let line = index < added.count ? new + index : old + index
        let marker: DifferenceSigns.Marker =
          from.isEmpty ? .added : to.isEmpty ? .removed : .changed
        rows.append(row(marker, layer, "\(place):\(line)", from, to))
      }
    }
    return rows
  }

  private func quoted(_ text: [UInt8]) -> String {
    ShownValue.value(.string(JSONString(utf8: text))).text
  }

  private func hiddenRow(_ change: HiddenChange, layer: String, place: String) -> String {
    let ends = change.ends(signs.arrow)
    return row(change.marker, layer, "\(place) \(change.placeText)", ends.from, ends.to)
  }

  private func variableRows(_ change: VariableChange) -> [String] {
    let place = "variables.\(change.name)"
    var rows: [String] = []
    if change.kind == .added || change.kind == .removed {
      rows.append(row(change.marker, "", place, "", ""))
    } else {
      rows += change.fields
        .filter { change.hidden == nil || $0.path.steps != [.key("defaultValue")] }
        .map { fieldRow($0, layer: "", in: place + ".") }
    }
    if let move = change.move { rows.append(row(.moved, "", place, "", text(move))) }
    return rows + (change.hidden.map { [hiddenRow($0, layer: "", place: place)] } ?? [])
  }
}
