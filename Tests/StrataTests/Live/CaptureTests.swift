import CanonicalJSON
import FakePalette
import Foundation
import Testing

@Suite struct CaptureTests {
  @Test func `every version of every scope becomes a commit of its own, once`() async throws {
    let live = try await LiveBench()
    for version in ["1.0.0", "1.1.0", "2.0.0"] { try live.put(Export(version: version)) }
    try live.put(Export(name: "pay app"), project: "payments")
    let before = try live.bench.commitCount("prod")
    let first = try live.strata("capture", "--env", "prod")
    #expect(first.code == 0, "\(first)")
    #expect(first.lines.last == "4 committed")
    #expect(try live.bench.commitCount("prod") == before + 4)
    let message = try live.bench.git("log", "-4", "--format=%an%n%B", "env/prod")
    #expect(message.contains("Ada\n"))
    #expect(message.contains("Source: \(live.palette.address)\n"))
    #expect(message.contains("Scope: projects/payments\n"))
    #expect(try live.strata("capture", "--env", "prod").text == "4 unchanged\n")
    #expect(try live.bench.commitCount("prod") == before + 4)
    let unknown = try live.strata("capture", "tenant/nope", "--env", "prod")
    #expect(unknown.code == 6)
    #expect(unknown.errors == "error: neither the branch nor its Palette has 'tenant/nope'\n")
    #expect(try live.strata("drift", "prod", "tenant/nope").code == 6)
    try live.bench.expectSound()
  }

  @Test func `one that fails is named, the rest lands, and the next run brings it`() async throws {
    let live = try await LiveBench()
    let bad = try live.put(Export(name: "bad"))
    try live.put(Export(name: "good"))
    live.palette.fail(
      "GET \(bad)/export",
      .instead(FakeAnswer(400, json: #"{"code":"Broken","message":"cannot export","ref":"r1"}"#)))
    let first = try live.strata("capture", "--env", "prod")
    #expect(first.code == 1)
    #expect(first.lines.last == "1 failed, 1 committed")
    #expect(first.errors.contains("failed      tenant/bad@1.0.0"))
    #expect(first.errors.contains("cannot export (Broken)"))
    let second = try live.strata("capture", "--env", "prod")
    #expect(second.code == 0)
    #expect(second.lines.last == "1 committed, 1 unchanged")
    try live.bench.expectSound()
  }

  @Test func `what is gone is named, and removed only where somebody says so`() async throws {
    let live = try await LiveBench()
    let uid = try live.put(Export(name: "old"))
    try live.put(Export(name: "new"))
    _ = try live.strata("capture", "--env", "prod")
    live.palette.remove(uid)
    #expect(
      try live.strata("capture", "--env", "prod").text
        == "gone        tenant/old@1.0.0  not there any more; --prune removes it\n1 unchanged, 1 gone\n"
    )
    #expect(
      try live.strata("capture", "new", "--env", "prod", "--prune").lines.last == "1 unchanged")
    let pruned = try live.strata("capture", "--env", "prod", "--prune")
    #expect(pruned.lines.last == "1 unchanged, 1 removed")
    #expect(try live.strata("show", "prod:old").code == 6)
    try live.bench.expectSound()
  }

  @Test func `a list that was cut short prunes nothing`() async throws {
    let live = try await LiveBench()
    for name in ["a", "b", "c"] { try live.put(Export(name: name)) }
    _ = try live.strata("capture", "--env", "prod")
    let page = #"{"items":[],"listmeta":{"continue":"again","count":3}}"#
    live.palette.fail("POST clusterprofiles", times: 3, .instead(FakeAnswer(200, json: page)))
    let cut = try live.strata("capture", "--env", "prod", "--prune")
    #expect(cut.code == 1)
    #expect(cut.errors.contains("repeat"))
    #expect(try live.strata("show", "prod:a").code == 0)
  }

  @Test func `a value that the branch hides stays hidden, though the export shows it`() async throws
  {
    let live = try await LiveBench()
    var export = Export()
    export.layers[0].values = "charts:\n  nginx:\n    password: ********\n    replicas: 3\n"
    try live.bench.commit(export, to: "prod")
    export.layers[0].values = "charts:\n  nginx:\n    password: hunter2-plain\n    replicas: 4\n"
    try live.put(export)
    let captured = try live.strata("capture", "--env", "prod")
    #expect(captured.code == 0, "\(captured)")
    #expect(captured.errors.contains("kept"))
    let stored = try live.bench.git("show", "env/prod:tenant/profiles/web/1.0.0.json")
    #expect(stored.contains("replicas: 4"))
    #expect(stored.contains("********"))
    #expect(!stored.contains("hunter2"))
    #expect(!captured.description.contains("hunter2"))
  }

  @Test func `a certain secret stops its profile at the same gate as everywhere`() async throws {
    let live = try await LiveBench()
    var export = Export(name: "leaky")
    export.layers[0].values = "token: ghp_" + String(repeating: "a1B2", count: 9) + "\n"
    try live.put(export)
    try live.put(Export(name: "clean"))
    let refused = try live.strata("capture", "--env", "prod")
    #expect(refused.code == 1)
    #expect(refused.lines.last == "1 committed, 1 failed")
    #expect(!refused.description.contains("a1B2a1B2"))
    #expect(try live.strata("capture", "--env", "prod", "--mask").code == 0)
    #expect(
      try live.bench.git("show", "env/prod:tenant/profiles/leaky/1.0.0.json").contains("********"))
  }

  @Test func `facts: projects, registries, names of macros, packs in use with their schemas`()
    async throws
  {
    let live = try await LiveBench()
    try live.bench.commit(Export(), to: "prod")
    live.palette.hold("nginx", in: "Public Repo", versions: ["1.9.4", "1.9.5"])
    live.palette.setMacros(["proxy": "s3cr3t-proxy"])
    live.palette.fail(
      "GET users/system/macros",
      .instead(FakeAnswer(403, json: #"{"code":"Forbidden","message":"no"}"#)))
    let captured = try live.strata("facts", "capture", "--env", "prod")
    #expect(captured.code == 0, "\(captured)")
    #expect(captured.errors.contains("could not ask for the macros of system"))
    let facts = try live.strata("facts", "show", "prod").text
    for line in [
      "  Public Repo  pack  system  uid 5eecc89d0b150045ae661cef",
      "  nginx  Public Repo  1.9.4, 1.9.5",
      "  projects/payments  none", "  system             not known", "  tenant             proxy",
      "  payments", "  nginx 1.9.4  1 path  1 password",
    ] {
      #expect(facts.contains(line + "\n"), "\(facts)")
    }
    try live.bench.expectSound()
  }
}
