import CanonicalJSON
import PackValues
import Profiles

/// A profile's layers as a stack: the last one on top, the operating system at the bottom.
struct StackSlabs {
  private let layers: [Layer]
  private let toFill: [Layer.Identity: Int]

  /// - Parameter masks: those that are still to fill.
  init(_ profile: Profile, _ masks: [ProfileMask]) {
    layers = profile.layers
    toFill = masks.compactMap(\.layer).reduce(into: [:]) { $0[$1, default: 0] += 1 }
  }

  /// The layer that an address names, else the first with something to fill, else the bottom one.
  func chosen(_ text: String?) -> Int? {
    if let number = text.flatMap({ Int($0) }), layers.indices.contains(number) { return number }
    return layers.firstIndex { toFill[$0.identity] != nil } ?? layers.indices.first
  }

  func slabs(current: Int?, href: (Int) -> String) -> [ProfileView.Slab] {
    layers.enumerated().reversed().map { position, layer in
      ProfileView.Slab(
        href: href(position), isCurrent: position == current, tone: layer.identity.tone,
        kind: layer.identity.kindName, name: layer.identity.shownName,
        version: layer.version.shown, toFill: toFill[layer.identity])
    }
  }
}

extension ProfileMask {
  /// The layer that the place belongs to, if it belongs to one.
  var layer: Layer.Identity? {
    switch owner {
    case .values(let layer), .manifest(let layer, _): layer
    case .variable, .member: nil
    }
  }
}

extension LayerView {
  /// - Parameters:
  ///   - masks: those that are still to fill.
  ///   - editHref: nil where the values cannot be edited.
  init(_ layer: Layer, _ masks: [ProfileMask], editHref: String?) {
    let identity = layer.identity
    (title, layerName) = (identity.shownName, identity.shownName)
    (pack, packType) = (identity.pack.shown, layer.packType.isEmpty ? nil : layer.packType.shown)
    let channel =
      layer.tag.isEmpty || layer.tag == layer.version ? "" : " (channel \(layer.tag.shown))"
    version = layer.version.shown + channel
    registry =
      layer.registry.map { registry in
        registry.name.shown + (registry.kind.isEmpty ? "" : " (\(registry.kind.shown))")
      } ?? "–"
    self.editHref = editHref
    let count = { (owner: ProfileMask.Owner) in masks.count { $0.owner == owner } }
    texts =
      [Text("Values", layer.values, toFill: count(.values(identity)))]
      + layer.manifests.map { manifest in
        Text(
          "Manifest \(manifest.name.shown)", manifest.content,
          toFill: count(.manifest(identity, name: manifest.name)))
      }
  }
}

extension LayerView.Text {
  init(_ title: String, _ text: JSONString, toFill: Int) {
    let highlighted = HighlightedValues(text)
    self.title = title
    isEmpty = text.isEmpty
    html = highlighted.html
    lines = Wording.count(text.isEmpty ? 0 : highlighted.lineCount, "line")
    masks = toFill > 0 ? "\(toFill) to fill" : nil
  }
}
