import HTTPTypes
import Hummingbird

/// Answers only to names that are the server's own, and only to pages that it served itself.
///
/// A page of a foreign site could else reach a server on this machine through a name that it lets point here. IP
/// addresses cannot be made to point elsewhere, so each of them passes.
struct HostCheck: RouterMiddleware {
  private let names: Set<String>

  /// - Parameter names: those by which the server is reached, beside `localhost`.
  init(names: [String]) { self.names = Set(names.map { $0.lowercased() } + ["localhost"]) }

  func handle(
    _ request: Request, context: ServerContext,
    next: @concurrent (Request, ServerContext) async throws -> Response
  ) async throws -> Response {
    guard let host = request.head.authority, isOwn(host) else {
      throw Refusal(
        .misdirectedRequest, "UnknownHost", "the server does not answer to this host name",
        hint: "start it with '--host NAME' for each name that it is reached by")
    }
    if let origin = request.headers[.origin], !Self.isSame(origin, host) {
      throw Refusal(.forbidden, "ForeignOrigin", "the request comes from a page of another site")
    }
    return try await next(request, context)
  }

  private func isOwn(_ host: String) -> Bool {
    let name = Self.name(in: host).lowercased()
    return names.contains(name) || Self.isAddress(name)
  }

  /// What stands before the port.
  private static func name(in host: String) -> String {
    if host.hasPrefix("[") { return String(host.prefix { $0 != "]" }) + "]" }
    return String(host.prefix { $0 != ":" })
  }

  private static func isAddress(_ name: String) -> Bool {
    if name.hasPrefix("["), name.hasSuffix("]") {
      return name.dropFirst().dropLast().allSatisfy { $0.isHexDigit || $0 == ":" || $0 == "." }
    }
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts.allSatisfy { UInt8($0) != nil }
  }

  private static func isSame(_ origin: String, _ host: String) -> Bool {
    let lower = origin.lowercased()
    return lower == "http://" + host.lowercased() || lower == "https://" + host.lowercased()
  }
}
