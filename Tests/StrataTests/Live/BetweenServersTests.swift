import FakePalette
import Foundation
import Testing

@Suite struct BetweenServersTests {
  /// A repository that is served, with a key for one of its environments.
  private struct Served {
    let bench: Workbench
    let server: RunningServer
    let key: String

    init(_ environment: String) throws {
      bench = try Workbench()
      key = try bench.key("admin", env: environment)
      server = try RunningServer(bench)
    }
  }

  private struct Both {
    let own: Workbench
    let config: [String: String]

    init(_ source: Served, _ sourceAddress: String, _ target: Served, _ targetAddress: String)
      throws
    {
      own = try Workbench()
      config = [
        "STRATA_CONFIG": own.folder["config.json"], "SOURCE_KEY": source.key,
        "TARGET_KEY": target.key, "TOKEN": "tok-en-0815",
      ]
      for (environment, address, key) in [
        ("dev", sourceAddress, "env:SOURCE_KEY"), ("prod", targetAddress, "env:TARGET_KEY"),
      ] {
        let set = try own.strata(
          ["env", "set", environment, "--palette", address, "--api-key", key], environment: config)
        try #require(set.code == 0, "\(set)")
      }
    }

    func strata(_ arguments: String...) throws -> Outcome {
      try own.strata(arguments, environment: config)
    }
  }

  private func source() throws -> Served {
    let source = try Served("dev")
    var export = Export.numbered(3)
    export.variables = [.init(name: "token", value: "********", isSensitive: true)]
    try source.bench.commit(export)
    try source.bench.commit(Export(name: "tools", version: "2.0.0"))
    try source.bench.commit(Export(name: "pay"), to: "dev", "--scope", "projects/payments")
    return source
  }

  private func carry(_ both: Both, from source: Served, to target: Served) throws {
    let captured = try both.strata("capture", "--env", "dev")
    #expect(captured.code == 0, "\(captured)")
    #expect(captured.lines.last == "3 committed")
    for (from, to) in [("dev", "staging"), ("staging", "prod")] {
      let promoted = try both.strata("promote", "--all", "--from", from, "--to", to)
      #expect(promoted.code == 0, "\(promoted)")
    }
    let fill = try both.strata(
      "fill", "prod:tenant/web", "--variable", "token", "--from", "env:TOKEN")
    #expect(fill.code == 0, "\(fill)")
    let deployed = try both.strata("deploy", "prod")
    #expect(deployed.code == 0, "\(deployed)")
    #expect(deployed.lines.last == "3 made, 1 skipped")
    let drift = try both.strata("drift", "prod", "--exit-code")
    #expect(drift.code == 0, "\(drift)")
    #expect(try both.strata("drift", "dev", "--exit-code").code == 0)
    #expect(try both.strata("deploy", "prod").lines.last == "4 skipped")
    for bench in [both.own, source.bench, target.bench] { try bench.expectSound() }
    let stored = try target.bench.git("log", "-p", "env/prod")
    #expect(!stored.contains("tok-en-0815"))
  }

  /// A target whose project is there: a served environment has the projects that hold something.
  private func target() throws -> Served {
    let target = try Served("prod")
    try target.bench.commit(Export(name: "seed"), to: "prod", "--scope", "projects/payments")
    return target
  }

  @Test func `captured from one server, promoted, deployed to another: no drift`() async throws {
    let (source, target) = (try source(), try target())
    let both = try Both(
      source, "http://127.0.0.1:\(source.server.port)", target,
      "http://127.0.0.1:\(target.server.port)")
    try both.own.commit(Export(name: "seed"), to: "prod", "--scope", "projects/payments")
    try carry(both, from: source, to: target)
  }

  @Test func `the same with cuts, 429, 500 after the import landed and lost answers between them`()
    async throws
  {
    let (source, target) = (try source(), try target())
    let near = try await FaultyRelay(
      to: source.server.port,
      [
        .init(
          call: "POST clusterprofiles", reachesServer: false,
          answer: FakeAnswer(429, headers: ["retry-after: 0"])),
        .init(
          call: "GET export", reachesServer: true,
          answer: FakeAnswer(bytes: Array("HTTP/1.1 200 OK\r\ncontent-le".utf8), then: .reset)),
        .init(call: "GET export", reachesServer: true, answer: FakeAnswer(503)),
      ])
    let far = try await FaultyRelay(
      to: target.server.port,
      [
        .init(call: "POST clusterprofiles/import", reachesServer: true, answer: FakeAnswer(500)),
        .init(
          call: "POST clusterprofiles/import", reachesServer: true,
          answer: FakeAnswer(bytes: [], then: .reset)),
        .init(call: "POST import/validate", reachesServer: true, answer: FakeAnswer(502)),
      ])
    let both = try Both(source, near.address, target, far.address)
    try both.own.commit(Export(name: "seed"), to: "prod", "--scope", "projects/payments")
    try carry(both, from: source, to: target)
    #expect(near.isDone && far.isDone)
    let imports = far.requests.filter { $0.path.hasSuffix("clusterprofiles/import") }
    #expect(imports.count == 3)
  }

  @Test func `a server's certificate is checked against the authority that is named`() throws {
    let served = try Workbench()
    let made = try served.shell(
      """
      openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 \
        -subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1 \
        -keyout key.pem -out cert.pem
      """)
    try #require(made.code == 0, "\(made)")
    let key = try served.key("admin", env: "prod")
    let server = try RunningServer(
      served, "--tls-cert", served.folder["cert.pem"], "--tls-key", served.folder["key.pem"])
    let own = try Workbench()
    let config = ["STRATA_CONFIG": own.folder["config.json"], "KEY": key]
    let address = "https://localhost:\(server.port)"
    let set = ["env", "set", "prod", "--palette", address, "--api-key", "env:KEY"]
    #expect(try own.strata(set, environment: config).code == 0)
    let foreign = try own.strata(["drift", "prod"], environment: config)
    #expect(foreign.code == 7, "\(foreign)")
    #expect(
      try own.strata(set + ["--ca-file", served.folder["cert.pem"]], environment: config).code == 0)
    let trusted = try own.strata(["drift", "prod"], environment: config)
    #expect(trusted.code == 0, "\(trusted)")
  }
}
