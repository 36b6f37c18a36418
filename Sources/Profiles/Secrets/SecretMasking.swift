internal import CanonicalJSON
internal import PackValues

extension ProfileDocument {
  /// The same document with masks where secrets were found; nil where one cannot be masked without changing something else.
  ///
  /// A value that was found by path is replaced as a whole, in its place; anything else where the secret's own bytes stand. What is
  /// left has been read again: it holds no certain secret, and differs from this document in those places alone.
  public func masking(
    _ findings: [SecretFinding], sensitivity: Sensitivity = Sensitivity()
  ) -> ProfileDocument? {
    var value = value
    for finding in findings {
      guard let text = value[path: finding.path]?.text,
        let masked = Self.masked(text, finding)
      else { return nil }
      value.set(.string(masked), at: finding.path)
    }
    guard let result = try? ProfileDocument(value: value),
      SecretReview(of: result, sensitivity: sensitivity).certain.isEmpty
    else { return nil }
    return result
  }

  private static func masked(_ text: JSONString, _ finding: SecretFinding) -> JSONString? {
    let mask = JSONString(ValuesText.mask)
    if finding.kind == .sensitiveVariable { return mask }
    if let path = finding.valuesPath {
      return ValuesMasking(text.utf8).masking(path).map { JSONString(utf8: $0) }
    }
    let isLayerText =
      finding.layer != nil
      && (finding.path.steps.last == .key("values") || finding.path.steps.last == .key("content"))
    if isLayerText, let masked = ValuesMasking(text.utf8).masking(line: finding.line) {
      return JSONString(utf8: masked)
    }
    return finding.kind == .privateKey ? nil : TokenMasking.masked(text, line: finding.line)
  }
}

/// Writes masks over values of a YAML text, one scalar at a time, without touching anything else of it.
struct ValuesMasking {
  private let text: [UInt8]
  private let leaves: [ValuesChange]

  init(_ text: [UInt8]) {
    self.text = text
    leaves = ValuesDifference(from: [], to: text).changes
  }

  /// Masks the value at a path; nil where that is not possible.
  func masking(_ path: ValuesPath) -> [UInt8]? {
    guard let leaf = leaves.first(where: { $0.path == path }), let value = leaf.to else {
      return nil
    }
    return candidates(value).first { isMasked($0, at: leaf.path) }
  }

  /// Masks the value that a line belongs to.
  func masking(line: Int) -> [UInt8]? {
    let owner = leaves.last { ($0.to?.place.line ?? .max) <= line }
    return owner.flatMap { masking($0.path) }
  }

  /// The text as it could be with the value masked: in its quotes, bare, or as a text of several lines.
  private func candidates(_ leaf: ValuesLeaf) -> [[UInt8]] {
    let lines = TextLines(text)
    let number = leaf.place.line - 1
    guard number < lines.count else { return [] }
    let line = Array(lines[number])
    let mask = Array("\"\(ValuesText.mask)\"".utf8)
    var candidates: [[UInt8]] = []
    for form in [[0x22] + leaf.text + [0x22], [0x27] + leaf.text + [0x27], leaf.text] {
      for start in Self.places(of: form, in: line) {
        let changed = line[..<start] + mask + line[(start + form.count)...]
        candidates.append(replacing(number...number, with: Array(changed), lines))
      }
    }
    let value = ValueText.afterKey(line[...])
    guard !value.isEmpty else { return candidates }
    let indents = [leaf.place.column - 1, line.prefix { $0 == 0x20 }.count]
    return candidates
      + indents.map { indent in
        let last = Self.end(ofValueAt: number, indentedBy: indent, lines)
        return replacing(number...last, with: line[..<value.startIndex] + mask, lines)
      }
  }

  /// The last line that belongs to a key; blank lines do where one that is indented more comes after them.
  private static func end(ofValueAt number: Int, indentedBy indent: Int, _ lines: TextLines) -> Int
  {
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

  private func replacing(
    _ range: ClosedRange<Int>, with line: [UInt8], _ lines: TextLines
  ) -> [UInt8] {
    let before = (0..<range.lowerBound).map { lines[$0] }
    let after = ((range.upperBound + 1)..<max(lines.count, range.upperBound + 1)).map { lines[$0] }
    return Array((before + [line[...]] + after).joined(separator: [0x0A]))
  }

  /// Whether a text differs from this one in the value at the path alone, which is a mask there.
  private func isMasked(_ candidate: [UInt8], at path: ValuesPath) -> Bool {
    let difference = ValuesDifference(from: text, to: candidate)
    guard difference.basis == .paths, difference.changes.count == 1,
      let change = difference.changes.first, change.kind == .changed
    else { return false }
    return change.path == path && change.to?.text == Array(ValuesText.mask.utf8)
  }
}

/// Writes masks over tokens in a text that is no YAML.
private enum TokenMasking {
  static func masked(_ text: JSONString, line: Int) -> JSONString? {
    let lines = TextLines(text.utf8)
    guard line >= 1, line <= lines.count else { return nil }
    var (result, word) = ([UInt8](), [UInt8]())
    for byte in Array(lines[line - 1]) + [0x20] {
      if byte > 0x20, byte != 0x22, byte != 0x27 {
        word.append(byte)
      } else {
        let isSecret = !SecretScan.kinds(in: String(decoding: word, as: UTF8.self)).isEmpty
        result += (isSecret ? Array(ValuesText.mask.utf8) : word) + [byte]
        word = []
      }
    }
    let masked = result.dropLast()
    let all = (0..<lines.count).map { $0 == line - 1 ? masked : lines[$0] }
    return JSONString(utf8: Array(all.joined(separator: [0x0A])))
  }
}
