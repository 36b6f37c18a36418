import CanonicalJSON
import Hummingbird
import ProfileRepository
import Profiles
import Replay
import Reports

/// Environments, how they stand to each other, and what was done to them.
enum EnvironmentEndpoints {
  static let routes = [
    Route(.get, "/api/v1/environments", .action(.readProfiles), list),
    Route(.get, "/api/v1/environments/{environment}", .action(.readProfiles), one),
    Route(.get, "/api/v1/environments/{environment}/profiles", .action(.readProfiles), profiles),
    Route(.get, "/api/v1/status", .action(.readProfiles), status),
    Route(.get, "/api/v1/operations", .action(.readProfiles), operations),
  ]

  /// The environments that the key opens, in promotion order, with the profile versions that it may see.
  private static func list(_ call: Call) async throws -> Response {
    let principal = try call.principal()
    return try await call.parts.git.read { repository in
      let names = Set(principal.grants.map(\.environment))
      let counted = try repository.environments().filter { names.contains($0.name) }.map {
        ($0, try count($0.name, repository, principal))
      }
      return .json(EnvironmentsReport(counted).json)
    }
  }

  private static func one(_ call: Call) async throws -> Response {
    let principal = try call.principal()
    let name = try EnvironmentName(try call.parameter("environment"))
    return try await call.parts.git.read { repository in
      let count = try count(name, repository, principal)
      let environment = try repository.environment(name)
      return .json(EnvironmentsReport([(environment, count)], showsSettings: true).json)
    }
  }

  private static func count(
    _ name: EnvironmentName, _ repository: ProfileRepository, _ principal: Principal
  ) throws -> Int {
    let scope = try principal.readableScope(in: name)
    let snapshot = try repository.snapshot(of: name)
    guard let scope else { return try snapshot.documentCount() }
    return try snapshot.entries(of: scope).count
  }

  private static func profiles(_ call: Call) async throws -> Response {
    let principal = try call.principal()
    let revision = try Revision(try call.parameter("environment"))
    let asked = try call.scope()
    return try await call.parts.git.read { repository in
      let (snapshot, scope) = try repository.readable(revision, by: principal, scope: asked)
      return .json(ContentsReport(try snapshot.entries(in: scope)).json)
    }
  }

  private static func status(_ call: Call) async throws -> Response {
    let principal = try call.principal()
    let asked = try call.queries("environment").map { text in try EnvironmentName(text) }
    let listsIdentical = call.query("all") == "true"
    return try await call.parts.git.read { repository in
      for name in asked { try principal.authorizeWhole(name) }
      let readable = principal.wholeEnvironments
      let pairs = try Standings.along(
        asked.isEmpty ? readable : asked, in: repository, listsIdentical: listsIdentical)
      // One environment alone brings its neighbors along, which the key may not open.
      let shown = pairs.filter { readable.contains($0.source) && readable.contains($0.target) }
      return .json(StandingsReport(shown).json)
    }
  }

  private static func operations(_ call: Call) async throws -> Response {
    let principal = try call.principal()
    let asked = try call.query("environment").map { text in try EnvironmentName(text) }
    let limit = try call.limit()
    return try await call.parts.git.read { repository in
      if let asked { try principal.authorizeWhole(asked) }
      let whole = Set(principal.wholeEnvironments)
      let readable = asked.map { [$0] } ?? whole
      if readable.isEmpty { throw Refusal.forbidden }
      let records = try repository.operations().filter {
        !readable.isDisjoint(with: $0.environments) && whole.isSuperset(of: $0.environments)
      }
      return .json(OperationsReport(Array(records.prefix(limit ?? .max))).json)
    }
  }
}
