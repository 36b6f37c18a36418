import CanonicalJSON
import Git
import HTTPTypes
import Hummingbird
import PaletteAPI
import ProfileRepository
import Profiles

/// Layers of a profile, their manifests, and its variables, changed one by one.
enum PackChanging {
  private static let packs = "/v1/clusterprofiles/{uid}/packs"
  private static let pack = packs + "/{packName}"
  private static let manifests = pack + "/manifests"

  static var routes: [Route] {
    [
      .changing(.post, packs, .changeProfiles, "pack add", add),
      .changing(.put, pack, .changeProfiles, "pack update", update),
      .changing(.delete, pack, .changeProfiles, "pack delete", delete),
      .changing(.post, manifests, .changeProfiles, "manifest add", addManifest),
      .changing(
        .put, manifests + "/{manifestUid}", .changeProfiles, "manifest update", updateManifest),
      .changing(
        .delete, manifests + "/{manifestUid}", .changeProfiles, "manifest delete", deleteManifest),
    ]
  }

  private static func add(
    _ tenant: Tenant, _ inquiry: Inquiry, _ doing: inout Doing
  ) throws -> Response {
    let entity = try inquiry.wire(PackInputEntity.self).pack
    let made = try StackEditing(tenant).pack(entity)
    try tenant.change(inquiry, &doing) { found in
      try edit(tenant, found) { stack, packs in
        if stack.packs.contains(where: { $0.name == entity.name }) {
          throw Refusal(
            .conflict, "PackAlreadyExists", "the cluster profile has a pack of this name")
        }
        packs.append(made)
      }
    }
    return .json(Uid(entity.uid).value, status: .created)
  }

  private static func update(
    _ tenant: Tenant, _ inquiry: Inquiry, _ doing: inout Doing
  ) throws -> Response {
    let body = try inquiry.object()["pack"] ?? .object([:])
    let entity = try inquiry.wire(PackInputEntity.self).pack
    try tenant.change(inquiry, &doing) { found in
      try edit(tenant, found, inquiry.parameter("packName")) { stack, pack in
        try StackEditing(tenant).changed(pack.value, by: entity, body, stack)
      }
    }
    return .nothing
  }

  private static func delete(
    _ tenant: Tenant, _ inquiry: Inquiry, _ doing: inout Doing
  ) throws -> Response {
    let name = try inquiry.parameter("packName")
    try tenant.change(inquiry, &doing) { found in
      try edit(tenant, found) { stack, packs in
        _ = try stack.pack(name)
        packs.removeAll { $0["name"]?.text?.string == name }
      }
    }
    return .nothing
  }

  private static func addManifest(
    _ tenant: Tenant, _ inquiry: Inquiry, _ doing: inout Doing
  ) throws -> Response {
    let input = try inquiry.wire(ManifestInput.self)
    if input.name.isEmpty { throw Refusal.badRequest("Parameter 'name' should not be empty") }
    var uid: JSONString = ""
    try tenant.change(inquiry, &doing) { found in
      try edit(tenant, found, inquiry.parameter("packName")) { stack, pack in
        let occurrence = pack.layer.manifests.count { $0.name == input.name }
        uid = Uids.manifest(
          input.name, of: pack.layer.identity, occurrence: occurrence, profile: found.uid)
        let manifests = pack.value["manifests"]?.elements ?? []
        return pack.with(manifests + [StackEditing(tenant).manifest(input)])
      }
    }
    return .json(Uid(uid).value, status: .created)
  }

  private static func updateManifest(
    _ tenant: Tenant, _ inquiry: Inquiry, _ doing: inout Doing
  ) throws -> Response {
    let input = try inquiry.wire(ManifestInput.self)
    try tenant.change(inquiry, &doing) { found in
      try edit(tenant, found, inquiry.parameter("packName")) { stack, pack in
        let index = try index(of: inquiry.parameter("manifestUid"), stack, pack)
        var manifests = pack.value["manifests"]?.elements ?? []
        var object = manifests[index].object ?? [:]
        object["content"] = .string(input.content)
        if !input.name.isEmpty { object["name"] = .string(input.name) }
        manifests[index] = .object(object)
        return pack.with(manifests)
      }
    }
    return .nothing
  }

  private static func deleteManifest(
    _ tenant: Tenant, _ inquiry: Inquiry, _ doing: inout Doing
  ) throws -> Response {
    try tenant.change(inquiry, &doing) { found in
      try edit(tenant, found, inquiry.parameter("packName")) { stack, pack in
        let index = try index(of: inquiry.parameter("manifestUid"), stack, pack)
        var manifests = pack.value["manifests"]?.elements ?? []
        manifests.remove(at: index)
        return pack.with(manifests)
      }
    }
    return .nothing
  }

  private static func index(
    of uid: String, _ stack: StackAnswers, _ pack: StackAnswers.Pack
  ) throws(Refusal) -> Int {
    guard let index = stack.manifests(pack).firstIndex(where: { $0.uid.string == uid }) else {
      throw Refusal.notFound("the pack has no manifest of this uid")
    }
    return index
  }

  /// The document with its list of layers edited.
  private static func edit(
    _ tenant: Tenant, _ found: Tenant.Found,
    _ body: (StackAnswers, inout [JSONValue]) throws -> Void
  ) throws -> JSONValue {
    let stack = StackAnswers(tenant: tenant, uid: found.uid, document: found.document)
    var packs = stack.packs.map(\.value)
    try body(stack, &packs)
    return found.document.value.setting(.array(packs), at: Paths.packs)
  }

  /// The document with one layer edited.
  private static func edit(
    _ tenant: Tenant, _ found: Tenant.Found, _ name: String,
    _ body: (StackAnswers, StackAnswers.Pack) throws -> JSONValue
  ) throws -> JSONValue {
    try edit(tenant, found) { stack, packs in
      let pack = try stack.pack(name)
      let index = stack.packs.firstIndex { $0.name == pack.name } ?? 0
      packs[index] = try body(stack, pack)
    }
  }
}

extension StackAnswers.Pack {
  /// The layer with other manifests.
  fileprivate func with(_ manifests: [JSONValue]) -> JSONValue {
    var object = value.object ?? [:]
    object["manifests"] = .array(manifests)
    return .object(object)
  }
}
