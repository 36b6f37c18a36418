import CanonicalJSON
import Git
import HTTPTypes
import Hummingbird
import PackValues
import PaletteAPI
import ProfileRepository
import Profiles

/// The registries and packs of an environment, as its facts know them.
struct Catalog {
  /// The uid that Palette gives to the pack of every layer of manifests.
  static let manifestPack: JSONString = "spectro-manifest-pack"

  let environment: EnvironmentName
  let holdings: KnownHoldings
  let schemas: [Sensitivity.Pack: Profiles.PackSchema]

  /// One version of a pack in one registry.
  struct Version {
    let pack: JSONString
    let registry: JSONString
    let version: JSONString
    let uid: JSONString
  }

  /// By name.
  var registries: [RegistryMetadata] {
    (holdings.registries ?? [:]).sorted { $0.key < $1.key }.map(metadata)
  }

  func registry(named name: JSONString) -> RegistryMetadata? {
    (holdings.registries ?? [:])[name].map { metadata((name, $0)) }
  }

  func registry(uid: JSONString) -> RegistryMetadata? { registries.first { $0.uid == uid } }

  private func metadata(
    _ entry: (key: JSONString, value: KnownHoldings.Registry)
  ) -> RegistryMetadata {
    RegistryMetadata {
      $0.uid = entry.value.uid ?? Uids.registry(entry.key, in: environment)
      ($0.name, $0.kind) = (entry.key, entry.value.kind ?? "pack")
      ($0.isPrivate, $0.scope) = (
        entry.value.isPrivate ?? false, entry.value.scope ?? "tenant"
      )
    }
  }

  /// Every version of every pack, by pack, registry, and the order in which the facts have them.
  var versions: [Version] {
    (holdings.packs ?? [:]).keys.sorted().flatMap(versions)
  }

  func versions(of pack: JSONString) -> [Version] {
    let registries = holdings.packs?[pack] ?? [:]
    return registries.keys.sorted().flatMap { registry in
      (registries[registry] ?? []).map { version in
        Version(
          pack: pack, registry: registry, version: version,
          uid: Uids.pack(pack, version, registry: registry, in: environment))
      }
    }
  }

  func version(uid: JSONString) -> Version? { versions.first { $0.uid == uid } }

  /// The registries that hold a pack in its version, for an import to choose from.
  func matching(_ layer: Layer) -> [PackRegistryMetadata] {
    versions(of: layer.identity.pack).filter { $0.version == layer.version }.map { version in
      let known = registry(named: version.registry)
      return PackRegistryMetadata {
        $0.uid = known?.uid ?? Uids.registry(version.registry, in: environment)
        ($0.name, $0.kind) = (version.registry, known?.kind ?? "pack")
        $0.isPrivate = known?.isPrivate ?? false
        $0.providerType = holdings.registries?[version.registry]?.provider ?? ""
      }
    }
  }

  static func schema(_ schema: Profiles.PackSchema) -> [PaletteAPI.PackSchema] {
    schema.entries.map { entry in
      PaletteAPI.PackSchema {
        $0.name = JSONString(entry.path.text)
        $0.type = entry.directive.type.map { JSONString($0) } ?? ""
        $0.format = entry.directive.format.map { JSONString($0) } ?? ""
        $0.regex = entry.directive.regex.map { JSONString($0) } ?? ""
        $0.required = entry.directive.isRequired
        $0.hints = entry.directive.hints.map { JSONString($0) }
        $0.listOptions = entry.directive.options.map { JSONString($0) }
      }
    }
  }
}

extension Tenant {
  var catalog: Catalog {
    Catalog(
      environment: environment, holdings: state.holdings, schemas: state.sensitivity.schemas)
  }
}
