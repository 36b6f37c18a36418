public import CanonicalJSON
internal import PackValues

/// What happened to one variable.
public struct VariableChange: Hashable, Sendable {
  public let name: JSONString
  public let kind: ChangeKind
  public let move: Move?
  /// The members that differ; a sensitive variable's values are hidden.
  public let fields: [FieldChange]
  /// What a mask as default value hides; nil where neither side has one.
  public let hidden: HiddenChange?
  public let isSensitive: Bool

  public var hasChanges: Bool { kind != .same || move != nil }
}

/// Which variable of one profile is which of the other: by name.
struct VariablePairing {
  private let old: [Variable]
  private let new: [Variable]
  private let partners: [Int?]

  private let masks: MaskRules
  /// A variable with a secret came or went, so what went or came may be the same one under another name.
  private var mayBeRenamed = false

  init(_ old: [Variable], _ new: [Variable], _ sensitivity: Sensitivity) {
    (self.old, self.new) = (old, new)
    masks = MaskRules(literals: Set(sensitivity.literals.map(\.utf8)))
    partners = Pairing.partners(of: new.map(\.name), among: old.map(\.name))
    let kept = Set(partners.compactMap { $0 })
    let alone =
      old.indices.filter { !kept.contains($0) }.map { old[$0] }
      + new.indices.filter { partners[$0] == nil }.map { new[$0] }
    mayBeRenamed = alone.contains { $0.isSensitive || $0.isMasked }
  }

  /// The variables that differ or are unknown, in the new order; removed ones last.
  func changes(_ filter: inout Filtering) -> [VariableChange] {
    let moved = Pairing.moved(partners)
    var changes: [VariableChange] = []
    for (index, variable) in new.enumerated() {
      let move: Move? =
        !moved.contains(index) ? nil : index == 0 ? .first : .after(new[index - 1].name.string)
      let change = change(
        from: partners[index].map { old[$0] }, to: variable, move: move, filter: &filter)
      if let change { changes.append(change) }
    }
    let kept = Set(partners.compactMap { $0 })
    return changes
      + old.indices.filter { !kept.contains($0) }
      .compactMap { change(from: old[$0], to: nil, move: nil, filter: &filter) }
  }

  private func change(
    from: Variable?, to: Variable?, move: Move?, filter: inout Filtering
  ) -> VariableChange? {
    let name = (to ?? from)?.name ?? ""
    let isSensitive = (from?.isSensitive ?? false) || (to?.isSensitive ?? false)
    let isMasked = { (variable: Variable?) in
      variable?.defaultValue.map { masks.isMask($0.utf8, isSensitive: isSensitive) } ?? false
    }
    let sides = Sides(
      from: from, to: to, isMaskedBefore: isMasked(from), isMasked: isMasked(to),
      isSensitive: isSensitive || (mayBeRenamed && (from == nil || to == nil)))
    var hidden = sides.hidden
    var (fields, move) = (sides.fields(literals: masks.literals), move)
    if from != nil, to != nil {
      fields = fields.filter { filter.keeps($0, of: name) }
      if move != nil, !filter.keeps(variable: name) { move = nil }
      let isKept = hidden.map { $0.kind != .unknown || filter.keeps(variable: name) } ?? false
      let isShown = fields.contains { $0.path.steps == [.key("defaultValue")] }
      if !isKept || (hidden?.kind != .unknown && !isShown) { hidden = nil }
    } else if !filter.keeps(variable: name) {
      return nil
    }
    let kind: ChangeKind =
      from == nil ? .added : to == nil ? .removed : fields.isEmpty ? .same : .changed
    if kind == .same, move == nil, hidden == nil { return nil }
    return VariableChange(
      name: name, kind: kind, move: move, fields: fields, hidden: hidden, isSensitive: isSensitive)
  }

  /// One variable on both sides.
  private struct Sides {
    let from: Variable?
    let to: Variable?
    let isMaskedBefore: Bool
    let isMasked: Bool
    let isSensitive: Bool

    func fields(literals: Set<[UInt8]>) -> [FieldChange] {
      let isHiding = isSensitive || isMaskedBefore || isMasked
      let secret: [JSONString] = ["defaultValue", "options", "regex"]
      let old = from.map { JSONValue.object($0.definition) }
      let new = to.map { JSONValue.object($0.definition) }
      let (left, right) = (old?.removing(["name"]), new?.removing(["name"]))
      var changes = FieldComparison.changes(
        from: left?.removing(secret), to: right?.removing(secret))
      for key in secret {
        let found = FieldComparison.changes(
          from: left?[key], to: right?[key], at: JSONPath([.key(key)]), hiding: isHiding)
        changes += key == "defaultValue" ? found.map(shown) : found
      }
      return changes
    }

    /// The default value with its masks told, and a reference that fills one shown.
    private func shown(_ change: FieldChange) -> FieldChange {
      let isReference = to?.defaultValue.map { ValueText.isReference($0.utf8[...]) } ?? false
      let reference = to?.defaultValue.map { ShownValue.value(.string($0)) }
      return FieldChange(
        path: change.path, from: isMaskedBefore ? .masked : change.from,
        to: isMasked ? .masked : isMaskedBefore && isReference ? reference : change.to)
    }

    var hidden: HiddenChange? {
      let kind: HiddenChange.Kind
      let new = to?.defaultValue.flatMap { $0.isEmpty ? nil : $0 }
      let old = from?.defaultValue.flatMap { $0.isEmpty ? nil : $0 }
      var reference: JSONString?
      switch (isMaskedBefore, isMasked) {
      case (true, true): kind = .unknown
      case (false, true): kind = old == nil ? .added : .becameSensitive
      case (true, false):
        reference = new.flatMap { ValueText.isReference($0.utf8[...]) ? $0 : nil }
        kind = new == nil ? .removed : reference == nil ? .plainTextEntered : .filled
      case (false, false): return nil
      }
      return HiddenChange(kind, path: nil, line: nil, reference: reference)
    }
  }
}
