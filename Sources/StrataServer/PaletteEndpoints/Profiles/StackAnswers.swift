import CanonicalJSON
import Git
import HTTPTypes
import Hummingbird
import PackValues
import PaletteAPI
import ProfileRepository
import Profiles

/// Puts a document's stack into the shapes in which Palette's API reads it.
struct StackAnswers {
  let tenant: Tenant
  let uid: JSONString
  let document: ProfileDocument

  /// A layer with the members of the export that typed reading leaves out.
  struct Pack {
    let layer: Layer
    let value: JSONValue
    /// The name as the stack has it, with the prefix of a pack that is used twice.
    var name: JSONString { value["name"]?.text ?? layer.identity.pack }
  }

  var packs: [Pack] {
    let values = document.value["spec"]?["template"]?["packs"]?.elements ?? []
    return zip(document.profile.layers, values).map { Pack(layer: $0, value: $1) }
  }

  /// The pack of a name.
  ///
  /// - Throws: `Refusal` with status 404.
  func pack(_ name: String) throws(Refusal) -> Pack {
    guard let pack = packs.first(where: { $0.name.string == name }) else {
      throw Refusal.notFound("the cluster profile has no pack of this name")
    }
    return pack
  }

  var template: ClusterProfileTemplate {
    ClusterProfileTemplate {
      let profile = document.profile
      ($0.name, $0.uid, $0.type) = (profile.name, uid, profile.type)
      ($0.cloudType, $0.version) = (profile.cloudType, 1)
      $0.profileVersion = JSONString(profile.version.description)
      $0.packs = packs.map(reference)
    }
  }

  var summary: ClusterProfileTemplateSummary {
    ClusterProfileTemplateSummary {
      ($0.type, $0.cloudType) = (document.profile.type, document.profile.cloudType)
      $0.packs = packs.map { pack in
        PackRef {
          fill(&$0, pack)
          $0.displayName = pack.layer.identity.displayName
        }
      }
    }
  }

  /// A layer with its values, its manifests by uid only.
  func reference(_ pack: Pack) -> PackRef {
    PackRef {
      fill(&$0, pack)
      $0.registryUid = registry(pack)?.uid ?? ""
      $0.values = pack.layer.values
      $0.manifests = manifests(pack).map { manifest in
        ObjectReference {
          ($0.kind, $0.name, $0.uid) = ("manifest", manifest.name, manifest.uid)
        }
      }
      $0.schema = schema(pack.layer)
    }
  }

  private func fill(_ reference: inout PackRef, _ pack: Pack) {
    let layer = pack.layer
    (reference.name, reference.layer, reference.type) = (
      pack.name, layer.identity.kind, layer.packType
    )
    (reference.version, reference.tag) = (layer.version, layer.tag)
    reference.packUid = packUid(pack)
  }

  /// The uid of the pack in its registry; a layer of manifests has the one that Palette gives to all of them.
  func packUid(_ pack: Pack) -> JSONString {
    if pack.layer.packType == "manifest" { return Catalog.manifestPack }
    let registry = pack.layer.registry?.name ?? ""
    return Uids.pack(
      pack.layer.identity.pack, pack.layer.version, registry: registry, in: tenant.environment)
  }

  /// What the layer says of its registry, with the uid that the environment knows.
  func registry(_ pack: Pack) -> RegistryMetadata? {
    guard let named = pack.layer.registry else { return nil }
    if let known = tenant.catalog.registry(named: named.name) { return known }
    return RegistryMetadata {
      ($0.uid, $0.name, $0.kind) = (named.uid, named.name, named.kind)
      $0.scope = "tenant"
    }
  }

  func manifests(_ pack: Pack) -> [ManifestSummary] {
    var seen: [JSONString: Int] = [:]
    return pack.layer.manifests.map { manifest in
      let occurrence = seen[manifest.name, default: 0]
      seen[manifest.name] = occurrence + 1
      return ManifestSummary {
        ($0.name, $0.content) = (manifest.name, manifest.content)
        $0.uid = Uids.manifest(
          manifest.name, of: pack.layer.identity, occurrence: occurrence, profile: uid)
      }
    }
  }

  func entity(_ manifest: ManifestSummary) -> ManifestEntity {
    ManifestEntity {
      $0.metadata = ObjectMeta(name: manifest.name, uid: manifest.uid)
      $0.spec.published = ManifestEntity.Content { $0.content = manifest.content }
    }
  }

  /// What the facts know of the pack's values.
  private func schema(_ layer: Layer) -> [PaletteAPI.PackSchema] {
    tenant.state.sensitivity.schema(of: layer).map(Catalog.schema) ?? []
  }

  /// Whether a text of the stack refers to a macro that somebody defined.
  var hasUserMacros: Bool {
    document.profile.layers.contains { layer in
      ([layer.values] + layer.manifests.map(\.content)).contains { text in
        ValuesText(text.utf8).references().contains { $0.kind == .macro }
      }
    }
  }
}
