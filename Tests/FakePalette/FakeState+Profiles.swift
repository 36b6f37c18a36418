internal import CanonicalJSON
internal import PaletteAPI
internal import Profiles

extension FakeState {
  mutating func profileAnswer(
    _ request: FakeRequest, _ parts: [String], _ project: JSONString?, _ body: JSONValue?
  ) -> FakeAnswer {
    switch (request.method, parts) {
    case ("POST", ["import", "validate"]): return validate(body)
    case ("POST", ["import"]): return take(body, project, request.query["publish"] == "true")
    case ("GET", ["validate", "name"]):
      return isTaken(request.query["name"] ?? "", request.query["version"] ?? "", project)
        ? Self.refusal(409, "ClusterProfileAlreadyExists", "Cluster Profile already exists")
        : FakeAnswer(204)
    default: break
    }
    guard let uid = parts.first.map({ JSONString($0) }), let held = profiles[uid],
      held.project == project
    else { return Self.refusal(404, "ResourceNotFound", "no such profile") }
    switch (request.method, Array(parts.dropFirst())) {
    case ("GET", ["export"]): return FakeAnswer(200, Self.masked(held.document).encoded())
    case ("GET", []): return Self.ok(shown(held, uid))
    case ("PUT", []): return update(uid, body)
    case ("PUT", ["variables"]):
      return edit(uid) { value in
        value.set(body?["variables"], at: JSONPath([.key("spec"), .key("variables")]))
      }
    case ("PATCH", ["publish"]):
      profiles[uid]?.isPublished = true
      return FakeAnswer(204)
    default: return Self.refusal(405, "MethodNotAllowed", "not here")
    }
  }

  private func isTaken(_ name: String, _ version: String, _ project: JSONString?) -> Bool {
    profiles.values.contains {
      $0.project == project && $0.document.profile.name == JSONString(name)
        && $0.document.profile.version.description == version
    }
  }

  private func validate(_ body: JSONValue?) -> FakeAnswer {
    guard let body, var entity = try? ImportEntity(body) else {
      return Self.refusal(400, "InvalidRequest", "no profile")
    }
    if let mask = Self.maskRefusal(entity.document) { return mask }
    for (index, layer) in entity.document.profile.layers.enumerated() {
      entity.matchingRegistries[index] = holders(of: layer).map { name, uid in
        PackRegistryMetadata { ($0.name, $0.uid, $0.kind) = (name, uid, "pack") }
      }
    }
    return FakeAnswer(200, entity.value.encoded())
  }

  private func holders(of layer: Layer) -> [(JSONString, JSONString)] {
    guard let known = packs[layer.identity.pack] else { return [] }
    return registries.filter { known[$0.value]?.contains(layer.version) == true }
      .map { ($0.key, $0.value) }.sorted { $0.0 < $1.0 }
  }

  private static func maskRefusal(_ document: ProfileDocument) -> FakeAnswer? {
    document.profile.variables.first(where: \.isMasked).map { variable in
      refusal(
        400, "InvalidVariable",
        JSONString("Variable '\(variable.name)' default value should not be masked"))
    }
  }

  private mutating func take(
    _ body: JSONValue?, _ project: JSONString?, _ publish: Bool
  ) -> FakeAnswer {
    guard let body, let entity = try? ImportEntity(body) else {
      return Self.refusal(400, "InvalidRequest", "no profile")
    }
    let profile = entity.document.profile
    if isTaken(profile.name.string, profile.version.description, project) {
      return Self.refusal(409, "ClusterProfileAlreadyExists", "Cluster Profile already exists")
    }
    if let mask = Self.maskRefusal(entity.document) { return mask }
    let uid = put(entity.document, project, nil)
    profiles[uid]?.isPublished = publish
    return FakeAnswer(201, Uid(uid).value.encoded())
  }

  /// Sensitive variables are hidden, as Palette hides them.
  private static func masked(_ document: ProfileDocument) -> JSONValue {
    var value = document.value
    for (index, variable) in document.profile.variables.enumerated()
    where variable.isSensitive && variable.defaultValue?.isEmpty == false {
      value.set(
        .string("********"),
        at: JSONPath([.key("spec"), .key("variables"), .index(index), .key("defaultValue")]))
    }
    return value
  }

  private func shown(_ held: Held, _ uid: JSONString) -> ClusterProfile {
    let profile = held.document.profile
    return ClusterProfile {
      $0.metadata = ObjectMeta(name: profile.name, uid: uid)
      $0.spec.version = JSONString(profile.version.description)
      $0.status.isPublished = held.isPublished
      $0.spec.published = ClusterProfileTemplate {
        ($0.type, $0.cloudType) = (profile.type, profile.cloudType)
        $0.packs = profile.layers.map { layer in
          PackRef {
            ($0.name, $0.layer, $0.type) = (
              layer.identity.pack, layer.identity.kind, layer.packType
            )
            ($0.version, $0.tag, $0.values) = (layer.version, layer.tag, layer.values)
            $0.registryUid = layer.registry?.uid ?? ""
            $0.packUid = JSONString("\($0.name)|\(layer.version)|\($0.registryUid)")
            $0.manifests = layer.manifests.enumerated().map { index, manifest in
              ObjectReference {
                ($0.name, $0.uid) = (manifest.name, JSONString("manifest-\(index)"))
              }
            }
          }
        }
      }
    }
  }

  /// Writes the texts and versions of an update over the layers of the same names.
  private mutating func update(_ uid: JSONString, _ body: JSONValue?) -> FakeAnswer {
    guard let entity = body.flatMap({ ClusterProfileEntity($0) }) else { return FakeAnswer(400) }
    return edit(uid) { value in
      let path = JSONPath([.key("spec"), .key("template"), .key("packs")])
      let old = value[path: path]?.elements ?? []
      let packs = entity.spec.template.packs.map { pack -> JSONValue in
        var layer =
          old.first { $0["name"]?.text == pack.name }?.object ?? ["name": .string(pack.name)]
        let parts = pack.uid.string.split(separator: "|").map(String.init)
        (layer["layer"], layer["type"]) = (.string(pack.layer), .string(pack.type))
        layer["values"] = .string(pack.values)
        if parts.count == 3 {
          (layer["version"], layer["tag"]) = (.string(JSONString(parts[1])), .string(pack.tag))
        }
        if !pack.manifests.isEmpty {
          layer["manifests"] = .array(
            pack.manifests.map {
              .object(["name": .string($0.name), "content": .string($0.content)])
            })
        }
        return .object(layer)
      }
      value.set(.array(packs), at: path)
      let description = entity.metadata.annotations["description"]
      if description?.text?.isEmpty == false {
        value.set(description, at: JSONPath([.key("metadata"), .key("description")]))
      }
      value.set(.object(entity.metadata.labels), at: JSONPath([.key("metadata"), .key("labels")]))
    }
  }

  private mutating func edit(_ uid: JSONString, _ body: (inout JSONValue) -> Void) -> FakeAnswer {
    guard var value = profiles[uid]?.document.value else { return FakeAnswer(404) }
    body(&value)
    guard let document = try? ProfileDocument(export: value) else { return FakeAnswer(400) }
    profiles[uid]?.document = document
    return FakeAnswer(204)
  }
}
