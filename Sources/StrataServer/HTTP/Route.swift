import HTTPTypes
import Hummingbird

/// One address of the server: what it takes to be let in, and what it does.
struct Route: Sendable {
  /// Who is let in. A route cannot be made without saying so.
  enum Access: Hashable, Sendable {
    case open
    /// Anybody with a valid key.
    case key
    /// Whoever may do this in some scope; in which one, the route checks by `Principal.authorize`.
    case action(Action)
  }

  let method: HTTPRequest.Method
  /// With `{name}` for what differs.
  let path: String
  let access: Access
  let run: @Sendable (Call) async throws -> Response

  init(
    _ method: HTTPRequest.Method, _ path: String, _ access: Access,
    _ run: @escaping @Sendable (Call) async throws -> Response
  ) {
    (self.method, self.path, self.access, self.run) = (method, path, access, run)
  }
}

extension [Route] {
  /// Puts the routes on a router; a method that a path does not have is answered with 405.
  func install(on router: Router<ServerContext>, _ parts: ServerParts) {
    for route in self {
      router.on(RouterPath(route.path), method: route.method) { request, context in
        try route.admit(context.principal)
        do {
          return try await route.run(Call(request: request, context: context, parts: parts))
        } catch { throw Refusal(error) }
      }
    }
    for (path, routes) in Dictionary(grouping: self, by: \.path) {
      let methods = Set(routes.map(\.method))
      let allowed = methods.map(\.rawValue).sorted().joined(separator: ", ")
      for method in Self.methods where !methods.contains(method) {
        router.on(RouterPath(path), method: method) { _, _ -> Response in
          throw Refusal(
            .methodNotAllowed, "MethodNotAllowed", "this address does not take \(method)",
            headers: [.allow: allowed])
        }
      }
    }
  }

  private static var methods: [HTTPRequest.Method] {
    [.get, .post, .put, .patch, .delete, .options, .trace]
  }
}

extension Route {
  fileprivate func admit(_ principal: Principal?) throws(Refusal) {
    if access == .open { return }
    guard let principal else { throw Refusal.unauthorized }
    if case .action(let action) = access, !principal.may(action) { throw Refusal.forbidden }
  }
}
