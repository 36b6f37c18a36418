import CanonicalJSON
import Git
import HTTPTypes
import Hummingbird
import PaletteAPI
import ProfileRepository
import Profiles

/// Projects, and who a key belongs to.
enum AccountEndpoints {
  static var routes: [Route] {
    [
      .reading(.get, "/v1/users/info", .readProjects) { tenant, _ in
        let info = UserInfo {
          $0.orgName = JSONString(tenant.environment.text)
          $0.tenantUid = Uids.tenant(tenant.environment)
          $0.userUid = Uids.user(tenant.principal.id)
        }
        return .json(info.value)
      },
      .reading(.get, "/v1/dashboard/projects/metadata", .readProjects) { tenant, inquiry in
        let name = inquiry.query("name")
        let items = projects(tenant).filter { name == nil || $0.string == name }.map {
          ProjectMetadata(name: $0, uid: Uids.project($0, in: tenant.environment))
        }
        return .json(Page(items).value)
      },
      .reading(.post, "/v1/dashboard/projects", .readProjects, search),
      .reading(.get, "/v1/projects/{uid}", .readProjects, in: .path) { tenant, inquiry in
        .json(project(try named(tenant, inquiry), tenant).value)
      },
      .changing(.post, "/v1/projects", .changeProjects, "project create", create),
      .changing(.delete, "/v1/projects/{uid}", .changeProjects, "project delete", delete),
    ]
  }

  /// The projects that somebody may see: a key that is bound to one sees that one.
  private static func projects(_ tenant: Tenant) -> [JSONString] {
    tenant.projects.filter { name in
      tenant.principal.may(.readProfiles, in: tenant.environment, .project(name))
    }
  }

  private static func project(_ name: JSONString, _ tenant: Tenant) -> Project {
    Project(name: name, uid: Uids.project(name, in: tenant.environment))
  }

  private static func named(_ tenant: Tenant, _ inquiry: Inquiry) throws -> JSONString {
    let uid = try inquiry.parameter("uid")
    let scope = try Tenant.scope(uid, in: tenant.environment, projects(tenant))
    guard case .project(let name) = scope else { throw Refusal.notFound("no project has this uid") }
    return name
  }

  private static func search(_ tenant: Tenant, _ inquiry: Inquiry) throws -> Response {
    let body = inquiry.body.isEmpty ? .object([:]) : try inquiry.object()
    let filter = (body["filter"]?["name"]).flatMap { FilterString($0) }
    var names = projects(tenant).filter { filter?.admits($0.string) ?? true }
    if body["sort"]?.elements?.first?["order"]?.text == "desc" { names.reverse() }
    let page = try inquiry.page(names.map { project($0, tenant) })
    let items = page.items.map { JSONValue.object(["metadata": $0.metadata.value]) }
    var object = page.value.object ?? [:]
    object["items"] = .array(items)
    return .json(.object(object))
  }

  private static func create(
    _ tenant: Tenant, _ inquiry: Inquiry, _ doing: inout Doing
  ) throws -> Response {
    let name = try inquiry.wire(Project.self).metadata.name
    if let violation = NameRule.violation(ofProject: name) {
      throw Refusal.badRequest("the name of a project \(violation)")
    }
    doing.deed.subject = name.string
    if tenant.projects.contains(name) {
      throw Refusal(.conflict, "ProjectAlreadyExists", "there is a project of this name")
    }
    try tenant.renew(project: name, isThere: true, doing)
    return .json(
      Uid(Uids.project(name, in: tenant.environment)).value, status: .created)
  }

  private static func delete(
    _ tenant: Tenant, _ inquiry: Inquiry, _ doing: inout Doing
  ) throws -> Response {
    let name = try named(tenant, inquiry)
    doing.deed.subject = name.string
    let keys = tenant.state.index.entries(in: .project(name)).map(\.key)
    if !keys.isEmpty {
      guard try inquiry.flag("cleanupProjectResources") else {
        throw Refusal(
          .conflict, "ProjectInUse", "the project holds \(keys.count) profile versions",
          hint: "remove them first, or send cleanupProjectResources=true")
      }
      try tenant.moved(to: .project(name)).remove(keys, doing)
    }
    try tenant.renew(project: name, isThere: false, doing)
    return .nothing
  }
}
