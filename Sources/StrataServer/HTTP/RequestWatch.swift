import Git
import HTTPTypes
import Hummingbird
import Logging
import Metrics

/// The outermost step: gives a request its id, turns what was thrown into an answer, and writes the access log.
struct RequestWatch: RouterMiddleware {
  func handle(
    _ request: Request, context: ServerContext,
    next: @concurrent (Request, ServerContext) async throws -> Response
  ) async throws -> Response {
    let start = Machine.uptime
    var context = context
    context.requestID = Self.id(of: request)
    context.logger[metadataKey: "hb.request.id"] = .string(context.requestID)
    var response: Response
    do { response = try await next(request, context) } catch {
      response = ErrorAnswer(error, to: request, context).response
    }
    response.headers[named: "X-Request-Id"] = context.requestID
    response.headers[.xContentTypeOptions] = "nosniff"
    if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
    if Self.isTooLong(request) { response.headers[.connection] = "close" }
    context.logger.info(
      "request",
      metadata: [
        "method": "\(request.method)", "path": .string(Self.shown(request.uri.path)),
        "status": "\(response.status.code)", "peer": .string(context.peer),
        "ms": "\(Int((Machine.uptime - start) * 1000))",
      ])
    return response
  }

  /// The id that the client sent, if it is a plain one, else a fresh one.
  private static func id(of request: Request) -> String {
    if let sent = request.headers[named: "X-Request-Id"], (1...64).contains(sent.utf8.count),
      sent.utf8.allSatisfy({ byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
          || byte == 0x2D || byte == 0x2E || byte == 0x5F
      })
    {
      return sent
    }
    return RandomID.digits(24)
  }

  private static func isTooLong(_ request: Request) -> Bool {
    request.headers[.contentLength].flatMap { Int($0) }.map { $0 > Limits.body } ?? false
  }

  /// A path as the log shows it: without what only somebody who attacks would put there, and without the query.
  private static func shown(_ path: String) -> String {
    String(
      path.unicodeScalars.prefix(200).map {
        $0.value > 0x20 && $0.value < 0x7F ? Character($0) : "?"
      })
  }
}

/// Names made of random hexadecimal digits.
enum RandomID {
  static func digits(_ count: Int) -> String {
    var generator = SystemRandomNumberGenerator()
    return Hex.text((0..<count / 2).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
  }
}
