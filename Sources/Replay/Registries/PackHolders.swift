internal import CanonicalJSON
internal import ProfileRepository
internal import Profiles

/// Which registries hold a layer's pack in its version.
struct PackHolders {
  /// By name, those that list the version, its tag, or a channel that stands for it.
  let exact: [JSONString]
  /// Those that only have another version of the channel that the layer follows, with the nearest one.
  let inChannel: [JSONString: JSONString]
  /// Every version of the pack that any registry has; nil where none knows the pack.
  let versions: Set<JSONString>?

  /// The registries that the pack can come from.
  var names: [JSONString] { exact.isEmpty ? inChannel.keys.sorted() : exact }

  init(of layer: Layer, in packs: [JSONString: [JSONString: [JSONString]]]) {
    guard let registries = packs[layer.identity.pack] else {
      (exact, inChannel, versions) = ([], [:], nil)
      return
    }
    let (version, tag) = (PackVersion(layer.version), PackVersion(layer.tag))
    exact = registries.filter { Self.isHeld(layer, version, in: $0.value) }.keys.sorted()
    inChannel = registries.compactMapValues { held in
      let near = held.map(PackVersion.init).filter(tag.covers)
      return PackVersion.nearest(to: version, among: near)?.text
    }
    versions = Set(registries.values.joined())
  }

  private static func isHeld(
    _ layer: Layer, _ version: PackVersion, in versions: [JSONString]
  ) -> Bool {
    if versions.contains(layer.version) { return true }
    if !layer.tag.isEmpty, versions.contains(layer.tag) { return true }
    return versions.contains { PackVersion($0).covers(version) }
  }

  /// The version there that is nearest to the layer's.
  func nearest(to layer: Layer) -> JSONString? {
    PackVersion.nearest(
      to: PackVersion(layer.version), among: (versions ?? []).map(PackVersion.init))?.text
  }
}
