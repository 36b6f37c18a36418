internal import PackValues

/// Finds the values that masks stand in, by paths that outlive a list's order.
enum FillPaths {
  /// Sets the path and says whether the mask is the whole value, for the masks of one text. Costs a reading of the text where
  /// there are any.
  static func find(for masks: inout [ProfileMask], in text: [UInt8], _ rules: MaskRules) {
    if masks.allSatisfy({ $0.state == .plain }) { return }
    let leaves = ScalarEditing(text).leaves
    for index in masks.indices where masks[index].state != .plain {
      guard let place = masks[index].place, let found = value(of: place, leaves) else {
        continue
      }
      masks[index].fillPath = found.path
      if masks[index].state == .masked {
        let core = Array(found.leaf.text.reversed().drop { $0 == 0x0A }.reversed())
        let isSensitive = place.path.map(rules.isSensitive) ?? false
        masks[index].isWhole = rules.isMask(core, isSensitive: isSensitive)
      }
    }
  }

  private typealias Value = (path: ValuesPath, leaf: ValuesLeaf)

  /// The value at the mask's own place or path; for a part of a value the last one that starts no later.
  private static func value(of mask: MaskedPlace, _ leaves: [Value]) -> Value? {
    if let exact = leaves.first(where: { $0.leaf.place == mask.place }) { return exact }
    if let path = mask.path, let named = leaves.first(where: { $0.path == path }) { return named }
    let last = leaves.last { $0.leaf.place <= mask.place }
    return last.flatMap { MaskedLine.holdsMask($0.leaf.text[...]) ? $0 : nil }
  }
}
