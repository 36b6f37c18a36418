import CanonicalJSON
import Hummingbird
import ProfileRepository
import Profiles
import Reports

/// Profiles, their histories, and the values that are masked in them.
enum ProfileReading {
  static let routes = [
    Route(.get, "/api/v1/profile", .action(.readProfiles), profile),
    Route(.get, "/api/v1/history", .action(.readProfiles), history),
    Route(.get, "/api/v1/masked", .action(.readProfiles), masked),
  ]

  /// A profile's stack by `address`, such as `dev:tenant/web-platform@1.2.0`.
  private static func profile(_ call: Call) async throws -> Response {
    let principal = try call.principal()
    let address = try Address(try call.required("address"))
    return try await call.parts.git.read { repository in
      let (snapshot, entry) = try repository.readable(address, by: principal)
      let report = StackReport(
        try snapshot.document(entry), origin: snapshot.label, scope: "\(entry.key.scope)")
      return .json(report.json)
    }
  }

  /// The commits of a profile (`address`) or of an environment (`revision`), newest first.
  private static func history(_ call: Call) async throws -> Response {
    let principal = try call.principal()
    let limit = try call.limit() ?? 1_000
    let address = try call.query("address").map { text in try Address(text) }
    let revision = try address.map(\.revision) ?? Revision(try call.required("revision"))
    return try await call.parts.git.read { repository in
      let entries: [HistoryEntry]
      if let address {
        let snapshot = try repository.readable(
          revision, by: principal, scope: address.profile.scope
        ).snapshot
        entries = try snapshot.history(of: address.profile)
        if entries.isEmpty { _ = try snapshot.find(address.profile) }
      } else {
        let (snapshot, scope) = try repository.readable(revision, by: principal)
        if scope != nil { throw Refusal.forbidden }
        entries = try snapshot.history(limit: limit)
      }
      return .json(HistoryReport(entries.prefix(limit).map { (nil, $0) }).json)
    }
  }

  /// The masked places of a profile (`address`) or of an environment (`revision`), filled ones told apart.
  private static func masked(_ call: Call) async throws -> Response {
    let principal = try call.principal()
    let address = try call.query("address").map { text in try Address(text) }
    let revision = try address.map(\.revision) ?? Revision(try call.required("revision"))
    let asked = try call.scope()
    return try await call.parts.git.read { repository in
      let (snapshot, scope) = try repository.readable(
        revision, by: principal, scope: address?.profile.scope ?? asked)
      let entries =
        try address.map { [try snapshot.find($0.profile)] } ?? snapshot.entries(in: scope)
      let sensitivity = try snapshot.sensitivity()
      let items = try entries.map { entry in
        (entry.key, try snapshot.document(entry).masks(sensitivity: sensitivity))
      }
      return .json(MasksReport(items).json)
    }
  }
}
