internal import CanonicalJSON
internal import PackValues

/// Keeps values out of hunks whose counterpart on the other side is masked.
///
/// A mask's counterpart is what stands at the same path. Where a text is not YAML there are no paths: then every line
/// with the same key counts. Within a hunk the key decides in any case, so that it rather hides too much. A token of a
/// well-known form and the body of a private key are hidden wherever they stand, and so are the values of keys that the
/// pack declares as secret.
struct Redaction {
  private(set) var changes: [HiddenChange] = []
  private(set) var from: RedactedText
  private(set) var to: RedactedText
  /// Keys of masks that have nothing at their path on the other side: their values may have moved.
  private(set) var strayKeys: Set<[UInt8]> = []
  private let sensitiveKeys: Set<[UInt8]>

  init(from: [UInt8], to: [UInt8], rules: TextRules = TextRules()) {
    let (old, new) = (Self.masks(in: from, rules), Self.masks(in: to, rules))
    self.from = RedactedText(from, masks: old, needsPaths: !new.isEmpty, rules: rules)
    self.to = RedactedText(to, masks: new, needsPaths: !old.isEmpty, rules: rules)
    sensitiveKeys = rules.sensitiveKeys
    indexKeys()
    for mask in new { matchNew(mask) }
    for mask in old { matchOld(mask) }
  }

  /// The masks that are whole values, the configured literals among them by line.
  private static func masks(in text: [UInt8], _ rules: TextRules) -> [MaskedPlace] {
    let masks = ValuesText(text).masks()
    guard !rules.masks.literals.isEmpty, rules.holdsLiteral(text[...]) else { return masks }
    let lines = TextLines(text)
    let literals = (1..<lines.count + 1).filter { line in
      let value = ValueText.unquoted(ValueText.afterKey(lines[line - 1]))
      return rules.masks.literals.contains(Array(value))
    }
    return masks
      + literals.map { line in
        let column = ValueText.column(ofKeyIn: lines[line - 1])
        return MaskedPlace(place: TextPlace(line: line, column: column), path: nil)
      }
  }

  private mutating func indexKeys() {
    let (old, new) = (from.masks, to.masks)
    guard new.contains(where: from.needsKeys) || old.contains(where: to.needsKeys) else { return }
    from.indexKeys()
    to.indexKeys()
  }

  private mutating func matchNew(_ mask: MaskedPlace) {
    let kind: HiddenChange.Kind
    switch from.counterpart(of: mask, in: to) {
    case .masked: kind = .unknown
    case .reference: kind = .becameSensitive
    case .none:
      kind = .added
      strayKeys.insert(to.key(of: mask.place.line))
    case .value(let place):
      kind = .becameSensitive
      from.hide(place)
    }
    changes.append(HiddenChange(kind, path: mask.path, line: mask.place.line))
  }

  private mutating func matchOld(_ mask: MaskedPlace) {
    switch to.counterpart(of: mask, in: from) {
    case .masked: break
    case .none:
      changes.append(HiddenChange(.removed, path: mask.path, line: mask.place.line))
      strayKeys.insert(from.key(of: mask.place.line))
    case .reference(let text):
      let reference = JSONString(utf8: text)
      changes.append(
        HiddenChange(.filled, path: mask.path, line: mask.place.line, reference: reference))
    case .value(let place):
      changes.append(HiddenChange(.plainTextEntered, path: mask.path, line: place.line))
      to.hide(place)
    }
  }

  /// The hunks of the difference between the two texts, as they may be shown.
  func hunks(of difference: LineDifference) -> [LineHunk] {
    let hunks = difference.hunks()
    let redaction = hiding(in: hunks)
    return hunks.map(redaction.shown)
  }

