import Git
import HTTPTypes
import Hummingbird
import Logging
import ProfileRepository

/// Signing in with a key or a name and a password, and signing out.
struct SignIn: Sendable {
  let console: Console

  var routes: [Route] {
    [
      Route(.get, "/sign-in", .open) { call in
        page(next: Self.local(Fields(urlEncoded: call.request.uri.query ?? "")["next"]))
      },
      Route(.post, "/sign-in", .open) { call in try await signIn(call) },
      Route(.post, "/sign-out", .open) { call in try await signOut(call) },
    ]
  }

  private func page(
    next: String, problem: String? = nil, status: HTTPResponse.Status = .ok
  ) -> Response {
    let view = SignInView(next: next, problem: problem)
    return console.whole(view, status: status)
  }

  private func signIn(_ call: Call) async throws -> Response {
    try Console.refuseForeign(call.request)
    let form = Fields(urlEncoded: String(decoding: try await call.body(), as: UTF8.self))
    let (now, next) = (Machine.seconds, Self.local(form["next"]))
    let name = form["with"] == "key" ? nil : form["user"]
    let attempt = SignInLimit.Attempt(peer: call.context.peer, user: name)
    if let wait = console.limit.wait(attempt, at: now) {
      var response = page(
        next: next,
        problem: "Too many attempts. Try again in \(Wording.count(Int(wait), "second")).",
        status: .tooManyRequests)
      response.headers[.retryAfter] = "\(wait)"
      return response
    }
    guard let credential = try await credential(form, call, at: now) else {
      console.limit.fail(attempt, at: now)
      call.context.logger.warning("sign-in refused")
      let what = name == nil ? "This key opens nothing here." : "User or password is not right."
      return page(next: next, problem: what, status: .unauthorized)
    }
    console.limit.succeed(attempt)
    let id = console.sessions.begin(with: credential, at: now)
    var response = Console.redirect(to: next)
    response.headers[.setCookie] = console.cookie.header(id)
    return response
  }

  private func credential(
    _ form: Fields, _ call: Call, at now: Int64
  ) async throws -> Sessions.Credential? {
    if form["with"] == "key" {
      let keyring = call.parts.keyring
      guard let principal = try keyring.principal(for: form["key"] ?? "", at: now) else {
        return nil
      }
      return .key(id: principal.id)
    }
    guard let name = form["user"], let password = form.text("password") else { return nil }
    let users = console.users
    let isRight = try await call.parts.git.read { _ in
      try users.accepts(name, Array(password.utf8))
    }
    return isRight ? .user(name: name) : nil
  }

  private func signOut(_ call: Call) async throws -> Response {
    try Console.refuseForeign(call.request)
    if let id = console.cookie.id(in: call.request),
      let session = console.sessions.session(id, at: Machine.seconds, takesNotice: false)
    {
      let form = Fields(urlEncoded: String(decoding: try await call.body(), as: UTF8.self))
      try Console.check(form, of: session)
      console.sessions.end(id)
    }
    var response = Console.redirect(to: "/sign-in")
    response.headers[.setCookie] = console.cookie.header(nil)
    return response
  }

  /// An address of this server alone: a path, and nothing that a browser would take for another host.
  static func local(_ address: String?) -> String {
    guard let address, address.hasPrefix("/"), !address.hasPrefix("//"),
      !address.utf8.contains(where: { $0 < 0x21 || $0 == 0x5C || $0 > 0x7E })
    else { return "/environments" }
    return address
  }
}

struct SignInView: PageView {
  static let template = "sign-in"
  let title = "Sign in"
  let next: String
  let problem: String?
}
