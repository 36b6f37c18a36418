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

  init(_ old: [Variable], _ new: [Variable]) {
    (self.old, self.new) = (old, new)
    partners = Pairing.partners(of: new.map(\.name), among: old.map(\.name))
  }

  func changes() -> [VariableChange] {
    let moved = Pairing.moved(partners)
    var changes: [VariableChange] = []
    for (index, variable) in new.enumerated() {
      let move: Move? =
        !moved.contains(index) ? nil : index == 0 ? .first : .after(new[index - 1].name.string)
      let change = Self.change(from: partners[index].map { old[$0] }, to: variable, move: move)
      if change.hasChanges || change.hidden != nil { changes.append(change) }
    }
    let kept = Set(partners.compactMap { $0 })
    return changes
      + old.indices.filter { !kept.contains($0) }
      .map { Self.change(from: old[$0], to: nil, move: nil) }
  }

  private static func change(from: Variable?, to: Variable?, move: Move?) -> VariableChange {
    let isSensitive = (from?.isSensitive ?? false) || (to?.isSensitive ?? false)
    let isHiding = isSensitive || (from?.isMasked ?? false) || (to?.isMasked ?? false)
    let fields = fields(from: from, to: to, isHiding: isHiding)
    let kind: ChangeKind =
      from == nil ? .added : to == nil ? .removed : fields.isEmpty ? .same : .changed
    return VariableChange(
      name: (to ?? from)?.name ?? "", kind: kind, move: move, fields: fields,
      hidden: hidden(from: from, to: to), isSensitive: isSensitive)
  }

  private static func fields(from: Variable?, to: Variable?, isHiding: Bool) -> [FieldChange] {
    let secret: [JSONString] = ["defaultValue", "options", "regex"]
    let old = from.map { JSONValue.object($0.definition) }
    let new = to.map { JSONValue.object($0.definition) }
    let (left, right) = (old?.removing(["name"]), new?.removing(["name"]))
    var changes = FieldComparison.changes(
      from: left?.removing(secret), to: right?.removing(secret))
    for key in secret {
      let path = JSONPath([.key(key)])
      let found = FieldComparison.changes(
        from: left?[key], to: right?[key], at: path, hiding: isHiding)
      let reference = to?.defaultValue.map { ValueText.isReference($0.utf8[...]) } ?? false
      let isFilled = key == "defaultValue" && (from?.isMasked ?? false) && reference
      changes +=
        isFilled
        ? found.map {
          FieldChange(path: path, from: $0.from, to: right?[key].map(ShownValue.value))
        }
        : found
    }
    return changes
  }

  private static func hidden(from: Variable?, to: Variable?) -> HiddenChange? {
    let kind: HiddenChange.Kind
    let new = to?.defaultValue.flatMap { $0.isEmpty ? nil : $0 }
    let old = from?.defaultValue.flatMap { $0.isEmpty ? nil : $0 }
    var reference: JSONString?
    switch (old?.isMask ?? false, new?.isMask ?? false) {
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
