internal import CanonicalJSON
internal import Palette
internal import PaletteAPI
internal import Profiles

/// Writes another stack and other variables over a live profile version, whose uid and users stay.
struct InPlaceUpdate: Sendable {
  private let uid: JSONString
  private let project: JSONString?
  private let document: ProfileDocument
  private let secrets: Secrets
  private let expected: String?

  /// - Parameter expected: the content id of the export that the decision to update was made from.
  init(
    of uid: JSONString, in project: JSONString?, to document: ProfileDocument, secrets: Secrets,
    expecting expected: String?
  ) {
    (self.uid, self.project, self.document) = (uid, project, document)
    (self.secrets, self.expected) = (secrets, expected)
  }

  /// Updates, publishes if asked, and looks at what is there afterwards.
  ///
  /// - Throws: `conflict` where the live side moved meanwhile, and where it holds something else afterwards.
  func run(_ client: PaletteClient, publishes: Bool) async throws {
    let before = try await client.export(uid, in: project)
    guard before.contentID == expected else {
      throw PaletteError(
        .conflict, "'\(document.profile.name)' was changed in its Palette meanwhile",
        hint: "nothing of it was sent; run the command again")
    }
    let current = try await client.profile(uid, in: project)
    let stack = current.spec.draft ?? current.spec.published ?? ClusterProfileTemplate()
    let entity = try await entity(over: current, stack, client)
    try await client.update(uid, to: entity, in: project, secrets: secrets)
    let variables = document.profile.variables.map(\.definition)
    if variables != before.profile.variables.map(\.definition) {
      try await client.setVariables(
        of: uid, to: Variables(variables), in: project, secrets: secrets)
    }
    if publishes { try await client.publish(uid, in: project) }
    let now = try await client.export(uid, in: project)
    guard document.isSame(as: now) else {
      throw PaletteError(
        .conflict,
        "'\(document.profile.name)' was updated, and its Palette holds something else now",
        hint: "see what differs with 'strata drift ENV'")
    }
  }

  private func entity(
    over current: ClusterProfile, _ stack: ClusterProfileTemplate, _ client: PaletteClient
  ) async throws -> ClusterProfileEntity {
    var entity = ClusterProfileEntity()
    let profile = document.profile
    entity.metadata.uid = uid
    entity.metadata.name = profile.name
    entity.metadata.annotations = current.metadata.annotations
    entity.metadata.annotations["description"] = .string(profile.description)
    for label in profile.labels { entity.metadata.labels[label.key] = .string(label.value) }
    entity.spec.version = JSONString(profile.version.description)
    entity.spec.template.type = profile.type
    let names = document.value["spec"]?["template"]?["packs"]?.elements ?? []
    for (layer, pack) in zip(profile.layers, names) {
      let name = pack["name"]?.text ?? layer.identity.pack
      entity.spec.template.packs.append(
        try await self.pack(layer, name, among: stack.packs, client))
    }
    return entity
  }

  private func pack(
    _ layer: Layer, _ name: JSONString, among current: [PackRef], _ client: PaletteClient
  ) async throws -> PackManifestEntity {
    let there = current.first { $0.name == name }
    var pack = PackManifestEntity()
    (pack.name, pack.layer, pack.type) = (name, layer.identity.kind, layer.packType)
    // A channel is no tag of a new version, and stays the tag of one that is there.
    let isThere = there?.version == layer.version && !layer.tag.isEmpty
    (pack.tag, pack.values) = (isThere ? layer.tag : layer.version, layer.values)
    pack.manifests = layer.manifests.map { manifest in
      ManifestInput {
        ($0.name, $0.content) = (manifest.name, manifest.content)
        $0.uid = there?.manifests.first { $0.name == manifest.name }?.uid ?? ""
      }
    }
    if layer.packType == "manifest" {
      pack.uid = there?.packUid ?? "spectro-manifest-pack"
      return pack
    }
    let registry = layer.registry?.uid ?? ""
    pack.registryUid = registry.isEmpty ? there?.registryUid ?? "" : registry
    if let there, there.version == layer.version, there.registryUid == pack.registryUid {
      pack.uid = there.packUid
      return pack
    }
    let tags = try await client.pack(layer.identity.pack, in: pack.registryUid)?.tags ?? []
    guard let tag = tags.first(where: { $0.version == layer.version }) else {
      throw PaletteError(
        .notFound, "the registry of '\(name)' does not hold its version \(layer.version)",
        hint: "choose another with '--registry SOURCE=TARGET#UID'")
    }
    pack.uid = tag.packUid
    return pack
  }
}
