internal import CanonicalJSON
internal import PackValues

/// What is secret in one text and what counts as a mask there, by what is known of either side.
struct TextRules: Hashable, Sendable {
  let masks: MaskRules
  /// The pack's schema is known, so what it does not declare is no secret of the pack.
  let isDeclared: Bool

  init(masks: MaskRules = MaskRules(), isDeclared: Bool = false) {
    (self.masks, self.isDeclared) = (masks, isDeclared)
  }

  /// The rules for the values of a layer; its manifests have no schema.
  init(_ sensitivity: Sensitivity, values layers: [Layer]) {
    let rules = layers.map(sensitivity.rules)
    masks = MaskRules(
      literals: Set(sensitivity.literals.map(\.utf8)),
      sensitivePaths: Array(Set(rules.flatMap(\.sensitivePaths))))
    isDeclared = layers.allSatisfy { layer in
      let pack = Sensitivity.Pack(name: layer.identity.pack, version: layer.version)
      return sensitivity.schemas[pack] != nil
    }
  }

  /// Whether anything in a text could be a mask: a cheap first question.
  func mayHoldMask(_ text: [UInt8]) -> Bool {
    let text = ValuesText(text)
    return text.contains(masks.sensitivePaths.isEmpty ? ValuesText.mask : "****")
      || masks.literals.contains { text.contains(String(decoding: $0, as: UTF8.self)) }
  }

  /// Whether a line has a mask as a part or as a whole.
  func holdsMask(_ line: ArraySlice<UInt8>) -> Bool {
    MaskedLine.holdsMask(line) || holdsLiteral(line)
  }

  func holdsLiteral(_ line: ArraySlice<UInt8>) -> Bool {
    guard !masks.literals.isEmpty else { return false }
    let text = ValuesText(Array(line))
    return masks.literals.contains { text.contains(String(decoding: $0, as: UTF8.self)) }
  }

  /// The last keys of the paths that are declared, for a text that has no paths. A key may hold dots itself, so
  /// every end of a path counts.
  var sensitiveKeys: Set<[UInt8]> {
    var keys: Set<[UInt8]> = []
    for path in masks.sensitivePaths {
      var parts = path.text.split(separator: ".", omittingEmptySubsequences: false)
      while parts.last == "$[]" { parts.removeLast() }
      for start in parts.indices { keys.insert(Array(parts[start...].joined(separator: ".").utf8)) }
    }
    return keys
  }
}
