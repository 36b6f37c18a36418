/// Shows of an edit, from its lines alone, that it leaves the values at some paths as they are.
///
/// An edit that is not proven harmless may still be: then both versions are read and compared. What is proven here comes out
/// of that comparison as equal too; a property test holds the two against each other.
struct EditProof {
  /// The text has nothing that reaches from one line to values on others: anchors, aliases, tags, tabs, odd line ends.
  private let isSimple: Bool
  /// Every bracket of the text closes on its own line.
  private let isBlockStyle: Bool
  /// Keys that lead to the values, and those that tell items of lists and documents.
  private let fragileKeys: Set<ArraySlice<UInt8>>
  /// A path goes through a list or a stream whose items are told by their place.
  private let countsItems: Bool

  /// - Parameter repeatsKeys: the text names keys twice, so that values must be told by their number.
  init(_ text: [UInt8], paths: [ValuesPath], repeatsKeys: Bool) {
    (isSimple, isBlockStyle) = repeatsKeys ? (false, false) : Self.look(at: text)
    var keys: Set<ArraySlice<UInt8>> = []
    var countsItems = false
    for step in paths.lazy.flatMap(\.steps) {
      switch step {
      case .key(let key): keys.insert(ArraySlice(key.utf8))
      case .index, .document: countsItems = true
      case .item, .object: break
      case .embedded: continue
      }
      if case .key = step { continue }
      for key in ListIdentity.candidates + ["apiVersion", "kind", "namespace"] {
        keys.insert(ArraySlice(key.utf8))
      }
    }
    (fragileKeys, self.countsItems) = (keys, countsItems)
  }

  /// Whether the edit, which touches no line of the values, leaves them alone.
  func holds(for edit: LineEdit) -> Bool {
    guard isSimple, edit.newer.count + edit.older.count <= 64 else { return false }
    let (newer, older) = (edit.newer.map(TameLine.init), edit.older.map(TameLine.init))
    guard (newer + older).allSatisfy({ $0.map { !fragileKeys.contains($0.key) } ?? false }) else {
      return false
    }
    let (left, right) = (newer.compactMap { $0 }, older.compactMap { $0 })
    if left.count == right.count {
      return (left.count == 1 || !countsItems)
        && zip(left, right).allSatisfy { $0.lead == $1.lead && $0.quote == $1.quote }
    }
    return isBlockStyle && (left.isEmpty || right.isEmpty) && areSiblings(left + right, edit)
  }

  /// Whether lines that only one version has are entries of a mapping that goes on before or after them.
  private func areSiblings(_ lines: [TameLine], _ edit: LineEdit) -> Bool {
    guard let column = lines.first?.lead.count,
      lines.allSatisfy({ !$0.isItem && $0.lead.count == column })
    else { return false }
    let before = edit.before.flatMap(TameLine.init).flatMap { $0.lead.count == column ? $0 : nil }
    let after = edit.after.flatMap(TameLine.init)
    let isBeforeSibling =
      edit.after.map {
        TameLine.isKeyLine($0) && TameLine.lead(of: $0) - $0.startIndex == column
          && !$0.prefix(column).contains(0x2D)
      } ?? false
    let isAfterSibling =
      before != nil && (edit.after.map { TameLine.startsAnew($0, notDeeperThan: column) } ?? true)
    guard isBeforeSibling || isAfterSibling else { return false }
    // a quote could end a text that goes over several lines, unless a neighbor shows that there is none
    return lines.allSatisfy {
      $0.quote == .none || $0.quote == before?.quote
        || (isBeforeSibling && $0.quote == after?.quote)
    }
  }

  private static func look(at text: [UInt8]) -> (isSimple: Bool, isBlockStyle: Bool) {
    guard !ValuesText(text).hasForeignLineBreaks else { return (false, false) }
    var (depth, isBlockStyle) = (0, true)
    var before: UInt8 = 0x0A
    for index in text.indices {
      let byte = text[index]
      switch byte {
      case 0x0A:
        if depth != 0 { isBlockStyle = false }
        depth = 0
      case 0x5B, 0x7B: depth += 1
      case 0x5D, 0x7D:
        depth -= 1
        if depth < 0 { isBlockStyle = false }
      case 0x09, 0x0D: return (false, false)
      case 0x21 where startsToken(after: before): return (false, false)
      case 0x26, 0x2A:
        let next = index + 1 < text.count ? text[index + 1] : 0x0A
        if startsToken(after: before), next > 0x20, next != 0x2A { return (false, false) }
      case 0x3F where before == 0x0A || before == 0x20:
        let next = index + 1 < text.count ? text[index + 1] : 0x0A
        if next <= 0x20 { return (false, false) }
      default: break
      }
      before = byte
    }
    return (true, isBlockStyle && depth == 0)
  }

  private static func startsToken(after byte: UInt8) -> Bool {
    switch byte {
    case 0x20, 0x0A, 0x2C, 0x5B, 0x7B, 0x3A: true
    default: false
    }
  }
}
