internal import CanonicalJSON
internal import PackValues
internal import Profiles

/// One place and what happened there.
struct ValueRow {
  let marker: DifferenceSigns.Marker
  let place: String
  let ends: Ends
  /// Further lines under it, without indentation, each with its marker if it has one.
  var lines: [(marker: DifferenceSigns.Marker?, text: String)] = []

  init(marker: DifferenceSigns.Marker, place: String, ends: Ends) {
    (self.marker, self.place, self.ends) = (marker, place, ends)
  }

  init(_ change: HiddenChange) {
    self.init(marker: change.marker, place: change.placeText, ends: change.ends)
  }
}

/// Rows with their places padded into a column.
struct ValueRows {
  private let signs: DifferenceSigns
  private let indent: Int
  /// A longer place does not move the others.
  private static let widestPlace = 72

  init(_ signs: DifferenceSigns, indent: Int) { (self.signs, self.indent) = (signs, indent) }

  func lines(_ rows: [ValueRow]) -> [String] {
    let margin = String(repeating: " ", count: indent)
    let places = rows.map { PrintableText.escaped($0.place) }
    let width = places.map(TextWidth.of).filter { $0 <= Self.widestPlace }.max() ?? 0
    return zip(rows, places).flatMap { row, place in
      let end = text(row.ends)
      let head =
        end.isEmpty ? place : TextWidth.padded(place, to: min(width, Self.widestPlace)) + "  " + end
      return [margin + "\(signs.sign(row.marker)) \(head)"] + row.lines.map { margin + line($0) }
    }
  }

  private func text(_ ends: Ends) -> String {
    let both = [ends.from, ends.to].compactMap { $0 }.filter { !$0.isEmpty }
    let arrow = " \(signs.arrow) "
    let gap = both.count == 1 && ends.remark == "literal or mask?" ? "  " : "   "
    let shown = both.map(PrintableText.escaped).joined(separator: arrow)
    return shown + (ends.remark.isEmpty ? "" : (shown.isEmpty ? "" : gap) + ends.remark)
  }

  private func line(_ line: (marker: DifferenceSigns.Marker?, text: String)) -> String {
    guard let marker = line.marker else { return TextWidth.trimmed("    " + line.text) }
    let text = TextWidth.trimmed("\(signs.plain(marker)) \(line.text)")
    return "  " + signs.colored(text, as: marker)
  }
}

extension ValueRow {
  /// A value's change with its lines, where it is a text of several.
  init(_ change: ValueChange, _ signs: DifferenceSigns) {
    var ends = change.ends(limit: 64)
    if change.kind == .moved { ends = Ends(to: "now \(change.moveText)") }
    if let text = change.text {
      let counts = signs.lines(removed: text.removedLines, added: text.addedLines)
      ends = Ends(to: "text, \(counts)", remark: ends.remark)
    }
    self.init(marker: change.marker, place: change.path.description, ends: ends)
    guard let text = change.text else { return }
    let isWhole = change.kind == .added || change.kind == .removed
    lines = HunkLines(text.hunks, signs).changed(limit: isWhole ? 10 : nil)
    if !isWhole {
      lines += text.masks.map { mask in
        let row = ValueRow(mask)
        let shown = [row.ends.from, row.ends.to].compactMap { $0 }.joined(
          separator: " \(signs.arrow) ")
        return (mask.marker, PrintableText.escaped("\(row.place)  \(shown)   \(row.ends.remark)"))
      }
    }
  }
}

/// Hunks as lines of their own.
struct HunkLines {
  private let hunks: [LineHunk]
  private let signs: DifferenceSigns

  init(_ hunks: [LineHunk], _ signs: DifferenceSigns) { (self.hunks, self.signs) = (hunks, signs) }

  /// The lines that differ, without those around them; several hunks say where they stand.
  func changed(limit: Int?) -> [(marker: DifferenceSigns.Marker?, text: String)] {
    var lines: [(marker: DifferenceSigns.Marker?, text: String)] = []
    for hunk in hunks {
      if hunks.count > 1 { lines.append((nil, "@@ line \(hunk.toLine)")) }
      for line in hunk.lines {
        guard let marker = Self.marker(line.kind) else { continue }
        lines.append((marker, Self.text(line)))
      }
    }
    if let last = lines.last, last.text.isEmpty, limit != nil { lines.removeLast() }
    guard let limit, lines.count > limit else { return lines }
    return lines.prefix(limit) + [(nil, "\(signs.ellipsis) \(lines.count - limit) more lines")]
  }

  /// All lines, with those around the ones that differ.
  func all(indent: String) -> [String] { hunks.flatMap { all($0, indent: indent) } }

  private func all(_ hunk: LineHunk, indent: String) -> [String] {
    // a text's last line feed makes an empty line, which is nothing to show
    let isEnd = hunk.lines.last.map { $0.kind == .common && $0.text.isEmpty } ?? false
    return ["\(indent)@@ line \(hunk.toLine)"]
      + hunk.lines.dropLast(isEnd ? 1 : 0).map { line in
        guard let marker = Self.marker(line.kind) else {
          return TextWidth.trimmed("\(indent)  \(Self.text(line))")
        }
        return indent + signs.colored("\(marker.rawValue) \(Self.text(line))", as: marker)
      }
  }

  private static func text(_ line: LineHunk.Line) -> String {
    PrintableText.escaped(String(decoding: line.text, as: UTF8.self))
  }

  static func marker(_ kind: LineHunk.Kind) -> DifferenceSigns.Marker? {
    switch kind {
    case .common: nil
    case .removed: .removed
    case .added: .added
    }
  }
}
