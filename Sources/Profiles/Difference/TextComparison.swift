internal import CanonicalJSON
internal import PackValues

/// One text on both sides, compared but not yet made fit to be shown: that asks for the secrets of all texts.
struct TextComparison {
  let place: TextChange.Place
  private let from: [UInt8]?
  private let to: [UInt8]?
  private let rules: TextRules
  private let difference: ValuesDifference?
  private let redacted: RedactedValues?

  /// Nil where both sides have the same text, and no mask.
  init?(_ place: TextChange.Place, from: JSONString?, to: JSONString?, rules: TextRules) {
    guard from != to || (to.map { rules.mayHoldMask($0.utf8) } ?? false) else { return nil }
    (self.place, self.rules) = (place, rules)
    (self.from, self.to) = (from?.utf8, to?.utf8)
    guard let old = from?.utf8, let new = to?.utf8, old != new else {
      (difference, redacted) = (nil, nil)
      return
    }
    let difference = ValuesDifference(from: old, to: new)
    self.difference = difference
    redacted =
      difference.basis == .paths
      ? RedactedValues(difference.changes, from: old, to: new, rules: rules) : nil
  }

  var strays: StrayMasks { redacted?.strays ?? StrayMasks() }

  /// What both sides say where the filter looks, for the references in it.
  struct Kept {
    var from: [[UInt8]] = []
    var to: [[UInt8]] = []

    /// The values, and the keys that lead to them where these ask for something.
    mutating func add(_ change: ValuesChange) {
      if let text = change.from?.text { from.append(text) }
      if let text = change.to?.text { to.append(text) }
      for case .key(let key) in change.path.steps where key.contains(".spectro.") {
        if change.from != nil { from.append(Array(key.utf8)) }
        if change.to != nil { to.append(Array(key.utf8)) }
      }
    }
  }

  /// What may be shown of the change, of what the filter keeps; nil where that is nothing.
  func change(
    strays: StrayMasks, filter: inout Filtering, kept: inout Kept
  ) -> TextChange? {
    switch (from, to) {
    case (nil, nil): nil
    case (nil, let text?):
      whole(text, .added, filter: &filter, kept: &kept)
    case (let text?, nil):
      whole(text, .removed, filter: &filter, kept: &kept)
    case (let old?, let new?):
      if let difference, let redacted {
        values(redacted, difference, new, strays: strays, filter: &filter, kept: &kept)
      } else if let difference {
        lines(difference, old, new, strays: strays, filter: &filter, kept: &kept)
      } else {
        same(new, filter: &filter)
      }
    }
  }

  /// A text that only one side has: its masks are listed, its values are not.
  private func whole(
    _ text: [UInt8], _ kind: TextChange.Kind, filter: inout Filtering, kept: inout Kept
  ) -> TextChange? {
    guard filter.keeps(text: text) else { return nil }
    var change = TextChange(place, kind)
    let count = TextLines(text).count - (text.last == 0x0A ? 1 : 0)
    if kind == .added {
      change.addedLines = text.isEmpty ? 0 : count
      change.values = MaskedValues(text, rules: rules).all(.added, mask: .added)
      kept.to.append(text)
    } else {
      change.removedLines = text.isEmpty ? 0 : count
      change.values = MaskedValues(text, rules: rules).all(.removed, mask: .removed)
      kept.from.append(text)
    }
    if change.values.isEmpty, rules.mayHoldMask(text) {
      let (old, new) = kind == .added ? ([], text) : (text, [])
      change.maskedLines = Redaction(from: old, to: new, rules: rules).changes
    }
    return change
  }

  private func same(_ text: [UInt8], filter: inout Filtering) -> TextChange? {
    var change = TextChange(place, .same)
    let unknowns = MaskedValues(text, rules: rules).unknowns(besides: [])
    change.values = unknowns.filter { filter.keeps(value: $0.path) }
    if unknowns.isEmpty {
      let lines = Redaction(from: text, to: text, rules: rules).changes
      if !lines.isEmpty, filter.keeps(.value) { change.maskedLines = lines }
    }
    return change.hidden.isEmpty ? nil : change
  }
}

