import CanonicalJSON
import Hummingbird
import ProfileRepository

/// A request on its way through a route, with what the server works with.
struct Call: Sendable {
  let request: Request
  let context: ServerContext
  let parts: ServerParts

  /// Who makes it.
  ///
  /// - Throws: `Refusal` with status 401 where nobody is known.
  func principal() throws(Refusal) -> Principal {
    guard let principal = context.principal else { throw Refusal.unauthorized }
    return principal
  }

  /// What the path has in place of `{name}`, with percent escapes read.
  func parameter(_ name: String) throws(Refusal) -> String {
    guard let text = context.parameters.get(name).flatMap({ PercentEscapes.read($0) }) else {
      throw Refusal.badRequest("the address cannot be read")
    }
    return text
  }

  /// The value of a query parameter; nil where there is none.
  func query(_ name: String) -> String? {
    for pair in (request.uri.query ?? "").split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if PercentEscapes.read(parts[0], isForm: true) == name {
        return parts.count == 1 ? "" : PercentEscapes.read(parts[1], isForm: true)
      }
    }
    return nil
  }

  /// The whole body, up to the limit.
  func body() async throws -> [UInt8] {
    if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > Limits.body {
      throw Refusal.tooLarge
    }
    let buffer = try await request.body.collect(upTo: Limits.body)
    return Array(buffer.readableBytesView)
  }

  /// The body as JSON, read as strictly as a document; a number is taken at the nearest double.
  func json() async throws -> JSONValue {
    try JSONReader.read(
      await body(), numbers: .rounded, limits: JSONReader.Limits(maxBytes: Limits.body))
  }
}
