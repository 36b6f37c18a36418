import CanonicalJSON
import Git
import HTTPTypes
import Hummingbird
import PaletteAPI
import ProfileRepository
import Profiles

/// One profile version, its packs, manifests and variables, to be read.
enum ProfileLookup {
  private static let profile = "/v1/clusterprofiles/{uid}"

  static var routes: [Route] {
    [
      .reading(.get, profile, .readProfiles) { tenant, inquiry in
        let found = try tenant.find(inquiry.parameter("uid"))
        var response = Response.json(try tenant.profile(found).value)
        response.headers[.eTag] = "\"\(found.blob.hex)\""
        return response
      },
      .reading(.get, profile + "/packs", .readProfiles) { tenant, inquiry in
        let stack = try tenant.stack(tenant.find(inquiry.parameter("uid")))
        return .json(.object(["items": .array(stack.packs.map { stack.entity($0).value })]))
      },
      .reading(.get, profile + "/packs/manifests", .readProfiles, packManifests),
      .reading(.get, profile + "/packs/{packName}", .readProfiles, pack),
      .reading(.get, profile + "/packs/{packName}/config", .readProfiles, configuration),
      .reading(.get, profile + "/packs/{packName}/manifests", .readProfiles) { tenant, inquiry in
        let stack = try tenant.stack(tenant.find(inquiry.parameter("uid")))
        let pack = try stack.pack(inquiry.parameter("packName"))
        return .json(Page(stack.manifests(pack).map(stack.entity)).value)
      },
      .reading(
        .get, profile + "/packs/{packName}/manifests/{manifestUid}", .readProfiles, manifest),
      .reading(.get, profile + "/variables", .readProfiles) { tenant, inquiry in
        let stack = try tenant.stack(tenant.find(inquiry.parameter("uid")))
        return .json(Variables(stack.document.profile.variables.map(\.definition)).value)
      },
    ]
  }

  private static func packManifests(_ tenant: Tenant, _ inquiry: Inquiry) throws -> Response {
    let found = try tenant.find(inquiry.parameter("uid"))
    let stack = try tenant.stack(found)
    let packs = stack.packs.map { pack -> JSONValue in
      var object = stack.reference(pack).value.object ?? [:]
      object["manifests"] = stack.manifests(pack).value
      return .object(object)
    }
    return .json(
      .object([
        "metadata": tenant.meta(of: found).value, "spec": .object(["packs": .array(packs)]),
      ]))
  }

  private static func pack(_ tenant: Tenant, _ inquiry: Inquiry) throws -> Response {
    let found = try tenant.find(inquiry.parameter("uid"))
    let stack = try tenant.stack(found)
    let pack = try stack.pack(inquiry.parameter("packName"))
    var spec: JSONObject = ["pack": stack.entity(pack).spec.value]
    spec["registry"] = stack.registry(pack)?.value
    return .json(
      .object(["metadata": tenant.meta(of: found).value, "spec": .object(spec)]))
  }

  private static func configuration(_ tenant: Tenant, _ inquiry: Inquiry) throws -> Response {
    let found = try tenant.find(inquiry.parameter("uid"))
    let stack = try tenant.stack(found)
    let pack = try stack.pack(inquiry.parameter("packName"))
    let manifests = stack.manifests(pack).map { manifest -> JSONValue in
      .object(["name": .string(manifest.name), "uid": .string(manifest.uid)])
    }
    let spec: JSONObject = [
      "isValuesOverridden": .bool(false), "manifests": .array(manifests),
      "name": .string(pack.name), "packUid": .string(stack.packUid(pack)),
      "scope": tenant.scope == .tenant ? "tenant" : "project", "tag": .string(pack.layer.tag),
      "type": .string(pack.layer.packType), "values": .string(pack.layer.values),
      "version": .string(pack.layer.version),
    ]
    return .json(.object(["items": [.object(["spec": .object(spec)])]]))
  }

  private static func manifest(_ tenant: Tenant, _ inquiry: Inquiry) throws -> Response {
    let stack = try tenant.stack(tenant.find(inquiry.parameter("uid")))
    let pack = try stack.pack(inquiry.parameter("packName"))
    let uid = try JSONString(inquiry.parameter("manifestUid"))
    guard let manifest = stack.manifests(pack).first(where: { $0.uid == uid }) else {
      throw Refusal.notFound("the pack has no manifest of this uid")
    }
    return .json(stack.entity(manifest).value)
  }
}

extension StackAnswers {
  /// A layer as `v1PackSummary` has it: the pack with the values of the profile.
  func entity(_ pack: Pack) -> PackSummary {
    let reference = reference(pack)
    return PackSummary {
      ($0.apiVersion, $0.kind) = ("v1", "pack")
      $0.metadata = ObjectMeta(name: pack.name, uid: reference.packUid)
      ($0.spec.name, $0.spec.layer, $0.spec.type) = (
        pack.name, reference.layer, reference.type
      )
      $0.spec.displayName = pack.layer.identity.displayName
      ($0.spec.version, $0.spec.registryUid) = (reference.version, reference.registryUid)
      ($0.spec.values, $0.spec.manifests) = (reference.values, reference.manifests)
      $0.spec.schema = reference.schema
    }
  }
}
