import Git
import HTTPTypes
import Hummingbird
import Logging

/// Finds out who makes a request: by the header `ApiKey`, or by `Authorization`, with or without `Bearer`.
///
/// A request without either goes on without a principal; the routes say whether that is enough. A credential that is sent
/// and not valid is refused at once.
struct Authentication: RouterMiddleware {
  private let keyring: Keyring

  init(_ keyring: Keyring) { self.keyring = keyring }

  func handle(
    _ request: Request, context: ServerContext,
    next: @concurrent (Request, ServerContext) async throws -> Response
  ) async throws -> Response {
    guard let credential = Self.credential(in: request.headers) else {
      return try await next(request, context)
    }
    guard let principal = try keyring.principal(for: credential, at: Machine.seconds) else {
      throw Refusal.unauthorized
    }
    var context = context
    context.principal = principal
    context.logger[metadataKey: "key"] = .string(principal.id)
    return try await next(request, context)
  }

  private static func credential(in headers: HTTPFields) -> String? {
    if let key = headers[named: "ApiKey"] { return key }
    guard let value = headers[.authorization] else { return nil }
    let bearer = "bearer "
    return value.lowercased().hasPrefix(bearer) ? String(value.dropFirst(bearer.count)) : value
  }
}
