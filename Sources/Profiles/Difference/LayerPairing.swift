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

  /// The layers that have something to say.
  func changes() -> [LayerChange] {
    let moved = Pairing.moved(partners)
    var changes: [LayerChange] = []
    var removed = removedByPredecessor()
    changes += (removed.removeValue(forKey: -1) ?? []).map {
      change(from: old[$0], to: nil, move: nil)
    }
    for (index, record) in new.enumerated() {
      let move: Move? =
        !moved.contains(index)
        ? nil : index == 0 ? .first : .after(new[index - 1].layer.identity.description)
      let partner = partners[index]
      let change = change(from: partner.map { old[$0] }, to: record, move: move)
      if change.hasChanges || !change.texts.isEmpty { changes.append(change) }
      guard let partner, let gone = removed.removeValue(forKey: partner) else { continue }
      changes += gone.map { self.change(from: old[$0], to: nil, move: nil) }
    }
    return changes
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

  private func change(from: LayerRecord?, to: LayerRecord?, move: Move?) -> LayerChange {
    let fields = LayerFields.changes(from: from, to: to)
    let texts = Self.texts(from: from?.layer, to: to?.layer)
    let isChanged = !fields.isEmpty || texts.contains { $0.hasChanges }
    let kind: ChangeKind =
      from == nil ? .added : to == nil ? .removed : isChanged ? .changed : .same
    let layer = to?.layer ?? from?.layer
    return LayerChange(
      identity: layer?.identity ?? Layer.Identity(kind: "", pack: "", displayName: ""),
      kind: kind, move: move, fromVersion: from?.layer.version, toVersion: to?.layer.version,
      registry: layer?.registry, fields: fields, texts: texts)
  }

  private static func texts(from: Layer?, to: Layer?) -> [TextChange] {
    var texts: [TextChange] = []
    let values = { (layer: Layer?) in layer.flatMap { $0.values.isEmpty ? nil : $0.values } }
    if let change = TextChange(.values, from: values(from), to: values(to)) { texts.append(change) }
    let (old, new) = (from?.manifests ?? [], to?.manifests ?? [])
    let partners = Pairing.partners(of: new.map(\.name), among: old.map(\.name))
    for (index, manifest) in new.enumerated() {
      let before = partners[index].map { old[$0].content }
      let change = TextChange(.manifest(manifest.name), from: before, to: manifest.content)
      if let change { texts.append(change) }
    }
    let kept = Set(partners.compactMap { $0 })
    for (index, manifest) in old.enumerated() where !kept.contains(index) {
      let change = TextChange(.manifest(manifest.name), from: manifest.content, to: nil)
      if let change { texts.append(change) }
    }
    return texts
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
