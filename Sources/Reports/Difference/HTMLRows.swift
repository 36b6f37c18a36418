internal import CanonicalJSON
internal import Profiles

/// The rows of a difference as HTML: one column with both ends in it, or a column for each end.
struct HTMLRows {
  private let signs: DifferenceSigns
  private let isSideBySide: Bool

  init(_ signs: DifferenceSigns, isSideBySide: Bool) {
    (self.signs, self.isSideBySide) = (signs, isSideBySide)
  }

  /// Empty where there is no row.
  func table(_ rows: [ValueRow], isHeaded: Bool = true) -> String {
    guard !rows.isEmpty else { return "" }
    let body = rows.map(row).joined()
    guard isSideBySide else { return HTML.element("table", "", body) }
    if !isHeaded { return HTML.element("table", "class=\"sides\"", body) }
    let head = "<tr><th></th><th>place</th><th>current</th><th>proposed</th></tr>"
    return HTML.element("table", "class=\"sides\"", head + body)
  }

  /// The sign of what happened, as a cell.
  func mark(_ marker: DifferenceSigns.Marker) -> String {
    HTML.element("td", "class=\"mark \(marker)\"", HTML.escaped(signs.plain(marker)))
  }

  /// Lines that begin with their sign and a space.
  func preformatted(_ lines: [String]) -> String {
    guard !lines.isEmpty else { return "" }
    guard isSideBySide else { return block(lines) }
    let left = lines.filter { !$0.hasPrefix("+ ") && $0 != "+" }
    let right = lines.filter { !$0.hasPrefix("- ") && $0 != "-" }
    return HTML.element("div", "class=\"split\"", block(left) + block(right))
  }

  private func block(_ lines: [String]) -> String {
    let rows = lines.map { line in
      let kind = line.hasPrefix("+ ") ? "added" : line.hasPrefix("- ") ? "removed" : ""
      return kind.isEmpty
        ? HTML.escaped(line) : HTML.element("span", "class=\"\(kind)\"", HTML.escaped(line))
    }
    return HTML.element("pre", "", rows.joined(separator: "\n"))
  }

  private func row(_ row: ValueRow) -> String {
    let place = HTML.element(
      "td", "class=\"place\"", HTML.element("code", "", HTML.escaped(row.place)))
    let lines = preformatted(
      row.lines.map { ($0.marker.map { signs.plain($0) + " " } ?? "") + $0.text })
    let remark =
      row.ends.remark.isEmpty
      ? "" : " " + HTML.element("span", "class=\"soft\"", HTML.escaped(row.ends.remark))
    guard isSideBySide else {
      let ends = [row.ends.from, row.ends.to].compactMap(code).joined(separator: " \(signs.arrow) ")
      return "<tr>" + mark(row.marker) + place + HTML.element("td", "", ends + remark + lines)
        + "</tr>"
    }
    let (from, to) = (code(row.ends.from) ?? "", (code(row.ends.to) ?? "") + remark)
    if !lines.isEmpty {
      return "<tr>" + mark(row.marker) + place
        + HTML.element("td", "colspan=\"2\"", from + to + lines) + "</tr>"
    }
    return "<tr>" + mark(row.marker) + place + HTML.element("td", "", from)
      + HTML.element("td", "", to) + "</tr>"
  }

  private func code(_ text: String?) -> String? {
    guard let text, !text.isEmpty else { return nil }
    return HTML.element("code", "", HTML.escaped(text))
  }
}
