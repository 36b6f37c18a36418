internal import PackValues

/// A text, its masks, and the lines whose values must not be shown.
struct RedactedText {
  enum Counterpart {
    case none
    case masked
    case value(TextPlace)
    case reference([UInt8])
  }

  let lines: TextLines
  let masks: [MaskedPlace]
  private let maskedLines: Set<Int>
  private let places: [ValuesPath: TextPlace]
  private let masksByPath: [ValuesPath: [MaskedPlace]]
  private let rules: TextRules
  /// The lines of each key, ascending; nil until a mask without a path asks.
  private var linesByKey: [ArraySlice<UInt8>: [Int]]?
  private(set) var hiddenLines: Set<Int> = []

  /// Looks for paths only where `needsPaths` says that the other side may ask.
  init(_ text: [UInt8], masks: [MaskedPlace], needsPaths: Bool, rules: TextRules) {
    lines = TextLines(text)
    self.masks = masks
    self.rules = rules
    maskedLines = Set(masks.map(\.place.line))
    places = needsPaths ? ValuesText(text).places() : [:]
    masksByPath = Dictionary(grouping: masks.filter { $0.path != nil }) { $0.path ?? ValuesPath() }
  }

  /// Whether the counterpart of a mask of the other text is found by its key: one of them has no paths.
  func needsKeys(for mask: MaskedPlace) -> Bool {
    !lines.utf8.isEmpty && (mask.path == nil || places.isEmpty)
  }

  mutating func indexKeys() {
    guard linesByKey == nil else { return }
    let lines = lines
    linesByKey = Dictionary(grouping: 1..<lines.count + 1) { ValueText.key(lines[$0 - 1]) }
  }

  /// What stands here where `mask` stands in the other text.
  func counterpart(of mask: MaskedPlace, in other: RedactedText) -> Counterpart {
    guard !lines.utf8.isEmpty else { return .none }
    if let path = mask.path, !places.isEmpty {
      let own = masksByPath[path] ?? []
      if own.contains(where: { isEqual($0, mask, in: other) }) { return .masked }
      guard let place = places[path] else { return .none }
      return content(at: place)
    }
    return counterpartByKey(of: mask, in: other)
  }

  /// Two masks in one block text share its path; their keys tell them apart.
  private func isEqual(_ own: MaskedPlace, _ mask: MaskedPlace, in other: RedactedText) -> Bool {
    let path = mask.path ?? ValuesPath()
    let isInBlock =
      (other.masksByPath[path]?.count ?? 0) > 1 || (masksByPath[path]?.count ?? 0) > 1
    return !isInBlock || key(of: own.place.line) == other.key(of: mask.place.line)
  }

  /// Without paths the mask's counterpart is the line with its key, counted from the top.
  private func counterpartByKey(of mask: MaskedPlace, in other: RedactedText) -> Counterpart {
    let key = ValueText.key(other.lines[mask.place.line - 1])
    let before = Self.count(other.linesByKey?[key] ?? [], upTo: mask.place.line)
    let own = linesByKey?[key] ?? []
    guard let line = own.prefix(before).last else { return .none }
    return content(at: TextPlace(line: line, column: indent(of: line) + 1))
  }

