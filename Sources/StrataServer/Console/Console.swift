import Crypto
import Git
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import ProfileRepository
import Profiles

/// The web console: pages for people, over the same functions as the command line.
///
/// A page decides nothing. It asks the libraries, which refuse what may not be, and shows what they say.
struct Console: Sendable {
  let templates: Templates
  let sessions = Sessions()
  let limit = SignInLimit()
  let index = ProfileIndex()
  let users: UserDirectory
  let cookie: SessionCookie
  let assets: Assets

  /// - Parameter isSecure: whether browsers reach it over TLS; otherwise only plain loopback.
  init(of repository: ProfileRepository, isSecure: Bool) throws {
    templates = try Templates()
    users = try UserDirectory(of: repository)
    cookie = SessionCookie(isSecure: isSecure)
    assets = Assets()
  }

  var routes: [Route] {
    [Route(.get, "/", .open) { _ in Self.redirect(to: "/environments") }]
      + assets.routes + SignIn(console: self).routes + readingRoutes + maskedRoutes
      + importRoutes + promotionRoutes
      + historyRoutes
  }

  /// A page that reads.
  func page(
    _ path: String, _ menu: Menu?,
    _ body: @escaping @Sendable (ProfileRepository, Visit) throws -> PageAnswer
  ) -> Route {
    Route(.get, path, .open) { call in
      try await answer(call, menu) { visit in
        try await call.parts.git.read { try body($0, visit) }
      }
    }
  }

  /// A form of the session's own that is sent. What it writes stands in line with the server's other writes.
  func form(
    _ path: String, _ menu: Menu?,
    _ body: @escaping @Sendable (ProfileRepository, Visit) throws -> PageAnswer
  ) -> Route {
    Route(.post, path, .open) { call in
      try Self.refuseForeign(call.request)
      let fields = try await Self.fields(of: call)
      return try await answer(call, menu, form: fields) { visit in
        try await call.parts.git.write { try body($0, visit) }
      }
    }
  }

  private static func fields(of call: Call) async throws -> Fields {
    if let type = call.request.headers[.contentType], type.hasPrefix("multipart/") {
      return Fields(try Multipart.parts(of: try await call.body(), contentType: type))
    }
    return Fields(urlEncoded: String(decoding: try await call.body(), as: UTF8.self))
  }
}

extension Console {
  /// Lets somebody in who is signed in, and turns what a page comes to, an error too, into an answer.
  private func answer(
    _ call: Call, _ menu: Menu?, form: Fields? = nil,
    _ body: (Visit) async throws -> PageAnswer
  ) async throws -> Response {
    let now = Machine.seconds
    let address = call.request.uri.string
    guard let id = cookie.id(in: call.request),
      let session = sessions.session(id, at: now, takesNotice: form == nil),
      let principal = try await principal(of: session.credential, call, at: now)
    else {
      let next = form == nil ? SignIn.local(address) : nil
      return Self.redirect(to: Link.page("/sign-in", ["next": next]))
    }
    if let form { try Self.check(form, of: session) }
    let visit = Visit(
      principal: principal, csrf: session.csrf, address: address,
      query: Fields(urlEncoded: call.request.uri.query ?? ""), form: form ?? Fields(), now: now,
      record: Self.record(principal, call, at: now))
    do {
      return response(try await body(visit), visit, menu, id, session.notice)
    } catch {
      let refusal = Refusal(error)
      if refusal.status.code >= 500 {
        call.context.logger.error("request failed", metadata: ["reason": .string(refusal.message)])
      }
      return whole(ErrorView(refusal), status: refusal.status, visit, menu)
    }
  }

  private func response(
    _ answer: PageAnswer, _ visit: Visit, _ menu: Menu?, _ id: String, _ waiting: Notice?
  ) -> Response {
    switch answer {
    case .page(let view, let notice, let status):
      return whole(view, status: status, visit, menu, notice ?? waiting)
    case .move(let address, let notice):
      if let notice { sessions.leave(notice, for: id) }
      return Self.redirect(to: address)
    case .download(let bytes, let name):
      var response = Response.file(bytes, named: name)
      Self.secure(&response)
      return response
    case .text(let text):
      var response = Response.bytes(Array(text.utf8), type: "text/plain; charset=utf-8")
      Self.secure(&response)
      return response
    }
  }

