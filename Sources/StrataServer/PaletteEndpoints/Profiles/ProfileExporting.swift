import CanonicalJSON
import Git
import HTTPTypes
import Hummingbird
import PaletteAPI
import ProfileRepository
import Profiles

/// Profile versions as files, with masks where secrets stand.
enum ProfileExporting {
  static var routes: [Route] {
    [
      .reading(.get, "/v1/clusterprofiles/{uid}/export", .readProfiles) { tenant, inquiry in
        let found = try tenant.find(inquiry.parameter("uid"))
        let isYAML = try isYAML(inquiry, else: false)
        if isYAML { return file(try tenant.shown(found.document, found.blob).yaml, found, true) }
        let bytes = try tenant.cache.export(found.blob, rules: tenant.state.rules) {
          try tenant.shown(found.document, found.blob).palette
        }
        return file(bytes, found, false)
      },
      .reading(
        .get, "/v1/clusterprofiles/{uid}/export/terraform", .readProfiles
      ) { tenant, inquiry in
        let found = try tenant.find(inquiry.parameter("uid"))
        let value = TerraformExport.value(of: try tenant.stack(found))
        let isYAML = try isYAML(inquiry, else: true)
        let bytes =
          isYAML
          ? YAMLText.encoded(value, order: TerraformExport.order)
          : value.encodedIndented(order: TerraformExport.order)
        return file(bytes, found, isYAML)
      },
    ]
  }

  private static func isYAML(_ inquiry: Inquiry, else isDefault: Bool) throws(Refusal) -> Bool {
    switch inquiry.query("format") {
    case nil, ""?: isDefault
    case "yaml"?: true
    case "json"?: false
    default: throw Refusal.badRequest("'format' must be 'yaml' or 'json'")
    }
  }

  private static func file(_ bytes: [UInt8], _ found: Tenant.Found, _ isYAML: Bool) -> Response {
    var response = Response.file(
      bytes, named: "\(found.key.name)-\(found.key.version).\(isYAML ? "yaml" : "json")")
    response.headers[.eTag] = "\"\(found.blob.hex)\""
    return response
  }
}

/// The flat shape that Palette's modules for Terraform read: no version, no variables, no labels.
enum TerraformExport {
  static let order = MemberOrder(
    ["name", "uid", "description", "type", "packs"],
    children: [
      "packs": MemberOrder(
        elements: MemberOrder(
          [
            "name", "type", "layer", "registry_uid", "registry", "version", "tag", "values",
            "manifests",
          ], children: ["manifests": MemberOrder(elements: MemberOrder(["name", "content"]))]))
    ])

  static func value(of stack: StackAnswers) -> JSONValue {
    let profile = stack.document.profile
    return .object([
      "description": .string(profile.description), "name": .string(profile.name),
      "packs": .array(stack.packs.map { pack($0, stack) }), "type": .string(profile.type),
      "uid": .string(stack.uid),
    ])
  }

  private static func pack(_ pack: StackAnswers.Pack, _ stack: StackAnswers) -> JSONValue {
    let layer = pack.layer
    var object: JSONObject = [
      "layer": .string(layer.identity.kind), "name": .string(pack.name),
      "tag": .string(layer.tag), "type": .string(layer.packType), "values": .string(layer.values),
      "version": .string(layer.version),
    ]
    if let registry = stack.registry(pack) {
      object["registry"] = .string(registry.name)
      object["registry_uid"] = .string(registry.uid)
    }
    if !layer.manifests.isEmpty { object["manifests"] = pack.value["manifests"] }
    return .object(object)
  }
}
