internal import PackValues

/// Writes another text over one scalar of a YAML text, without touching anything else of it.
///
/// What it gives back has been read again: it differs from the text in the value at the path alone.
struct ScalarEditing {
  private let text: [UInt8]
  private let lines: TextLines
  /// Every value with its path, in the text's order.
  let leaves: [(path: ValuesPath, leaf: ValuesLeaf)]

  init(_ text: [UInt8]) {
    self.text = text
    lines = TextLines(text)
    leaves = ValuesDifference(from: [], to: text).changes.compactMap { change in
      change.to.map { (change.path, $0) }
    }
  }

  func leaf(at path: ValuesPath) -> ValuesLeaf? { leaves.first { $0.path == path }?.leaf }

  /// The value that a line belongs to.
  func path(atLine line: Int) -> ValuesPath? { leaves.last { $0.leaf.place.line <= line }?.path }

  /// The text with another string as the value at a path; nil where that is not possible.
  func setting(_ path: ValuesPath, to value: [UInt8]) -> [UInt8]? {
    guard let leaf = leaf(at: path) else { return nil }
    return candidates(leaf, value).first { says(value, at: path, $0) }
  }

  /// The text as it could be: with the value in quotes, or where that is no value of its own with the changed bytes in place.
  private func candidates(_ leaf: ValuesLeaf, _ value: [UInt8]) -> [[UInt8]] {
    let number = leaf.place.line - 1
    guard number < lines.count else { return [] }
    let line = Array(lines[number])
    let quoted = YAMLQuotes.double(value)
    var candidates: [[UInt8]] = []
    for form in [[0x22] + leaf.text + [0x22], [0x27] + leaf.text + [0x27], leaf.text] {
      candidates += Self.places(of: form, in: line).map { start in
        let changed = line[..<start] + quoted + line[(start + form.count)...]
        return replacing(number...number, with: Array(changed))
      }
    }
    let rest = ValueText.afterKey(line[...])
    if rest.isEmpty {
      return candidates + [replacing(number...number, with: Self.trimmed(line) + [0x20] + quoted)]
    }
    let ends = [leaf.place.column - 1, line.prefix { $0 == 0x20 }.count].map {
      end(ofValueAt: number, indentedBy: $0)
    }
    let whole = ends.map { replacing(number...$0, with: line[..<rest.startIndex] + quoted) }
    return candidates + inPlace(leaf.text, value, number...max(number, ends.max() ?? number))
      + whole
  }

  /// The bytes that change, written where they stand on one of some lines; further lines get its indentation.
  private func inPlace(
    _ old: [UInt8], _ new: [UInt8], _ range: ClosedRange<Int>
  ) -> [[UInt8]] {
    let start = zip(old, new).prefix { $0 == $1 }.count
    let end = zip(old[start...].reversed(), new[start...].reversed()).prefix { $0 == $1 }.count
    let (before, after) = (Array(old[start..<(old.count - end)]), new[start..<(new.count - end)])
    return range.flatMap { number -> [[UInt8]] in
      let line = Array(lines[number])
      let indent = line.prefix { $0 == 0x20 }
      let inner = after.split(separator: 0x0A, omittingEmptySubsequences: false)
      let text = Array(inner.joined(separator: [0x0A] + indent))
      return Self.places(of: before, in: line).map { place in
        let changed = line[..<place] + text + line[(place + before.count)...]
        return replacing(number...number, with: Array(changed))
      }
    }
  }

  /// The last line that belongs to a key; blank lines do where one that is indented more comes after them.
  private func end(ofValueAt number: Int, indentedBy indent: Int) -> Int {
    var (last, line) = (number, number + 1)
    while line < lines.count {
      let own = lines[line].prefix { $0 == 0x20 }.count
      if own < lines[line].count {
        guard own > indent else { break }
        last = line
      }
      line += 1
    }
    return last
  }

  private static func places(of form: [UInt8], in line: [UInt8]) -> [Int] {
    guard !form.isEmpty, form.count <= line.count else { return [] }
    return (0...(line.count - form.count)).reversed().filter { start in
      line[start..<(start + form.count)].elementsEqual(form)
    }
  }

  private static func trimmed(_ line: [UInt8]) -> [UInt8] {
    Array(line.reversed().drop { $0 <= 0x20 }.reversed())
  }

  private func replacing(_ range: ClosedRange<Int>, with line: [UInt8]) -> [UInt8] {
    let before = (0..<range.lowerBound).map { lines[$0] }
    let after = ((range.upperBound + 1)..<max(lines.count, range.upperBound + 1)).map { lines[$0] }
    return Array((before + [line[...]] + after).joined(separator: [0x0A]))
  }

  /// Whether a text differs from this one in the value at the path alone, which is that string there.
  private func says(_ value: [UInt8], at path: ValuesPath, _ candidate: [UInt8]) -> Bool {
    let difference = ValuesDifference(from: text, to: candidate)
    guard difference.basis == .paths, difference.changes.count == 1,
      let change = difference.changes.first, change.kind == .changed, change.path == path
    else { return false }
    return change.to?.text == value && change.to?.type == .string
  }
}

/// Strings as YAML writes them between double quotes, on one line.
enum YAMLQuotes {
  static func double(_ text: [UInt8]) -> [UInt8] {
    var result = "\""
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
      switch scalar.value {
      case 0x22, 0x5C: result += "\\\(scalar)"
      case 0x0A: result += "\\n"
      case 0x0D: result += "\\r"
      case 0x09: result += "\\t"
      case 0..<0x20, 0x7F..<0xA0: result += "\\x" + hexadecimal(scalar.value, 2)
      case 0x2028, 0x2029, 0xFEFF: result += "\\u" + hexadecimal(scalar.value, 4)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return Array((result + "\"").utf8)
  }

  private static func hexadecimal(_ value: UInt32, _ digits: Int) -> String {
    let text = String(value, radix: 16)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}
