internal import CanonicalJSON
internal import PackValues

/// One layer on both sides, compared but not yet made fit to be shown.
struct LayerComparison {
  private let from: LayerRecord?
  private let to: LayerRecord?
  private let move: Move?
  private let fields: [FieldChange]
  private let texts: [TextComparison]

  init(from: LayerRecord?, to: LayerRecord?, move: Move?, _ sensitivity: Sensitivity) {
    (self.from, self.to, self.move) = (from, to, move)
    let isSame = from?.pack == to?.pack
    fields =
      isSame ? [] : LayerFields.changes(from: from, to: to) + Self.manifestOrder(from: from, to: to)
    texts = Self.texts(from: from?.layer, to: to?.layer, sensitivity)
  }

  /// The order of a layer's manifests is content, as that of every list.
  private static func manifestOrder(from: LayerRecord?, to: LayerRecord?) -> [FieldChange] {
    guard let old = from?.layer.manifests.map(\.name), let new = to?.layer.manifests.map(\.name),
      !Pairing.moved(Pairing.partners(of: new, among: old)).isEmpty
    else { return [] }
    let shown = { (names: [JSONString]) in
      FieldComparison.shown(.array(names.map(JSONValue.string)), false)
    }
    return [FieldChange(path: JSONPath([.key("manifests")]), from: shown(old), to: shown(new))]
  }

  var isEmpty: Bool {
    from != nil && to != nil && move == nil && fields.isEmpty && texts.isEmpty
  }

  var isRemoved: Bool { to == nil }

  var strays: StrayMasks {
    texts.reduce(into: StrayMasks()) { $0.formUnion($1.strays) }
  }

  var identity: Layer.Identity {
    (to ?? from)?.layer.identity ?? Layer.Identity(kind: "", pack: "", displayName: "")
  }

  /// What may be shown of the layer, of what the filter keeps; nil where that is nothing. Adds what was left out.
  func change(
    strays: StrayMasks, filter: DifferenceFilter, ignored: inout Int
  ) -> LayerChange? {
    var filtering = Filtering(filter, layer: identity)
    defer { ignored += filtering.count }
    guard from != nil, to != nil else {
      let texts = (to ?? from).map { Self.allTexts($0.layer) } ?? []
      return filtering.keeps(layerOf: texts) ? whole(strays) : nil
    }
    let move = move.flatMap { filtering.keeps(.order) ? $0 : nil }
    let fields = fields.filter { filtering.keeps($0) }
    var kept = TextComparison.Kept()
    let texts = texts.compactMap {
      $0.change(strays: strays, filter: &filtering, kept: &kept)
    }
    let isChanged = !fields.isEmpty || texts.contains { $0.hasChanges }
    guard isChanged || move != nil || !texts.isEmpty else { return nil }
    return layer(
      isChanged ? .changed : .same, move: move, fields: fields, texts: texts,
      references: isChanged ? references(in: kept) : [])
  }

  private func whole(_ strays: StrayMasks) -> LayerChange {
    var all = Filtering(DifferenceFilter(), layer: identity)
    var kept = TextComparison.Kept()
    let texts = texts.compactMap { $0.change(strays: strays, filter: &all, kept: &kept) }
    return layer(
      from == nil ? .added : .removed, move: nil, fields: fields, texts: texts,
      references: ReferenceChange.changes(from: kept.from, to: kept.to))
  }

  /// What the layer asks for differently. Only what the shown changes name can be, so the texts are read for these alone.
  private func references(in kept: TextComparison.Kept) -> [ReferenceChange] {
    let shown = Set(ReferenceChange.changes(from: kept.from, to: kept.to))
    guard !shown.isEmpty else { return [] }
    let all = ReferenceChange.changes(
      from: from.map { Self.allTexts($0.layer) } ?? [], to: to.map { Self.allTexts($0.layer) } ?? []
    )
    return all.filter(shown.contains)
  }

  private func layer(
    _ kind: ChangeKind, move: Move?, fields: [FieldChange], texts: [TextChange],
    references: [ReferenceChange]
  ) -> LayerChange {
    LayerChange(
      identity: identity, kind: kind, move: move, fromVersion: from?.layer.version,
      toVersion: to?.layer.version, registry: (to ?? from)?.layer.registry, fields: fields,
      texts: texts, references: references)
  }

  private static func allTexts(_ layer: Layer) -> [[UInt8]] {
    [layer.values.utf8] + layer.manifests.map(\.content.utf8)
  }

  private static func texts(
    from: Layer?, to: Layer?, _ sensitivity: Sensitivity
  ) -> [TextComparison] {
    let values = { (layer: Layer?) in layer.flatMap { $0.values.isEmpty ? nil : $0.values } }
    let rules = TextRules(sensitivity, values: [from, to].compactMap { $0 })
    var texts = [TextComparison(.values, from: values(from), to: values(to), rules: rules)]
    let literals = TextRules(masks: MaskRules(literals: rules.masks.literals))
    let (old, new) = (from?.manifests ?? [], to?.manifests ?? [])
    let partners = Pairing.partners(of: new.map(\.name), among: old.map(\.name))
    for (index, manifest) in new.enumerated() {
      texts.append(
        TextComparison(
          .manifest(manifest.name), from: partners[index].map { old[$0].content },
          to: manifest.content, rules: literals))
    }
    let kept = Set(partners.compactMap { $0 })
    for (index, manifest) in old.enumerated() where !kept.contains(index) {
      texts.append(
        TextComparison(
          .manifest(manifest.name), from: manifest.content, to: nil, rules: literals))
    }
    return texts.compactMap { $0 }
  }
}
