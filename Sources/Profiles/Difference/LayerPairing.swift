internal import CanonicalJSON
internal import PackValues

/// Which layer of one stack is which of the other: by identity, layers of one identity in their order.
struct LayerPairing {
  private let old: [LayerRecord]
  private let new: [LayerRecord]
  /// Per new layer, the index of its old one.
  private let partners: [Int?]

  init(from: ProfileDocument, to: ProfileDocument) {
    (old, new) = (LayerRecord.all(of: from), LayerRecord.all(of: to))
    partners = Pairing.partners(of: new.map(\.layer.identity), among: old.map(\.layer.identity))
  }

  /// The layers that could have something to say, in the new stack's order; a removed one where it stood.
  func comparisons(_ sensitivity: Sensitivity) -> [LayerComparison] {
    let moved = Pairing.moved(partners)
    var removed = removedByPredecessor()
    let gone = { (indices: [Int]?) in
      (indices ?? []).map { LayerComparison(from: old[$0], to: nil, move: nil, sensitivity) }
    }
    var comparisons = gone(removed.removeValue(forKey: -1))
    for (index, record) in new.enumerated() {
      let move: Move? =
        !moved.contains(index)
        ? nil : index == 0 ? .first : .after(new[index - 1].layer.identity.name)
      let partner = partners[index]
      let comparison = LayerComparison(
        from: partner.map { old[$0] }, to: record, move: move, sensitivity)
      if !comparison.isEmpty { comparisons.append(comparison) }
      if let partner { comparisons += gone(removed.removeValue(forKey: partner)) }
    }
    return comparisons
  }

  /// The removed layers by the nearest kept one before them, -1 for those before all.
  private func removedByPredecessor() -> [Int: [Int]] {
    let kept = Set(partners.compactMap { $0 })
    var removed: [Int: [Int]] = [:]
    var last = -1
    for index in old.indices {
      if kept.contains(index) { last = index } else { removed[last, default: []].append(index) }
    }
    return removed
  }
}

/// A layer and the export's object that it was read from.
struct LayerRecord {
  let layer: Layer
  let pack: JSONValue

  static func all(of document: ProfileDocument) -> [LayerRecord] {
    let packs = document.value["spec"]?["template"]?["packs"]?.elements ?? []
    return document.profile.layers.enumerated().map { index, layer in
      LayerRecord(layer: layer, pack: index < packs.count ? packs[index] : .null)
    }
  }
}
