import CanonicalJSON
import Git
import HTTPTypes
import Hummingbird
import PaletteAPI
import ProfileRepository
import Profiles
import Replay

/// Cluster profiles that are made from nothing, or as a copy.
enum ProfileCreation {
  /// What the commit says of where a document came from that had no file.
  static let source = "request body"

  static var routes: [Route] {
    [
      .changing(.post, "/v1/clusterprofiles", .changeProfiles, "profile create", create),
      .changing(
        .post, "/v1/clusterprofiles/{uid}/clone", .changeProfiles, "profile clone", clone),
      .reading(
        .post, "/v1/clusterprofiles/{uid}/clone/validate", .readProfiles, validateClone),
      .reading(.get, "/v1/clusterprofiles/validate/name", .readProfiles, validateName),
    ]
  }

  private static func create(
    _ tenant: Tenant, _ inquiry: Inquiry, _ doing: inout Doing
  ) throws -> Response {
    let entity = try inquiry.wire(ClusterProfileEntity.self)
    let value = try StackEditing(tenant).export(of: entity)
    let document = try ProfileDocument(export: value)
    try MaskedDefaults.refuse(in: document.profile)
    return try tenant.add(
      document, from: Self.source, published: inquiry.flag("publish"), doing: &doing)
  }

  private static func clone(
    _ tenant: Tenant, _ inquiry: Inquiry, _ doing: inout Doing
  ) throws -> Response {
    let found = try tenant.find(inquiry.parameter("uid"))
    let meta = try inquiry.wire(ClusterProfileCloneEntity.self).metadata
    let (document, scope) = try copy(tenant, found, meta)
    doing.deed = Deed(
      action: doing.deed.action, environment: tenant.environment, scope: scope, subject: "")
    let source = "\(tenant.environment):\(found.key)"
    return try tenant.moved(to: scope).add(
      document, from: source, published: false, doing: &doing)
  }

  private static func validateClone(_ tenant: Tenant, _ inquiry: Inquiry) throws -> Response {
    let found = try tenant.find(inquiry.parameter("uid"))
    let meta = try inquiry.wire(ClusterProfileCloneMeta.self)
    let (document, scope) = try copy(tenant, found, meta)
    try tenant.checkFree(document.key(in: scope))
    return .nothing
  }

  /// The copy under its name and version, and where it goes.
  private static func copy(
    _ tenant: Tenant, _ found: Tenant.Found, _ meta: ClusterProfileCloneMeta
  ) throws -> (ProfileDocument, Scope) {
    let scope = try target(tenant, meta.target)
    try tenant.principal.authorize(.changeProfiles, in: tenant.environment, scope)
    let name = meta.name.isEmpty ? found.key.name : meta.name
    let version = try VersionText.read(meta.version) ?? found.key.version
    return (try found.document.renamed(to: name, version: version), scope)
  }

  private static func target(
    _ tenant: Tenant, _ target: ClusterProfileCloneMeta.Target?
  ) throws -> Scope {
    guard let target else { return tenant.scope }
    switch target.scope {
    case "tenant": return .tenant
    case "project":
      guard !target.projectUid.isEmpty else { return tenant.scope }
      return try Tenant.scope(
        target.projectUid.string, in: tenant.environment, tenant.projects)
    default: throw Refusal.badRequest("the scope of a copy is 'tenant' or 'project'")
    }
  }

  private static func validateName(_ tenant: Tenant, _ inquiry: Inquiry) throws -> Response {
    guard let name = inquiry.query("name"), !name.isEmpty else {
      throw Refusal.badRequest("Parameter 'name' should not be empty")
    }
    if let violation = NameRule.violation(of: JSONString(name)) {
      throw Refusal.badRequest("the name of a cluster profile \(violation)")
    }
    let version = try VersionText.read(JSONString(inquiry.query("version") ?? "")) ?? .initial
    try tenant.checkFree(
      ProfileKey(scope: tenant.scope, name: JSONString(name), version: version))
    return .nothing
  }
}

/// Versions as the API takes them.
enum VersionText {
  /// Nil where none is named.
  ///
  /// - Throws: `Refusal` with status 400 for what is not strict semver.
  static func read(_ text: JSONString) throws(Refusal) -> ProfileVersion? {
    if text.isEmpty { return nil }
    guard let version = ProfileVersion(text.string) else {
      throw Refusal.badRequest(
        "the version of a cluster profile must be 'major.minor.patch', such as 1.2.3",
        code: "InvalidProfileVersion")
    }
    return version
  }
}

/// Palette refuses a variable whose default value is a mask, until somebody fills it.
enum MaskedDefaults {
  static func refuse(in profile: Profile) throws(Refusal) {
    for variable in profile.variables where isMask(variable.defaultValue) {
      throw Refusal.badRequest(
        "Variable '\(variable.name)' default value should not be masked",
        code: "InvalidClusterProfileVariable")
    }
  }

  static func isMask(_ value: JSONString?) -> Bool {
    guard let value, value.utf8.count >= 8 else { return false }
    return value.utf8.allSatisfy { $0 == UInt8(ascii: "*") }
  }
}

extension Tenant {
  /// The same state seen in another scope.
  func moved(to scope: Scope) -> Tenant {
    Tenant(
      repository: repository, snapshot: snapshot, environment: environment, scope: scope,
      principal: principal, state: state, cache: cache)
  }

  /// Adds a document that is not there, by the function that the command line's `import` uses, and answers its uid.
  ///
  /// - Throws: `Refusal` with status 409 where the scope holds one of its name and version, 400 where something else speaks
  ///   against it.
  func add(
    _ document: ProfileDocument, from source: String, published: Bool, doing: inout Doing
  ) throws -> Response {
    let key = document.key(in: scope)
    doing.deed.subject = "\(key.name)@\(key.version)"
    try checkFree(key)
    let uid = state.index.uid(key)
    try releasing {
      $0.set(published ? nil : .only, for: uid)
    } whenWritten: {
      let result = try fileImport(document, from: source).run(in: repository, as: doing.operation)
      for outcome in result.outcomes { try InvalidProfile.refuse(outcome) }
    }
    return .json(Uid(uid).value, status: .created)
  }

  /// A document on its way into the scope, with what becomes of secrets in it.
  func fileImport(_ document: ProfileDocument, from source: String) -> FileImport {
    FileImport(
      document: document, source: source, target: environment, scope: scope, gate: gate)
  }
}
