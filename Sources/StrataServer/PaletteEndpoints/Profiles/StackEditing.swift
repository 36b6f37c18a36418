import CanonicalJSON
import Git
import HTTPTypes
import Hummingbird
import PaletteAPI
import ProfileRepository
import Profiles

/// Turns what the API writes a stack with into the members of an export.
///
/// The API names a pack by its uid and its registry by another; an export names both by name and version.
struct StackEditing {
  private let tenant: Tenant

  init(_ tenant: Tenant) { self.tenant = tenant }

  /// The export of a profile that is made.
  func export(of entity: ClusterProfileEntity) throws -> JSONValue {
    let (meta, template) = (entity.metadata, entity.spec.template)
    var spec: JSONObject = [
      "template": .object([
        "cloudType": .string(template.cloudType), "type": .string(template.type),
        "packs": .array(try template.packs.map(pack)),
      ])
    ]
    let version = try VersionText.read(entity.spec.version) ?? .initial
    spec["version"] = .string(JSONString(version.description))
    if !entity.spec.variables.isEmpty {
      spec["variables"] = .array(entity.spec.variables.map(JSONValue.object))
    }
    return .object([
      "metadata": .object([
        "description": meta.annotations["description"] ?? "", "labels": .object(meta.labels),
        "name": .string(meta.name),
      ]), "spec": .object(spec),
    ])
  }

  /// A layer that is made.
  ///
  /// - Throws: `Refusal` in Palette's words where its pack is not named.
  func pack(_ entity: PackManifestEntity) throws(Refusal) -> JSONValue {
    if entity.name.isEmpty { throw Refusal.badRequest("Parameter 'pack name' should not be empty") }
    if entity.uid.isEmpty {
      throw Refusal.badRequest("Parameter 'pack '\(entity.name)' uid' should not be empty")
    }
    var pack: JSONObject = [
      "layer": .string(entity.layer.isEmpty ? "addon" : entity.layer), "name": .string(entity.name),
      "type": .string(entity.type.isEmpty ? "spectro" : entity.type),
      "values": .string(entity.values),
    ]
    try identify(&pack, entity)
    if !entity.manifests.isEmpty || entity.type == "manifest" {
      pack["manifests"] = .array(entity.manifests.map(manifest))
    }
    return .object(pack)
  }

  func manifest(_ input: ManifestInput) -> JSONValue {
    .object(["content": .string(input.content), "name": .string(input.name)])
  }

  /// Puts version, tag and registry where the uids say which they are.
  private func identify(_ pack: inout JSONObject, _ entity: PackManifestEntity) throws(Refusal) {
    if entity.type == "manifest" || entity.uid == Catalog.manifestPack {
      pack["version"] = "1.0.0"
      pack["registry"] = registry(nil)
      return
    }
    let known = tenant.catalog.version(uid: entity.uid)
    pack["version"] = .string(known?.version ?? entity.tag)
    let tag = entity.tag.isEmpty ? known?.version ?? "" : entity.tag
    pack["tag"] = .string(tag)
    let named = known.flatMap { tenant.catalog.registry(named: $0.registry) }
    pack["registry"] = registry(
      entity.registryUid.isEmpty
        ? named : tenant.catalog.registry(uid: entity.registryUid) ?? named,
      uid: entity.registryUid)
  }

  private func registry(_ known: RegistryMetadata?, uid: JSONString = "") -> JSONValue {
    .object([
      "metadata": .object([
        "isPrivate": .bool(known?.isPrivate ?? false), "kind": .string(known?.kind ?? ""),
        "name": .string(known?.name ?? ""), "providerType": "",
        "uid": .string(known?.uid ?? uid),
      ])
    ])
  }

  /// A layer as it stands, with what a change says in place of it.
  ///
  /// - Parameter body: the change itself, which tells an empty text from one that is not there.
  func changed(
    _ pack: JSONValue, by entity: PackManifestEntity, _ body: JSONValue, _ stack: StackAnswers
  ) throws -> JSONValue {
    var object = pack.object ?? [:]
    for key: JSONString in ["layer", "type", "values"] {
      if let text = body[key]?.text { object[key] = .string(text) }
    }
    let present = stack.packs.first { $0.value == pack }
    let isOther = !entity.uid.isEmpty && entity.uid != present.map(stack.packUid)
    let isOtherTag = !entity.tag.isEmpty && entity.tag != object["tag"]?.text
    if isOther || isOtherTag { try identify(&object, entity) }
    if body["manifests"]?.elements != nil {
      object["manifests"] = .array(
        try manifests(entity.manifests, body["manifests"]?.elements ?? [], present, stack))
    }
    return .object(object)
  }

  /// The manifests of a change: each new, or one that is there, found by its uid or its name.
  private func manifests(
    _ inputs: [ManifestInput], _ bodies: [JSONValue], _ pack: StackAnswers.Pack?,
    _ stack: StackAnswers
  ) throws(Refusal) -> [JSONValue] {
    let present = pack.map(stack.manifests) ?? []
    var result: [JSONValue] = []
    for (input, body) in zip(inputs, bodies) {
      let old =
        input.uid.isEmpty
        ? present.first { $0.name == input.name } : present.first { $0.uid == input.uid }
      if old == nil, !input.uid.isEmpty {
        throw Refusal.notFound("the pack has no manifest of the uid that the change names")
      }
      var made = input
      if body["content"]?.text == nil { made.content = old?.content ?? "" }
      if input.name.isEmpty { made.name = old?.name ?? "" }
      result.append(manifest(made))
    }
    return result
  }
}
