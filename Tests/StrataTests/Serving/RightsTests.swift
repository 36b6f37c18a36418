import Foundation
import Testing

/// Every route of Palette's API against every role, on the built tool.
///
/// The table is `Tests/Fixtures/server/routes.txt`; that it names every route with its least role, `StrataServerTests` holds.
@Suite struct RightsTests {
  private struct Entry {
    let role: String
    let method: String
    let path: String
  }

  private func entries() throws -> [Entry] {
    let file = Samples.root.appendingPathComponent("Tests/Fixtures/server/routes.txt")
    return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { line in
      let words = line.split(separator: " ").map(String.init)
      return Entry(role: words[0], method: words[1], path: words[2])
    }
  }

  @Test func `no route lets in more than its role, and none less`() throws {
    let served = try ServedProfile()
    let keys = [("viewer", served.viewer), ("editor", served.editor), ("admin", served.admin)]
    let before = try served.bench.commitCount()
    for entry in try entries() {
      let path = entry.path.replacing(/\{\w+\}/, with: "000000000000000000000000")
      let body = entry.method == "GET" ? nil : "{"
      let bare = try served.server.send(entry.method, path, body: body)
      #expect(
        (bare.status == 401) == (entry.role != "open" || path.hasSuffix("authenticate"))
          || bare.status == 400, "\(entry) \(bare)")
      if entry.role == "open" { continue }
      #expect(bare.status == 401, "\(entry)")
      let least = keys.firstIndex { $0.0 == entry.role } ?? 0
      for (rank, key) in keys.enumerated() {
        let status = try served.server.send(entry.method, path, key: key.1, body: body).status
        if rank < least {
          #expect(status == 403, "\(key.0) \(entry)")
        } else {
          #expect(status != 401 && status != 403 && status < 500, "\(key.0) \(entry): \(status)")
        }
      }
    }
    #expect(try served.bench.commitCount() == before)
  }
}
