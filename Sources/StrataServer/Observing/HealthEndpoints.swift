import CanonicalJSON
import Hummingbird
import ProfileRepository

/// What an operator's tools ask: is it alive, can it work, how does it do. Open to everybody who reaches the server.
enum HealthEndpoints {
  static var routes: [Route] {
    [
      Route(.get, "/healthz", .open) { _ in .json(.object(["status": "ok"])) },
      Route(.get, "/readyz", .open) { call in
        _ = try await call.parts.git.read { try $0.environments().count }
        return .json(.object(["status": "ready"]))
      },
      Route(.get, "/metrics", .open) { call in
        .bytes(
          Array(call.parts.metrics.text.utf8), type: "text/plain; version=0.0.4; charset=utf-8")
      },
    ]
  }
}