  /// How many of some ascending numbers are not above a limit.
  private static func count(_ numbers: [Int], upTo limit: Int) -> Int {
    var (low, high) = (0, numbers.count)
    while low < high {
      let middle = (low + high) / 2
      if numbers[middle] <= limit { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func content(at place: TextPlace) -> Counterpart {
    if maskedLines.contains(place.line) { return .masked }
    let value = ValueText.afterKey(lines[place.line - 1])
    return ValueText.isReference(value) ? .reference(Array(value)) : .value(place)
  }

  /// Hides the value that starts at a place, with the lines that belong to it.
  mutating func hide(_ place: TextPlace) {
    hiddenLines.insert(place.line)
    let own = max(indent(of: place.line), place.column - 1)
    let isKey = !ValueText.key(lines[place.line - 1]).isEmpty
    let limit = isKey ? own : indent(of: place.line)
    var line = place.line + 1
    while line <= lines.count, belongs(line, toValueIndentedBy: limit) {
      hiddenLines.insert(line)
      line += 1
    }
  }

  /// Hides the values of these lines' keys wherever they stand in these lines.
  mutating func hide(keys: Set<[UInt8]>, in range: Range<Int>) {
    for line in range where !maskedLines.contains(line) && keys.contains(key(of: line)) {
      guard !ValueText.isReference(ValueText.afterKey(lines[line - 1])) else { continue }
      hide(TextPlace(line: line, column: ValueText.column(ofKeyIn: lines[line - 1])))
    }
  }

  /// Hides the bodies of private keys, from the line that begins one to the line that ends it.
  mutating func hidePrivateKeys() {
    guard ValuesText(lines.utf8).contains("PRIVATE KEY-----") else { return }
    var isInside = false
    for line in 1...lines.count {
      let text = ValuesText(Array(lines[line - 1]))
      let isMarker = text.contains("PRIVATE KEY-----")
      if isInside || isMarker { hiddenLines.insert(line) }
      if isMarker { isInside = text.contains("-----BEGIN ") && !text.contains("-----END ") }
    }
  }

  /// Hides lines whole, but for those that hold a mask themselves or only a reference.
  mutating func hide(_ numbers: [Int]) {
    for line in numbers where !rules.holdsMask(lines[line - 1]) && !isReference(line) {
      hiddenLines.insert(line)
    }
  }

  /// How many of these lines hold a mask, and how many answer to one: hidden already, or a reference.
  func count(in numbers: [Int]) -> (masked: Int, answers: Int) {
    (
      numbers.count { rules.holdsMask(lines[$0 - 1]) },
      numbers.count { hiddenLines.contains($0) || isReference($0) }
    )
  }

  /// Whether a mask is a part of a line, and not a whole value of it.
  func holdsPartialMask(_ line: Int) -> Bool {
    !maskedLines.contains(line) && rules.holdsMask(lines[line - 1])
  }

  private func isReference(_ line: Int) -> Bool {
    ValueText.isReference(ValueText.afterKey(lines[line - 1]))
  }

  func keys(ofMasksIn range: Range<Int>) -> Set<[UInt8]> {
    Set(maskedLines.filter(range.contains).map(key))
  }

  /// Whether a line must not be shown as it is.
  func isHidden(_ line: Int) -> Bool {
    if hiddenLines.contains(line) && !maskedLines.contains(line) { return true }
    return !SecretScanner.shared.hits(in: Array(lines[line - 1]), isYAML: false).isEmpty
  }

  /// A line as it may be shown.
  func shown(_ line: Int) -> [UInt8] {
    isHidden(line) ? ValueText.redacted(lines[line - 1]) : Array(lines[line - 1])
  }

  func key(of line: Int) -> [UInt8] { Array(ValueText.key(lines[line - 1])) }

  private func indent(of line: Int) -> Int { lines[line - 1].prefix { $0 == 0x20 }.count }

  private func belongs(_ line: Int, toValueIndentedBy limit: Int) -> Bool {
    let text = lines[line - 1].drop { $0 == 0x20 }
    guard let first = text.first, first != 0x0D else { return line < lines.count }
    let indent = indent(of: line)
    return indent > limit
      || (indent == limit && text.starts(with: [0x2D, 0x20]) && hasNoValue(line))
  }

  /// Whether the line above the list that starts at `line` is a key alone.
  private func hasNoValue(_ line: Int) -> Bool {
    var above = line - 1
    while above > 0, hiddenLines.contains(above),
      lines[above - 1].drop(while: { $0 == 0x20 }).first == 0x2D
    {
      above -= 1
    }
    return above > 0 && ValueText.afterKey(lines[above - 1]).isEmpty
  }
}

/// One line of YAML as `key: value`, read no closer than redaction needs.
enum ValueText {
  /// The key without indentation, `- ` and quotes; empty where the line has none.
  static func key(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let text = line[content(line)...]
    guard let colon = colon(in: text) else {
      return line.drop { $0 == 0x20 }.starts(with: [0x2D, 0x20]) ? [0x2D] : []
    }
    return text[..<colon].drop { $0 == 0x22 || $0 == 0x27 }.prefix { $0 != 0x22 && $0 != 0x27 }
  }

  /// The column of the key, from 1.
  static func column(ofKeyIn line: ArraySlice<UInt8>) -> Int {
    content(line) - line.startIndex + 1
  }

  /// What stands after the key, without the white space around it.
  static func afterKey(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let text = line[content(line)...]
    let value = colon(in: text).map { text[($0 + 1)...] } ?? text
    let rest = value.drop { $0 == 0x20 }
    let end = rest.lastIndex { $0 > 0x20 }.map { $0 + 1 } ?? rest.startIndex
    return rest[..<end]
  }

  /// A value without the quotes around it, escapes left as they are.
  static func unquoted(_ value: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard value.count > 1, let mark = value.first, mark == 0x22 || mark == 0x27, value.last == mark
    else { return value }
    return value.dropFirst().dropLast()
  }

  static func isReference(_ value: ArraySlice<UInt8>) -> Bool {
    let quotes: (UInt8) -> Bool = { $0 == 0x22 || $0 == 0x27 }
    let text = value.drop(while: quotes)
    let inner = text.prefix { !quotes($0) }
    guard inner.starts(with: [0x7B, 0x7B]), inner.suffix(2) == [0x7D, 0x7D] else { return false }
    return ValuesText(Array(inner)).references().count == 1
      && inner.count { $0 == 0x7B } == 2
  }

  /// The line with `(hidden)` instead of what stands after its key.
  static func redacted(_ line: ArraySlice<UInt8>) -> [UInt8] {
    guard !line.allSatisfy({ $0 <= 0x20 }) else { return Array(line) }
    let start = content(line)
    guard let colon = colon(in: line[start...]) else {
      return Array(line[..<start]) + Array("(hidden)".utf8)
    }
    return Array(line[...colon]) + Array(" (hidden)".utf8)
  }

  /// Where the line's content starts, past indentation and `- `.
  private static func content(_ line: ArraySlice<UInt8>) -> Int {
    var index = line.startIndex
    while index < line.endIndex {
      let isDash =
        line[index] == 0x2D && index + 1 < line.endIndex && line[index + 1] == 0x20
      guard line[index] == 0x20 || isDash else { break }
      index += 1
    }
    return index
  }

  private static func colon(in text: ArraySlice<UInt8>) -> Int? {
    text.indices.first { index in
      text[index] == 0x3A
        && (index + 1 == text.endIndex || text[index + 1] == 0x20 || text[index + 1] == 0x0D)
    }
  }
}
