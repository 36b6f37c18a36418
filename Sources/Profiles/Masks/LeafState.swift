internal import CanonicalJSON
internal import PackValues

/// What a value is to the mask table.
enum LeafState {
  /// The side has no such place.
  case none
  /// Null, an empty text or an empty collection: nothing that could be secret.
  case empty
  case mask
  /// A mask is a part of the value.
  case partial
  /// One reference and nothing else.
  case reference
  case value

  init(_ leaf: ValuesLeaf?, isSensitive: Bool, rules: TextRules) {
    guard let leaf else {
      self = .none
      return
    }
    let isEmpty = leaf.text.isEmpty || leaf.type == .null
    if isEmpty || leaf.type == .emptyMapping || leaf.type == .emptySequence {
      self = .empty
    } else if rules.masks.isMask(leaf.text, isSensitive: isSensitive) {
      self = .mask
    } else if ValueText.isReference(leaf.text[...]) {
      self = .reference
    } else {
      self = Self.holdsMask(leaf.text, rules) ? .partial : .value
    }
  }

  private static func holdsMask(_ text: [UInt8], _ rules: TextRules) -> Bool {
    guard rules.mayHoldMask(text) else { return false }
    return text.split(separator: 0x0A).contains { rules.holdsMask($0) }
  }

  var isMasked: Bool { self == .mask || self == .partial }

  /// What going from one state to another means; nil where no mask is concerned.
  static func mask(_ old: LeafState, _ new: LeafState, isSensitive: Bool) -> HiddenChange.Kind? {
    switch (old, new) {
    case (.mask, .mask): .unknown
    case (.partial, .partial): nil
    case (.mask, .reference), (.partial, .reference): .filled
    case (.mask, .none), (.mask, .empty), (.partial, .none), (.partial, .empty): .removed
    case (.mask, _), (.partial, .value): .plainTextEntered
    case (.none, .mask), (.empty, .mask), (.none, .partial), (.empty, .partial): .added
    case (_, .mask), (_, .partial): .becameSensitive
    case (.value, _), (_, .none), (_, .empty), (_, .reference): nil
    case (.none, .value), (.empty, .value), (.reference, .value):
      isSensitive ? .plainTextEntered : nil
    }
  }
}
