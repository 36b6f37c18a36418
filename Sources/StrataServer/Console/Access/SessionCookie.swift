import Hummingbird

/// The cookie that carries a session's id: never readable by scripts, never sent from another site's page.
struct SessionCookie: Sendable {
  /// Sent over TLS only, and bound to this very host by its name; without on plain loopback alone.
  let isSecure: Bool

  private var name: String { isSecure ? "__Host-strata" : "strata" }

  func id(in request: Request) -> String? { request.cookies[name]?.value }

  /// Sets the id, or with nil takes the cookie away.
  func header(_ id: String?) -> String {
    let parts = [
      "\(name)=\(id ?? "")", "Path=/", "HttpOnly", "SameSite=Strict",
      isSecure ? "Secure" : nil, id == nil ? "Max-Age=0" : nil,
    ]
    return parts.compactMap { $0 }.joined(separator: "; ")
  }
}
