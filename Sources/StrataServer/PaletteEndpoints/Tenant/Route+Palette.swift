import CanonicalJSON
import Git
import HTTPTypes
import Hummingbird
import PaletteAPI
import ProfileRepository
import Profiles

extension Route {
  /// Where a request's scope stands.
  enum ScopePlace: Hashable, Sendable {
    /// In the header `ProjectUid`, as everywhere in Palette's API.
    case header
    /// In the path; the answer checks the right to it by `Principal.authorize`.
    case path
  }

  /// An address of Palette's API that reads.
  static func reading(
    _ method: HTTPRequest.Method, _ path: String, _ action: Action, in place: ScopePlace = .header,
    _ answer: @escaping @Sendable (Tenant, Inquiry) throws -> Response
  ) -> Route {
    Route(method, path, .action(action)) { call in
      let inquiry = Inquiry(call: call, body: try await call.body())
      return try await call.parts.git.read { repository in
        let tenant = try call.tenant(repository)
        try tenant.authorize(action, place)
        return try answer(tenant, inquiry)
      }
    }
  }

  /// An address of Palette's API that changes something: its answer names the line of the audit log.
  ///
  /// - Parameter deed: what the logs call it, such as `profile import`.
  static func changing(
    _ method: HTTPRequest.Method, _ path: String, _ action: Action, _ deed: String,
    in place: ScopePlace = .header,
    _ answer: @escaping @Sendable (Tenant, Inquiry, inout Doing) throws -> Response
  ) -> Route {
    Route(method, path, .action(action)) { call in
      let inquiry = Inquiry(call: call, body: try await call.body())
      let (environment, scope) = try await call.parts.git.read { repository in
        let tenant = try call.tenant(repository)
        try tenant.authorize(action, place)
        return (tenant.environment, tenant.scope)
      }
      let named = Deed(action: deed, environment: environment, scope: scope, subject: "")
      let (response, uid) = try await call.change(named) { repository, operation, deed in
        let tenant = try call.tenant(repository)
        var doing = Doing(operation: operation, deed: deed)
        defer { deed = doing.deed }
        return try answer(tenant, inquiry, &doing)
      }
      var answer = response
      answer.headers[named: "AuditUid"] = uid
      return answer
    }
  }
}

extension Tenant {
  fileprivate func authorize(_ action: Action, _ place: Route.ScopePlace) throws(Refusal) {
    if place == .header { try principal.authorize(action, in: environment, scope) }
  }
}

/// A change on its way.
struct Doing {
  let operation: Operation
  var deed: Deed
}

extension Call {
  /// The environment of the key at its newest commit, in the scope that the request names.
  func tenant(_ repository: ProfileRepository) throws -> Tenant {
    let principal = try principal()
    guard let environment = principal.tenant else { throw Refusal.forbidden }
    let snapshot = try repository.snapshot(of: environment)
    let state = try parts.tenants.state(of: environment, at: snapshot)
    let uid = request.headers[named: "ProjectUid"] ?? query("ProjectUid")
    let projects = (state.holdings.projects ?? []).union(state.index.projects)
    return Tenant(
      repository: repository, snapshot: snapshot, environment: environment,
      scope: try Tenant.scope(uid, in: environment, Array(projects)), principal: principal,
      state: state, cache: parts.tenants)
  }
}
