import CanonicalJSON
import Git
import HTTPTypes
import Hummingbird
import PaletteAPI
import ProfileRepository
import Profiles
import Replay

/// Profiles that come as an export, in the body or as a file, and what speaks against them.
enum ProfileImporting {
  private static let path = "/v1/clusterprofiles/import"

  static var routes: [Route] {
    [
      .changing(.post, path, .changeProfiles, "profile import") { tenant, inquiry, doing in
        let entity = try entity(inquiry.object())
        return try tenant.add(
          entity.document, from: ProfileCreation.source, published: inquiry.flag("publish"),
          doing: &doing)
      },
      .changing(.post, path + "/file", .changeProfiles, "profile import", file),
      .reading(.post, path + "/validate", .readProfiles, validate),
      .reading(
        .post, "/v1/clusterprofiles/validate/packs", .readProfiles
      ) { tenant, inquiry in try PackChecking.answer(tenant, inquiry) },
      .reading(
        .post, "/v1/clusterprofiles/{uid}/validate/packs", .readProfiles
      ) { tenant, inquiry in
        _ = try tenant.find(inquiry.parameter("uid"))
        return try PackChecking.answer(tenant, inquiry)
      },
    ]
  }

  private static func entity(_ value: JSONValue) throws -> ImportEntity {
    let entity = try ImportEntity(value)
    try MaskedDefaults.refuse(in: entity.document.profile)
    return entity
  }

  private static func file(
    _ tenant: Tenant, _ inquiry: Inquiry, _ doing: inout Doing
  ) throws -> Response {
    let type = inquiry.call.request.headers[.contentType] ?? ""
    let parts = try Multipart.parts(of: inquiry.body, contentType: type)
    guard let part = parts.first(where: { $0.name == "importFile" }) else {
      throw Refusal.badRequest("the form has no file 'importFile'")
    }
    let format = inquiry.query("format") ?? "json"
    guard format == "json" || format == "yaml" else {
      throw Refusal.badRequest("'format' must be 'yaml' or 'json'")
    }
    let document = try ProfileDocument(
      export: part.content, syntax: format == "yaml" ? .yaml : .json)
    try MaskedDefaults.refuse(in: document.profile)
    return try tenant.add(
      document, from: part.fileName ?? "importFile", published: inquiry.flag("publish"),
      doing: &doing)
  }

  /// The same profile, with the registries that hold each layer's pack.
  private static func validate(_ tenant: Tenant, _ inquiry: Inquiry) throws -> Response {
    let entity = try entity(inquiry.object())
    let result = try tenant.fileImport(entity.document, from: ProfileCreation.source).validation(
      in: tenant.repository, as: Operation(committer: tenant.principal.owner.signature(at: 0)))
    for outcome in result.outcomes {
      if case .refused = outcome.verdict { throw Tenant.exists }
      let errors = outcome.findings.filter { $0.severity == .error }
      if errors.contains(where: { $0.code == .duplicateVersion }) { throw Tenant.exists }
      if !errors.isEmpty { throw InvalidProfile.refusal(outcome.findings) }
    }
    try tenant.checkFree(entity.document.key(in: tenant.scope))
    let matching = entity.document.profile.layers.map(tenant.catalog.matching)
    return .json(ImportEntity(entity.document, matchingRegistries: matching).value)
  }
}

/// What speaks against a profile, as an answer.
enum InvalidProfile {
  /// Throws what kept a document from landing.
  static func refuse(_ outcome: ReplayOutcome) throws(Refusal) {
    switch outcome.verdict {
    case .written, .merged, .sliced: return
    case .nothing, .refused, .removed, .kept: throw Tenant.exists
    case .held:
      throw Refusal(.conflict, "ClusterProfileHeld", "somebody holds this profile version")
    case .invalid: throw refusal(outcome.findings)
    }
  }

  static func refusal(_ findings: [ValidationFinding]) -> Refusal {
    let errors = findings.filter { $0.severity == .error }
    let details = errors.map { finding -> JSONValue in
      var object: JSONObject = [
        "code": .string(JSONString(finding.code.rawValue)),
        "message": .string(JSONString(finding.detail)),
        "remedy": .string(JSONString(finding.remedy)),
      ]
      object["pack"] = finding.place.layer.map { .string(JSONString($0.name)) }
      object["path"] = finding.place.path.map { .string(JSONString($0)) }
      return .object(object)
    }
    return Refusal(
      .badRequest, "InvalidClusterProfile",
      errors.first?.detail ?? "the cluster profile cannot be imported here",
      details: ["errors": .array(details)])
  }
}

/// What speaks against each pack of a stack that is no profile yet.
enum PackChecking {
  static func answer(_ tenant: Tenant, _ inquiry: Inquiry) throws -> Response {
    let template = try inquiry.wire(ClusterProfileTemplateDraft.self)
    let catalog = tenant.catalog
    let isKnown = tenant.state.holdings.packs != nil
    let results = template.packs.map { pack -> PackValidation.Result in
      var result = PackValidation.Result { $0.name = pack.name }
      if pack.name.isEmpty {
        result.errors = [
          .init(code: "InvalidPackName", message: "Parameter 'pack name' should not be empty")
        ]
      } else if pack.type != "manifest", isKnown {
        result.errors = errors(pack, catalog)
      }
      return result
    }
    // The API describes the results as unique.
    var seen: Set<PackValidation.Result> = []
    return .json(PackValidation(results.filter { seen.insert($0).inserted }).value)
  }

  private static func errors(
    _ pack: PackManifestEntity, _ catalog: Catalog
  ) -> [PackValidation.Violation] {
    let versions = catalog.versions(of: pack.name)
    if versions.isEmpty {
      return [
        .init(
          code: "PackNotFound", message: JSONString("no registry holds the pack '\(pack.name)'"))
      ]
    }
    let fits = versions.contains {
      $0.uid == pack.uid || (pack.uid.isEmpty && $0.version == pack.tag)
    }
    if fits || (pack.uid.isEmpty && pack.tag.isEmpty) { return [] }
    return [
      .init(
        code: "PackVersionNotFound",
        message: JSONString(
          "no registry holds the version of the pack '\(pack.name)' that is named"))
    ]
  }
}
