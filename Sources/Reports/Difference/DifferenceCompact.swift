internal import CanonicalJSON
internal import PackValues
internal import Profiles

/// A difference as one change a line.
struct DifferenceCompact {
  private let difference: ProfileDifference
  private let signs: DifferenceSigns

  init(_ difference: ProfileDifference, _ options: DifferenceReport.Options) {
    self.difference = difference
    signs = DifferenceSigns(options)
  }

  var text: String {
    let rows =
      difference.fields.map { fieldRow($0, layer: "") }
      + difference.layers.flatMap(layerRows) + difference.variables.flatMap(variableRows)
    return rows.map { $0 + "\n" }.joined()
  }

  private func row(
    _ marker: DifferenceSigns.Marker, _ layer: String, _ place: String, _ from: String?,
    _ to: String?
  ) -> String {
    let name = difference.to.name.description
    let cells = [name, nil, layer, place, from ?? "", to ?? ""]
    return cells.map { $0.map(PrintableText.escaped) ?? signs.sign(marker) }
      .joined(separator: "\t")
  }

  private func fieldRow(_ change: FieldChange, layer: String, in place: String = "") -> String {
    row(change.marker, layer, place + change.path.description, change.from?.text, change.to?.text)
  }

  private func layerRows(_ change: LayerChange) -> [String] {
    let layer = change.identity.description
    var rows: [String] = []
    let isWhole = change.kind == .added || change.kind == .removed
    if isWhole {
      rows.append(
        row(change.marker, layer, "", change.fromVersion?.string, change.toVersion?.string))
    }
    if let move = change.move { rows.append(row(.moved, layer, "", nil, move.text)) }
    rows += change.fields.map { fieldRow($0, layer: layer) }
    rows += change.texts.flatMap { textRows($0, layer: layer, isPart: !isWhole) }
    return rows + change.references.map { referenceRow($0, layer: layer) }
  }

  private func textRows(_ change: TextChange, layer: String, isPart: Bool) -> [String] {
    let place = change.place.text
    var rows: [String] = []
    switch change.kind {
    case _ where !isPart: break
    case .added: rows.append(row(.added, layer, place, nil, Count.of(change.addedLines, "line")))
    case .removed:
      rows.append(row(.removed, layer, place, Count.of(change.removedLines, "line"), nil))
    case .cosmetic: rows.append(row(.changed, layer, place, nil, "cosmetic"))
    case .same: break
    case .changed:
      rows += change.presets.map { [fieldRow($0, layer: layer, in: place + " ")] } ?? []
      rows += hunkRows(change.hunks, layer: layer, place: place)
    }
    rows += change.values.flatMap { valueRows($0, layer: layer, in: change.place) }
    rows += change.duplicates.map {
      row(
        .alarm, layer, change.place.text($0.path.description), nil,
        "key twice, line \($0.place.line)")
    }
    return rows + change.maskedLines.map { hiddenRow($0, layer: layer, place: place) }
  }

  private func valueRows(
    _ change: ValueChange, layer: String, in place: TextChange.Place
  ) -> [String] {
    let name = place.text(change.path.description)
    if change.kind == .moved { return [row(.moved, layer, name, nil, change.moveText)] }
    guard let text = change.text else {
      let ends = change.ends()
      let isSame = change.mask == .literalOrMask
      return [row(change.marker, layer, name, ends.from, isSame ? ends.from : ends.to)]
    }
    let rows = hunkRows(text.hunks, layer: layer, place: name)
    return rows
      + text.masks.map { hiddenRow($0.within(change.path), layer: layer, place: place.text) }
  }

  /// Removed and added lines that meet make one row; the line number is the new side's where there is one.
  private func hunkRows(_ hunks: [LineHunk], layer: String, place: String) -> [String] {
    hunks.flatMap { hunk in
      hunk.lines.split { $0.kind == .common }.flatMap { group -> [String] in
        let start = hunk.lines[..<group.startIndex]
        let old = hunk.fromLine + start.count { $0.kind != .added }
        let new = hunk.toLine + start.count { $0.kind != .removed }
        let removed = group.filter { $0.kind == .removed }
        let added = group.filter { $0.kind == .added }
        return (0..<max(removed.count, added.count)).map { index in
          let from = index < removed.count ? quoted(removed[index].text) : nil
          let to = index < added.count ? quoted(added[index].text) : nil
          let marker: DifferenceSigns.Marker =
            from == nil ? .added : to == nil ? .removed : .changed
          let line = to == nil ? old + index : new + index
          return row(marker, layer, "\(place):\(line)", from, to)
        }
      }
    }
  }

  private func quoted(_ text: [UInt8]) -> String {
    ShownValue.value(.string(JSONString(utf8: text))).text
  }

  private func hiddenRow(_ change: HiddenChange, layer: String, place: String) -> String {
    let ends = change.ends
    let isSame = change.kind == .literalOrMask
    return row(
      change.marker, layer, "\(place) \(change.placeText)", ends.from, isSame ? ends.from : ends.to)
  }

  private func referenceRow(_ change: ReferenceChange, layer: String) -> String {
    let name = change.description
    return row(
      change.isAdded ? .added : .removed, layer, ReferenceChange.title(change.kind),
      change.isAdded ? nil : name, change.isAdded ? name : nil)
  }

  private func variableRows(_ change: VariableChange) -> [String] {
    let place = "variables.\(change.name)"
    var rows: [String] = []
    if change.kind == .added || change.kind == .removed {
      rows.append(row(change.marker, "", place, nil, nil))
    } else {
      rows += change.fields
        .filter { change.hidden == nil || $0.path.steps != [.key("defaultValue")] }
        .map { fieldRow($0, layer: "", in: place + ".") }
    }
    if let move = change.move { rows.append(row(.moved, "", place, nil, move.text)) }
    return rows + (change.hidden.map { [hiddenRow($0, layer: "", place: place)] } ?? [])
  }
}
