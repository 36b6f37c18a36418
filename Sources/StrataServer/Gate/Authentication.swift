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

  private let tokens: ShortTokens

  init(_ keyring: Keyring, _ tokens: ShortTokens) {
    (self.keyring, self.tokens) = (keyring, tokens)
  }

  func handle(
    _ request: Request, context: ServerContext,
    next: @concurrent (Request, ServerContext) async throws -> Response
  ) async throws -> Response {
    guard let credential = Self.credential(in: request.headers) else {
      return try await next(request, context)
    }
    guard let principal = try principal(credential, at: Machine.seconds) else {
      throw Refusal.unauthorized
    }
    var context = context
    context.principal = principal
    context.logger[metadataKey: "key"] = .string(principal.id)
    return try await next(request, context)
  }

  private func principal(_ credential: String, at seconds: Int64) throws -> Principal? {
    if let id = tokens.id(in: credential, at: seconds) {
      return try keyring.principal(of: id, at: seconds) { _ in true }
    }
    return try keyring.principal(for: credential, at: seconds)
  }

  private static func credential(in headers: HTTPFields) -> String? {
    if let key = headers[named: "ApiKey"] { return key }
    guard let value = headers[.authorization] else { return nil }
    let bearer = "bearer "
    return value.lowercased().hasPrefix(bearer) ? String(value.dropFirst(bearer.count)) : value
  }
}
