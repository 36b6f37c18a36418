import CanonicalJSON
import Git
import HTTPTypes
import Hummingbird
import PaletteAPI
import ProfileRepository
import Profiles

/// Signing in with a key in place of a password, for clients that know no other way: the answer is a token of fifteen minutes.
enum SignInEndpoint {
  static var routes: [Route] {
    [
      Route(.post, "/v1/auth/authenticate", .open) { call in
        let body = Inquiry(call: call, body: try await call.body())
        let password = try body.object()["password"]?.text?.string ?? ""
        let now = Machine.seconds
        guard let principal = try call.parts.keyring.principal(for: password, at: now) else {
          throw Refusal.unauthorized
        }
        let token = call.parts.tokens.issue(for: principal.id, at: now)
        return .json(
          .object(["Authorization": .string(JSONString(token)), "isMfa": .bool(false)]))
      }
    ]
  }
}
