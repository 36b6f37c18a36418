internal import CanonicalJSON

/// Palette's other renderings of a profile, which look like an export and lack what one holds.
enum OtherShape {
  /// Refuses the flat Terraform export and the API's own entity; palette.md lists what each leaves out.
  static func refuse(_ value: JSONValue) throws(SchemaViolation) {
    guard value.object != nil else {
      throw SchemaViolation(
        JSONPath(), "not a profile export: the document must be an object")
    }
    if value["packs"] != nil, value["spec"] == nil {
      throw SchemaViolation(
        JSONPath(),
        "this is Palette's Terraform export, which has no profile version, variables or labels",
        code: .otherShape, hint: hint)
    }
    let spec = value["spec"]
    let isEntity =
      spec?["published"] != nil || spec?["draft"] != nil || value["metadata"]?["uid"] != nil
      || hasPacksByUid(spec)
    if isEntity {
      throw SchemaViolation(
        JSONPath(),
        "this is the API's own view of a profile, which names packs and manifests by uid only",
        code: .otherShape, hint: hint)
    }
  }

  private static let hint =
    "export it with 'Export Profile' in Palette, or GET /v1/clusterprofiles/{uid}/export"

  private static func hasPacksByUid(_ spec: JSONValue?) -> Bool {
    (spec?["template"]?["packs"]?.elements ?? []).contains {
      $0["packUid"] != nil || $0["registryUid"] != nil
    }
  }
}
