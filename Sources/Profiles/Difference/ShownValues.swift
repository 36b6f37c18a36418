internal import CanonicalJSON
internal import PackValues

/// Turns a text's changes into what may be shown of them.
struct ShownValues {
  private let redacted: RedactedValues
  private let rules: TextRules
  private let paths: RedactedPaths

  init(_ redacted: RedactedValues) {
    (self.redacted, rules) = (redacted, redacted.rules)
    var hidden: Set<ValuesPath> = []
    for (change, sides) in zip(redacted.changes, redacted.sides)
    where sides.hidesOld || sides.hidesNew {
      hidden.insert(change.path)
    }
    paths = RedactedPaths(rules: rules, hidden: hidden)
  }

  var values: [ValueChange] {
    zip(redacted.changes, redacted.sides).map { change, sides in
      switch change.kind {
      case .moved: moved(change)
      case _ where change.isMultiline && Self.showsLines(sides): lines(change, sides)
      default: value(change, sides)
      }
    }
  }

  func shown(_ path: ValuesPath) -> ValuesPath { paths.shown(path) }

  private func moved(_ change: ValuesChange) -> ValueChange {
    let after = change.after.map { paths.shown($0, in: change.path.parent) }
    return ValueChange(.moved, paths.shown(change.path), after: after)
  }

  private func value(_ change: ValuesChange, _ sides: RedactedValues.Sides) -> ValueChange {
    var (from, to) = (
      Self.shown(change.from, sides.old, hides: sides.hidesOld),
      Self.shown(change.to, sides.new, hides: sides.hidesNew)
    )
    var (kind, mask) = (
      ValueChange.Kind(change.kind),
      LeafState.mask(sides.old, sides.new, isSensitive: sides.isSensitive)
    )
    if sides.isAnswered, mask == .removed {
      (kind, mask, to) = (.changed, .plainTextEntered, .hidden)
    } else if sides.isAnswered, mask == .added {
      (kind, mask, from) = (.changed, .becameSensitive, .hidden)
    }
    if mask == .unknown { kind = .unknown }
    return ValueChange(
      kind, paths.shown(change.path), from: from, to: to, place: (change.to ?? change.from)?.place,
      mask: mask, isSensitive: sides.isSensitive)
  }

  private static func shown(_ leaf: ValuesLeaf?, _ state: LeafState, hides: Bool) -> ShownLeaf? {
    guard let leaf else { return nil }
    if state == .mask { return .masked }
    if hides && state != .reference && state != .empty { return .hidden }
    let isSecret = !SecretScanner.shared.hits(in: leaf.text, isYAML: false).isEmpty
    return isSecret ? .hidden : .value(JSONString(utf8: leaf.text), leaf.type)
  }

  /// Whether a text of several lines may be shown as lines: no side is hidden or masked as a whole.
  private static func showsLines(_ sides: RedactedValues.Sides) -> Bool {
    !sides.hidesOld && !sides.hidesNew && sides.old != .mask && sides.new != .mask
  }

  private func lines(_ change: ValuesChange, _ sides: RedactedValues.Sides) -> ValueChange {
    let (old, new) = (change.from?.text ?? [], change.to?.text ?? [])
    let difference = LineDifference(from: old, to: new)
    let hunks = difference.hunks()
    let lines = Redaction(
      from: old, to: new, rules: TextRules(masks: MaskRules(literals: rules.masks.literals)))
    let hiding = lines.hiding(in: hunks)
    let text = TextEdit(
      removedLines: old.isEmpty ? 0 : difference.removedCount,
      addedLines: new.isEmpty ? 0 : difference.addedCount, hunks: hunks.map(hiding.shown),
      masks: lines.changes)
    return ValueChange(
      ValueChange.Kind(change.kind), paths.shown(change.path),
      place: (change.to ?? change.from)?.place,
      mask: lines.changes.isEmpty ? Self.mask(sides, hiding) : nil,
      isSensitive: sides.isSensitive, text: text)
  }

  /// What masks as parts of lines mean; they only came or went where nothing had to be hidden instead.
  private static func mask(
    _ sides: RedactedValues.Sides, _ hiding: Redaction
  ) -> HiddenChange.Kind? {
    switch LeafState.mask(sides.old, sides.new, isSensitive: sides.isSensitive) {
    case .plainTextEntered where hiding.to.hiddenLines.isEmpty: .removed
    case .becameSensitive where hiding.from.hiddenLines.isEmpty: .added
    case let mask: mask
    }
  }
}

extension ValueChange.Kind {
  fileprivate init(_ kind: ValuesChange.Kind) {
    self =
      switch kind {
      case .added: .added
      case .removed: .removed
      case .changed: .changed
      case .moved: .moved
      }
  }
}
