import CanonicalJSON
import FakePalette
import Foundation
import Profiles
import Testing

@Suite struct DeployTests {
  private func secretive(_ name: String = "web") -> Export {
    var export = Export(name: name)
    export.layers[0].values = "charts:\n  nginx:\n    password: ********\n    replicas: 3\n"
    export.variables = [.init(name: "token", value: "********", isSensitive: true)]
    return export
  }

  /// Says where the values of `secretive` come from.
  private func fill(_ live: LiveBench, _ name: String = "web") throws {
    try #require(
      try live.strata(
        "fill", "prod:tenant/\(name)", "--layer", "nginx", "--path", "charts.nginx.password",
        "--from", "env:NGINX_PASSWORD"
      ).code == 0)
    try #require(
      try live.strata(
        "fill", "prod:tenant/\(name)", "--variable", "token", "--from", "env:TOKEN"
      ).code == 0)
  }

  private let values = ["NGINX_PASSWORD": "pass-word-4711", "TOKEN": "tok-en-0815"]

  @Test func `what is not there is made with its values, and the second time skipped`()
    async throws
  {
    let live = try await LiveBench()
    try live.bench.commit(secretive(), to: "prod")
    try fill(live)
    let looked = try live.strata("deploy", "prod", "--dry-run", more: values)
    #expect(looked.text == "would make  tenant/web@1.0.0\n1 would make; nothing was changed\n")
    #expect(live.palette.documents.isEmpty)
    let made = try live.strata("deploy", "prod", more: values)
    #expect(made.code == 0, "\(made)")
    #expect(made.text == "made        tenant/web@1.0.0\n1 made\n")
    let there = try #require(live.live()["web@1.0.0"])
    #expect(there.profile.layers[0].values.string.contains("password: \"pass-word-4711\""))
    #expect(there.profile.variables[0].defaultValue == "tok-en-0815")
    for request in live.palette.requests {
      #expect(!String(decoding: request.body, as: UTF8.self).contains("****"))
    }
    let again = try live.strata("deploy", "prod")
    #expect(again.code == 0, "\(again)")
    #expect(again.lines.last == "1 skipped")
    #expect(live.palette.count(of: "POST /v1/clusterprofiles/import") == 1)
    let drift = try live.strata("drift", "prod", "--exit-code")
    #expect(drift.code == 0, "\(drift)")
    #expect(drift.text.contains("1 equal; 2 masked: cannot tell"))
    for text in [looked, made, again, drift] {
      #expect(!text.description.contains("pass-word-4711"))
      #expect(!text.description.contains("tok-en-0815"))
    }
    try live.bench.expectSound()
  }

  @Test func `a mask without a value stops its profile, with place and reference`() async throws {
    let live = try await LiveBench()
    try live.bench.commit(secretive(), to: "prod")
    try live.bench.commit(Export(name: "plain"), to: "prod")
    try fill(live)
    let refused = try live.strata("deploy", "prod", more: ["TOKEN": "tok-en-0815"])
    #expect(refused.code == 3)
    #expect(refused.errors.contains("a mask is never sent"))
    #expect(
      refused.errors.contains(
        "addon nginx charts.nginx.password from env:NGINX_PASSWORD: the variable is not set"))
    #expect(live.live().keys.sorted() == ["plain@1.0.0"])
  }

  @Test func `a lost answer is looked for, and nothing is sent twice`() async throws {
    let faults: [FakePalette.Fault] = [
      .after(FakeAnswer(bytes: [], then: .reset)),
      .after(FakeAnswer(bytes: Array("HTTP/1.1 201 Crea".utf8), then: .close)),
      .after(FakeAnswer(500)), .after(FakeAnswer(502)),
      .after(FakeAnswer(500, json: #"{"code":"Unknown","message":"oops"}"#)),
      .after(FakeAnswer(201, json: "{\"ui")),
    ]
    for fault in faults {
      let live = try await LiveBench()
      try live.bench.commit(secretive(), to: "prod")
      try fill(live)
      live.palette.fail("POST clusterprofiles/import", fault)
      let made = try live.strata("deploy", "prod", more: values)
      #expect(made.code == 0, "\(fault): \(made)")
      #expect(made.text.contains("its answer was lost; it was looked for and is there"))
      #expect(live.palette.count(of: "POST /v1/clusterprofiles/import") == 1)
      #expect(live.palette.documents.count == 1)
    }
  }

  @Test func `an import that did not land is sent again, one that is refused is not`() async throws
  {
    let live = try await LiveBench()
    try live.bench.commit(Export(), to: "prod")
    live.palette.fail("POST clusterprofiles/import", .instead(FakeAnswer(503)))
    live.palette.fail(
      "POST clusterprofiles/import", .instead(FakeAnswer(429, headers: ["retry-after: 0"])))
    #expect(try live.strata("deploy", "prod").code == 0)
    #expect(live.palette.count(of: "POST /v1/clusterprofiles/import") == 3)
    try live.bench.commit(Export(name: "other"), to: "prod")
    live.palette.fail(
      "POST clusterprofiles/import",
      .instead(FakeAnswer(500, json: #"{"code":"PackMissing","message":"no such pack"}"#)))
    let refused = try live.strata("deploy", "prod", "--json")
    #expect(refused.code == 1)
    let item = try refused.json()["items"].elements.first { $0["result"].string == "refused" }
    #expect(item?["error"]["details"]["code"].string == "PackMissing")
    #expect(live.palette.count(of: "POST /v1/clusterprofiles/import") == 4)
  }

  @Test func `another one of the same name is refused, and updated in place if asked`()
    async throws
  {
    let live = try await LiveBench()
    // A channel as its tag, which an update must not take for the version.
    let channel = { (number: Int) in
      Export.numbered(number).json.replacing("\"tag\":\"1.9.4\"", with: "\"tag\":\"1.9.x\"")
    }
    let uid = live.palette.put(
      try ProfileDocument(export: Array(channel(3).utf8), syntax: .json))
    try #require(
      try live.bench.strata(["commit", "-", "--env", "prod"], input: channel(5)).code == 0)
    let refused = try live.strata("deploy", "prod")
    #expect(refused.code == 5)
    #expect(refused.errors.contains("another one of this name and version is there"))
    let drift = try live.strata("drift", "prod", "--exit-code")
    #expect(drift.code == 2)
    #expect(drift.text.contains("~ charts.nginx.replicas  5 → 3"))
    let replaced = try live.strata("deploy", "prod:web", "--replace")
    #expect(replaced.code == 0, "\(replaced)")
    #expect(replaced.text == "replaced    tenant/web@1.0.0  in place\n1 replaced\n")
    #expect(live.palette.documents.keys.sorted() == [uid])
    #expect(live.live()["web@1.0.0"]?.profile.layers[0].tag == "1.9.x")
    #expect(
      live.live()["web@1.0.0"]?.profile.layers[0].values.string.contains("replicas: 5") == true)
    #expect(try live.strata("drift", "prod", "--exit-code").code == 0)
  }

  @Test func `macros come first, then infrastructure, then add-ons`() async throws {
    let live = try await LiveBench()
    var addOn = Export(name: "a-addon")
    addOn.layers[0].values = "url: \"{{.spectro.macro.proxy}}\"\n"
    try live.bench.commit(addOn, to: "prod")
    var infra = try #require(
      try JSONSerialization.jsonObject(with: Data(Export(name: "z-infra").json.utf8))
        as? [String: Any])
    var spec = infra["spec"] as? [String: Any] ?? [:]
    var template = spec["template"] as? [String: Any] ?? [:]
    (template["type"], template["cloudType"]) = ("infra", "edge-native")
    template["packs"] = ["os", "k8s", "cni"].map { kind in
      var layer = Export.Layer()
      (layer.name, layer.kind) = (kind + "-pack", kind)
      return layer.object
    }
    spec["template"] = template
    infra["spec"] = spec
    let json = String(
      decoding: try JSONSerialization.data(withJSONObject: infra), as: UTF8.self)
    try #require(try live.bench.strata(["commit", "-", "--env", "prod"], input: json).code == 0)
    let without = try live.strata("deploy", "prod")
    #expect(without.code == 3)
    #expect(without.errors.contains("macros that nothing there defines: proxy"))
    live.palette.setMacros(["kept": "k"])
    let made = try live.strata(
      "deploy", "prod", "--create-macros", "--macro", "proxy=env:PROXY",
      more: ["PROXY": "http://proxy.example:3128"])
    #expect(made.code == 0, "\(made)")
    #expect(live.palette.macros() == ["kept": "k", "proxy": "http://proxy.example:3128"])
    let calls = live.palette.requests.filter { $0.method == "POST" }.compactMap { request in
      request.path.hasSuffix("macros")
        ? "macros"
        : request.path.hasSuffix("clusterprofiles/import")
          ? String(decoding: request.body, as: UTF8.self).contains("z-infra") ? "infra" : "add-on"
          : nil
    }
    #expect(calls == ["infra", "macros", "add-on"], "\(made)")
  }

  @Test func `a plan holds until one of the sides moves`() async throws {
    let live = try await LiveBench()
    try live.bench.commit(Export.numbered(3), to: "prod")
    #expect(try live.strata("deploy", "prod", "--dry-run", "--plan", "plan.json").code == 0)
    try live.bench.commit(Export.numbered(4), to: "prod")
    let stale = try live.strata("deploy", "prod", "--plan", "plan.json")
    #expect(stale.code == 5)
    #expect(stale.errors.contains("is stale"))
    #expect(live.palette.documents.isEmpty)
    #expect(try live.strata("deploy", "prod", "--dry-run", "--plan", "plan.json").code == 0)
    #expect(try live.strata("deploy", "prod", "--plan", "plan.json").code == 0)
    #expect(try live.strata("deploy", "prod", "--plan", "plan.json").code == 5)
  }

  @Test func `registries: the one that is named, the only one, or a question`() async throws {
    let live = try await LiveBench()
    try live.bench.commit(Export(), to: "prod")
    live.palette.hold("nginx", in: "Mirror A", versions: ["1.9.4"])
    live.palette.hold("nginx", in: "Mirror B", versions: ["1.9.4"])
    let asked = try live.strata("deploy", "prod")
    #expect(asked.code == 3)
    #expect(
      asked.errors.contains(
        "addon nginx: the branch names 'Public Repo', Palette offers 'Mirror A', 'Mirror B'"))
    let chosen = try live.strata("deploy", "prod", "--registry", "Public Repo=Mirror B")
    #expect(chosen.code == 0, "\(chosen)")
    #expect(live.live()["web@1.0.0"]?.profile.layers[0].registry?.name == "Mirror B")
  }

  @Test func `what Palette says back holds no value that was sent`() async throws {
    let live = try await LiveBench()
    try live.bench.commit(secretive(), to: "prod")
    try fill(live)
    live.palette.fail(
      "POST import/validate",
      .instead(
        FakeAnswer(
          400,
          json: #"{"code":"Bad","message":"value pass-word-4711 of \#(FakePalette.key) is bad"}"#)))
    let refused = try live.strata("deploy", "prod", more: values)
    #expect(refused.code == 1)
    #expect(refused.errors.contains("value <redacted> of <redacted> is bad"))
    #expect(!refused.description.contains("pass-word-4711"))
  }

  @Test func `a draft stays one, and a project that is not there is named`() async throws {
    let live = try await LiveBench()
    try live.bench.commit(Export(), to: "prod")
    #expect(try live.strata("deploy", "prod:web", "--draft").code == 0)
    let uid = try #require(live.palette.documents.keys.first)
    #expect(!live.palette.isPublished(uid))
    try live.bench.commit(Export(name: "far"), to: "prod", "--scope", "projects/paymnts")
    let refused = try live.strata("deploy", "prod")
    #expect(refused.code == 6, "\(refused)")
    #expect(refused.errors.contains("Palette has no project 'paymnts' that the key can see"))
  }

  @Test func `what the live side has otherwise can be taken in`() async throws {
    let live = try await LiveBench()
    try live.put(Export.numbered(3))
    try live.put(Export(name: "only-live"))
    try live.bench.commit(Export.numbered(5), to: "prod")
    try live.bench.commit(Export(name: "only-branch"), to: "prod")
    let drift = try live.strata("drift", "prod", "--json", "--exit-code")
    #expect(drift.code == 2)
    #expect(
      try drift.json()["items"].elements.map { $0["state"].string }
        == ["only-on-branch", "only-live", "differs"])
    #expect(try live.strata("drift", "prod", "--accept").code == 0)
    #expect(try live.strata("drift", "prod", "--exit-code").code == 0)
    try live.bench.expectSound()
  }
}
