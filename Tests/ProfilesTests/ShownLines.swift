import CanonicalJSON
import PackValues
import Profiles

/// A difference's texts as short lines: marker, path and both sides for values, signs for lines.
func shownLines(_ difference: ProfileDifference) -> [String] {
  difference.layers.flatMap(\.texts).flatMap { text in
    text.values.flatMap(shownLines) + text.hunks.flatMap(shownLines)
  }
}

private func shownLines(_ change: ValueChange) -> [String] {
  let marks: [ValueChange.Kind: String] = [
    .added: "+", .removed: "-", .changed: "~", .moved: ">", .unknown: "?",
  ]
  let ends = [change.from, change.to].compactMap { $0 }.map(text).joined(separator: " → ")
  let head = "\(marks[change.kind] ?? "") \(change.path)"
  return [ends.isEmpty ? head : "\(head) \(ends)"]
    + (change.text?.hunks ?? []).flatMap(shownLines).map { "  \($0)" }
}

private func shownLines(_ hunk: LineHunk) -> [String] {
  hunk.lines.filter { $0.kind != .common }.map { line in
    (line.kind == .added ? "+" : "-") + String(decoding: line.text, as: UTF8.self)
  }
}

private func text(_ leaf: ShownLeaf) -> String {
  switch leaf {
  case .value(let text, .string): "\"\(text)\""
  case .value(let text, _): text.description
  case .masked: "masked"
  case .hidden: "(hidden)"
  }
}