  /// A page in its frame; without a visit, for somebody who is not signed in.
  func whole(
    _ view: any PageView, status: HTTPResponse.Status, _ visit: Visit? = nil, _ menu: Menu? = nil,
    _ notice: Notice? = nil
  ) -> Response {
    let frame = FrameView(
      title: view.title, assets: assets.version,
      person: visit.map { .init(name: $0.principal.owner.name, role: Self.role(of: $0.principal)) },
      menu: visit == nil ? [] : Menu.allCases.map { $0.item(current: menu) },
      csrf: visit?.csrf ?? "", notice: notice.map(NoticeView.init),
      body: templates.html(view, csrf: visit?.csrf ?? ""))
    var response = Response.bytes(
      Array(templates.html(frame).utf8), type: "text/html; charset=utf-8", status: status)
    Self.secure(&response)
    return response
  }

  private static func role(of principal: Principal) -> String {
    let best = principal.grants.max { $0.role < $1.role }
    let isBound = best?.project != nil
    switch best?.role {
    case .admin: return isBound ? "Project admin" : "Tenant admin"
    case .editor: return isBound ? "Project editor" : "Editor"
    case .viewer, nil: return "Viewer"
    }
  }

  private func principal(
    of credential: Sessions.Credential, _ call: Call, at now: Int64
  ) async throws -> Principal? {
    switch credential {
    case .key(let id): return try call.parts.keyring.principal(of: id, at: now) { _ in true }
    case .user(let name):
      guard let user = try users.user(name) else { return nil }
      let known = try await call.parts.git.read { try $0.environments().map(\.name) }
      return user.principal(known: known)
    }
  }

  private static func record(
    _ principal: Principal, _ call: Call, at now: Int64
  ) -> @Sendable (Deed, Operation, String?) throws -> Void {
    let (audit, request, peer) = (call.parts.audit, call.context.requestID, call.context.peer)
    return { deed, operation, refusal in
      try audit.append(
        AuditLog.Line(
          uid: RandomID.digits(24), request: request, peer: peer, principal: principal,
          action: deed.action, environment: deed.environment, scope: deed.scope,
          subject: deed.subject, operation: operation.id, refusal: refusal), at: now)
    }
  }

  /// Nothing from elsewhere, nothing inline, in no frame; and the address goes to nobody else.
  private static func secure(_ response: inout Response) {
    response.headers[named: "Content-Security-Policy"] =
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
      + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    response.headers[named: "Referrer-Policy"] = "same-origin"
    response.headers[named: "Cross-Origin-Opener-Policy"] = "same-origin"
    response.headers[named: "Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers[named: "Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
  }

  static func redirect(to address: String) -> Response {
    var response = Response(status: .seeOther, headers: [.location: address])
    secure(&response)
    return response
  }

  /// A form comes from a page of this server, and a browser says so. `HostCheck` compares the origin.
  static func refuseForeign(_ request: Request) throws(Refusal) {
    let site = request.headers[named: "Sec-Fetch-Site"]
    if request.headers[.origin] != nil, site == nil || site == "same-origin" { return }
    throw Refusal(.forbidden, "ForeignOrigin", "the form comes from a page of another site")
  }

  /// Every form carries its session's token.
  static func check(_ form: Fields, of session: Sessions.Session) throws(Refusal) {
    let (sent, own) = (Array((form["csrf"] ?? "").utf8), Array(session.csrf.utf8))
    let isOwn =
      sent.count == own.count && zip(sent, own).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    if !isOwn {
      throw Refusal(
        .forbidden, "StaleForm", "the form belongs to a session that has ended",
        hint: "go back, load the page again and send it once more")
    }
  }
}

/// The pages that the frame leads to.
enum Menu: String, CaseIterable {
  case environments, profiles, masked, promote, compare, history

  func item(current: Menu?) -> FrameView.MenuItem {
    let (title, href): (String, String) =
      switch self {
      case .environments: ("Environments", "/environments")
      case .profiles: ("Profiles", "/profiles")
      case .masked: ("Masked values", "/masked")
      case .promote: ("Promote", "/promote")
      case .compare: ("Compare", "/diff")
      case .history: ("History", "/history")
      }
    return .init(title: title, href: href, isCurrent: self == current)
  }
}
