import Foundation
import Testing

@Suite struct OwnAPITests {
  /// A profile that two environments share, changed in dev since, and one of a project.
  private func served() throws -> (RunningServer, Workbench) {
    let bench = try Workbench()
    try bench.commit(.numbered(2, name: "web-platform"))
    let promoted = try bench.strata("promote", "--all", "--from", "dev")
    try #require(promoted.code == 0, "\(promoted)")
    try bench.commit(.numbered(3, name: "web-platform"))
    try bench.commit(Export(name: "ml-ops"), to: "dev", "--scope", "projects/payments")
    return (try RunningServer(bench), bench)
  }

  private func same(_ answer: Answer, _ outcome: Outcome) throws {
    #expect(answer.status == 200, "\(answer.text)")
    let form = { (data: Data) in
      try JSONSerialization.data(
        withJSONObject: JSONSerialization.jsonObject(with: data), options: [.sortedKeys])
    }
    #expect(try form(Data(answer.text.utf8)) == form(Data(outcome.text.utf8)))
  }

  @Test(arguments: [
    ("environments", ["env", "list"]), ("environments/dev", ["env", "show", "dev"]),
    ("environments/dev/profiles", ["show", "dev"]),
    ("environments/dev~1/profiles", ["show", "dev~1"]),
    ("profile?address=dev:web-platform", ["show", "dev:web-platform"]),
    ("history?revision=dev", ["log", "dev"]),
    ("history?address=dev%3Atenant%2Fweb-platform", ["log", "dev:web-platform"]),
    ("masked?revision=dev", ["masked", "dev"]), ("status", ["status"]),
    ("operations", ["log", "--operations"]), ("matrix", ["diff", "--matrix"]),
    (
      "diff?from=staging:web-platform&to=dev:web-platform",
      [
        "diff", "staging:web-platform", "dev:web-platform",
      ]
    ),
    ("diff?from=staging&to=dev&names=true", ["diff", "staging", "dev", "--name-only"]),
    (
      "diff?from=staging&to=dev&layer=nginx&ignore=cosmetic",
      [
        "diff", "staging", "dev", "--layer", "nginx", "--ignore", "cosmetic",
      ]
    ),
  ])
  func `an answer is what the command line prints with --json`(
    _ path: String, _ command: [String]
  ) throws {
    let (server, bench) = try served()
    let key = try bench.key("viewer", env: "dev", "--env", "staging", "--env", "prod")
    try same(
      server.send("GET", "/api/v1/\(path)", key: key), bench.strata(command + ["--json"]))
  }

  @Test func `a key sees its environment and its project, and nothing beside`() throws {
    let (server, bench) = try served()
    let dev = try bench.key("viewer")
    let project = try bench.key("viewer", env: "dev", "--project", "payments")
    let status = { (path: String, key: String?) in
      try server.send("GET", "/api/v1/\(path)", key: key).status
    }
    #expect(try status("environments", nil) == 401)
    #expect(
      try server.send("GET", "/api/v1/environments", key: dev).json.count == 1)
    #expect(try status("environments/staging/profiles", dev) == 403)
    #expect(try status("diff?from=staging&to=dev", dev) == 403)
    #expect(try status("matrix", dev) == 403)
    let profiles = try server.send("GET", "/api/v1/environments/dev/profiles", key: project)
    #expect(profiles.text.contains("ml-ops"))
    #expect(!profiles.text.contains("web-platform"))
    #expect(try status("profile?address=dev:web-platform", project) == 403)
    #expect(try status("profile?address=dev:projects/payments/ml-ops", project) == 200)
    #expect(try status("history?revision=dev", project) == 403)
    #expect(try status("operations", project) == 403)
  }

  @Test func `a commit by its id is read by whoever may read a branch that has it`() throws {
    let (server, bench) = try served()
    let path = "/api/v1/environments/\(try bench.tip().prefix(10))/profiles"
    #expect(try server.send("GET", path, key: try bench.key("viewer")).status == 200)
    #expect(try server.send("GET", path, key: try bench.key("viewer", env: "prod")).status == 403)
  }

  @Test func `an error has the command line's form`() throws {
    let (server, bench) = try served()
    let key = try bench.key("viewer")
    let missing = try server.send("GET", "/api/v1/profile?address=dev:web-platfrom", key: key)
    #expect(missing.status == 404)
    #expect(missing.json["error"]["hint"].string == "did you mean 'web-platform'?")
    let bare = try server.send("GET", "/api/v1/diff?from=dev", key: key)
    #expect(bare.status == 400)
    #expect(bare.json["error"]["code"].string == "MissingParameter")
    #expect(try server.send("GET", "/api/v1/history?revision=dev&limit=x", key: key).status == 400)
  }
}
