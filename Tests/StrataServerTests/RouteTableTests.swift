import Foundation
import Testing

@testable import StrataServer

@Suite struct RouteTableTests {
  /// `ROLE METHOD PATH` a line, sorted by path.
  private var table: [String] {
    (HealthEndpoints.routes + PaletteEndpoints.routes).map { route in
      let role =
        switch route.access {
        case .open: "open"
        case .key: "viewer"
        case .action(let action): action.leastRole.rawValue
        }
      return "\(role) \(route.method) \(route.path)"
    }.sorted { left, right in
      left.split(separator: " ").reversed().lexicographicallyPrecedes(
        right.split(separator: " ").reversed())
    }
  }

  @Test func `every route stands in the table of rights with its least role`() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/server/routes.txt")
    if ProcessInfo.processInfo.environment["STRATA_WRITE_ROUTES"] != nil {
      try (table.joined(separator: "\n") + "\n").write(to: file, atomically: true, encoding: .utf8)
    }
    let known = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(
      String.init)
    #expect(table == known)
  }

  @Test func `a role may what the one before it may, and a project's key nothing beside it`() throws
  {
    for action in Action.allCases {
      let allowed = Role.allCases.filter { $0 >= action.leastRole }
      #expect(allowed == Role.allCases.suffix(allowed.count))
    }
  }
}
