import Foundation
import Testing

@Suite struct KeyTests {
  @Test func `a key is shown once, opens until it is revoked, and only its hash is kept`() throws {
    let bench = try Workbench()
    let made = try bench.strata(
      "key", "create", "--env", "dev", "--role", "editor", "--project", "payments", "--json")
    let (key, id) = (try made.json()["key"].string ?? "", try made.json()["id"].string ?? "")
    #expect(key.hasPrefix("strata_\(id)_"))
    #expect(try made.json()["scope"].string == "projects/payments")
    let stored = try String(contentsOfFile: bench.repository + "/strata/keys.json", encoding: .utf8)
    #expect(!stored.contains(key.suffix(72)))
    let status = try FileManager.default.attributesOfItem(
      atPath: bench.repository + "/strata/keys.json")
    #expect(status[.posixPermissions] as? Int == 0o600)
    #expect(!(try bench.strata("key", "list").text).contains(key.suffix(72)))

    let server = try RunningServer(bench)
    #expect(try server.send("GET", "/healthz", key: key).status == 200)
    #expect(
      try server.send("GET", "/healthz", headers: ["authorization": "Bearer \(key)"]).status == 200)
    #expect(try server.send("GET", "/healthz", key: String(key.dropLast()) + "x").status == 401)
    #expect(try bench.strata("key", "revoke", id).code == 0)
    #expect(try server.send("GET", "/healthz", key: key).status == 401)
    #expect(!(try server.log()).contains(key.suffix(72)))
  }

  @Test func `what a key cannot be made for is refused`() throws {
    let bench = try Workbench()
    #expect(try bench.strata("key", "create", "--env", "nowhere", "--role", "viewer").code == 6)
    #expect(try bench.strata("key", "create", "--env", "dev", "--role", "owner").code == 64)
    #expect(
      try bench.strata(
        "key", "create", "--env", "dev", "--role", "viewer", "--expires", "2001-01-01"
      ).code == 64)
    #expect(try bench.strata("key", "revoke", "0000000000000000").code == 6)
    #expect(try bench.strata("key", "list", "--json").json()["keys"].count == 0)
  }

  @Test func `a file of keys that others can read opens nothing`() throws {
    let bench = try Workbench()
    let key = try bench.key("viewer")
    let server = try RunningServer(bench)
    let path = bench.repository + "/strata/keys.json"
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
    #expect(try server.send("GET", "/healthz", key: key).status == 500)
    let listed = try bench.strata("key", "list")
    #expect(listed.code == 1)
    #expect(listed.errors.contains("others may use it; its mode must be 0600 or stricter"))
  }
}