extension TextComparison {
  private func values(
    _ redacted: RedactedValues, _ difference: ValuesDifference, _ new: [UInt8],
    strays: StrayMasks, filter: inout Filtering, kept: inout Kept
  ) -> TextChange? {
    var redacted = redacted
    redacted.hideByKey(strays)
    let shown = ShownValues(redacted)
    var values: [ValueChange] = []
    for (raw, value) in zip(difference.changes, shown.values) where filter.keeps(value: raw.path) {
      values.append(value)
      kept.add(raw)
    }
    let presets = presets(difference, filter: &filter)
    let isCosmetic = difference.changes.isEmpty && difference.presets == nil
    let isChanged = !values.isEmpty || presets != nil
    let isKept = isCosmetic ? filter.keeps(.cosmetic) : isChanged
    let unknowns = MaskedValues(new, rules: rules).unknowns(besides: difference.changes)
    let keptUnknowns = unknowns.filter { filter.keeps(value: $0.path) }
    let kind: TextChange.Kind = !isKept ? .same : isCosmetic ? .cosmetic : .changed
    guard kind != .same || !keptUnknowns.isEmpty else { return nil }
    var change = TextChange(place, kind)
    change.values = Self.merged(values, keptUnknowns)
    change.unchangedCount = max(0, difference.unchangedCount - unknowns.count)
    change.duplicates = isKept ? difference.duplicates.map(shown.shown) : []
    change.presets = presets
    return change
  }

  /// The unknown places among the changes, by where they stand in the new text.
  private static func merged(_ changes: [ValueChange], _ unknowns: [ValueChange]) -> [ValueChange] {
    var result: [ValueChange] = []
    var rest = unknowns[...]
    for change in changes {
      if change.kind != .removed, let place = change.place {
        while let next = rest.first, let own = next.place, own < place {
          result.append(next)
          rest = rest.dropFirst()
        }
      }
      result.append(change)
    }
    return result + rest
  }

  private func presets(_ difference: ValuesDifference, filter: inout Filtering) -> FieldChange? {
    guard let presets = difference.presets else { return nil }
    let name = "enabled-presets"
    guard filter.keeps(value: ValuesPath([.key(name)])) else { return nil }
    let shown = { (text: [UInt8]?) in
      text.flatMap { FieldComparison.shown(.string(JSONString(utf8: $0)), false) }
    }
    return FieldChange(
      path: JSONPath([.key(JSONString(name))]), from: shown(presets.from), to: shown(presets.to))
  }

  private func lines(
    _ difference: ValuesDifference, _ old: [UInt8], _ new: [UInt8], strays: StrayMasks,
    filter: inout Filtering, kept: inout Kept
  ) -> TextChange? {
    let presets = presets(difference, filter: &filter)
    let isCosmetic = presets == nil && Self.trimmed(old) == Self.trimmed(new)
    let isKept = filter.keeps(isCosmetic ? .cosmetic : .value)
    let redaction = Redaction(from: old, to: new, rules: rules)
    guard isKept || !redaction.changes.isEmpty else { return nil }
    var change = TextChange(
      place, !isKept ? .same : isCosmetic ? .cosmetic : .changed, basis: difference.basis)
    change.maskedLines = redaction.changes.filter { isKept || $0.isUnknown }
    guard change.kind != .same || !change.maskedLines.isEmpty else { return nil }
    change.presets = presets
    guard change.kind == .changed else { return change }
    let lines = LineDifference(from: old, to: new)
    let hunks = lines.hunks()
    let keys = Set(strays.old.union(strays.new).map { Array($0.utf8) })
    change.hunks = hunks.map(redaction.hiding(in: hunks, strays: keys).shown)
    (change.removedLines, change.addedLines) = (lines.removedCount, lines.addedCount)
    kept.from.append(old)
    kept.to.append(new)
    return change
  }

  /// The text without white space at the ends of its lines and at its own end.
  private static func trimmed(_ text: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var end = 0
    for byte in text {
      if byte == 0x0A {
        result.removeSubrange(end...)
        result.append(byte)
        end = result.count
        continue
      }
      result.append(byte)
      if byte != 0x20, byte != 0x09, byte != 0x0D { end = result.count }
    }
    result.removeSubrange(end...)
    while let last = result.last, last <= 0x20 { result.removeLast() }
    return result
  }
}

extension ShownValues {
  fileprivate func shown(_ key: ValuesTree.DuplicateKey) -> ValuesTree.DuplicateKey {
    ValuesTree.DuplicateKey(path: shown(key.path), place: key.place)
  }
}