  /// The same with everything hidden that must not be shown in these hunks.
  ///
  /// - Parameter strays: keys of secrets that other texts lost or gained.
  func hiding(in hunks: [LineHunk], strays: Set<[UInt8]> = []) -> Redaction {
    var copy = self
    copy.from.hidePrivateKeys()
    copy.to.hidePrivateKeys()
    copy.strayKeys.formUnion(strays)
    if !sensitiveKeys.isEmpty {
      copy.from.hide(keys: sensitiveKeys, in: 1..<from.lines.count + 1)
      copy.to.hide(keys: sensitiveKeys, in: 1..<to.lines.count + 1)
    }
    let edits = hunks.flatMap(Edit.edits)
    for hunk in hunks { copy.hideKeys(of: hunk) }
    for edit in edits { copy.hideOpposites(in: edit) }
    copy.hideMoved(edits)
    return copy
  }

  /// Hides, within a hunk, the values of keys that are masked on the other side.
  private mutating func hideKeys(of hunk: LineHunk) {
    let old = hunk.fromLine..<(hunk.fromLine + hunk.lines.count { $0.kind != .added })
    let new = hunk.toLine..<(hunk.toLine + hunk.lines.count { $0.kind != .removed })
    let stray = strayKeys.subtracting([[], [0x2D]])
    from.hide(
      keys: changedKeys(of: hunk, .added, masked: to.keys(ofMasksIn: new)).union(stray), in: old)
    to.hide(
      keys: changedKeys(of: hunk, .removed, masked: from.keys(ofMasksIn: old)).union(stray), in: new
    )
  }

  /// Hides the whole of an edit's one side where the other side has a mask that nothing there answers to: a part of a
  /// line, a key with a new name, a line in a file within the text.
  private mutating func hideOpposites(in edit: Edit) {
    guard !edit.removed.isEmpty, !edit.added.isEmpty else { return }
    let (old, new) = (from.count(in: edit.removed), to.count(in: edit.added))
    if new.masked > old.masked + old.answers { from.hide(edit.removed) }
    if old.masked > new.masked + new.answers { to.hide(edit.added) }
  }

  /// A line with a mask as a part that only came or only went: what went or came elsewhere may be what it hides.
  private mutating func hideMoved(_ edits: [Edit]) {
    let (gone, come) = (edits.filter(\.added.isEmpty), edits.filter(\.removed.isEmpty))
    if gone.contains(where: { $0.removed.contains(where: from.holdsPartialMask) }) {
      for edit in come { to.hide(edit.added) }
    }
    if come.contains(where: { $0.added.contains(where: to.holdsPartialMask) }) {
      for edit in gone { from.hide(edit.removed) }
    }
  }

  /// The masked keys among a hunk's lines of one kind: a mask in a common line hides nothing.
  private func changedKeys(
    of hunk: LineHunk, _ kind: LineHunk.Kind, masked: Set<[UInt8]>
  ) -> Set<[UInt8]> {
    let keys = hunk.lines.filter { $0.kind == kind }.map { Array(ValueText.key($0.text[...])) }
    return masked.intersection(keys)
  }

  /// A hunk with its lines as they may be shown.
  func shown(_ hunk: LineHunk) -> LineHunk {
    var (old, new) = (hunk.fromLine, hunk.toLine)
    var result = hunk
    for index in hunk.lines.indices {
      let kind = hunk.lines[index].kind
      let text = kind == .added ? to.shown(new) : from.shown(old)
      result.lines[index] = LineHunk.Line(kind: kind, text: text)
      if kind != .added { old += 1 }
      if kind != .removed { new += 1 }
    }
    return result
  }
}

/// Lines of a hunk that give way to others, without a common line between them; one side may be empty.
private struct Edit {
  /// Line numbers in the old text, and in the new one.
  var removed: [Int] = []
  var added: [Int] = []

  static func edits(of hunk: LineHunk) -> [Edit] {
    var (edits, current) = ([Edit](), Edit())
    var (old, new) = (hunk.fromLine, hunk.toLine)
    for line in hunk.lines {
      switch line.kind {
      case .removed: current.removed.append(old)
      case .added: current.added.append(new)
      default:
        edits.append(current)
        current = Edit()
      }
      if line.kind != .added { old += 1 }
      if line.kind != .removed { new += 1 }
    }
    return (edits + [current]).filter { !$0.removed.isEmpty || !$0.added.isEmpty }
  }
}
