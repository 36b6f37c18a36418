import Foundation
import Testing

@Suite struct BlameTests {
  private let bench: Workbench

  init() throws { bench = try Workbench() }

  private func export(_ values: String, version: String = "1.9.4") -> Export {
    var export = Export()
    export.layers[0].values = values
    export.layers[0].version = version
    return export
  }

  private func short(_ revision: String) throws -> String {
    String(try bench.git("rev-parse", "--short=7", revision).dropLast())
  }

  @Test func `each value names the commit that set it, and a promotion where it came from`() throws
  {
    try bench.commit(export("charts:\n  replicas: 1\n  port: 80"), to: "dev", "-m", "Start")
    try bench.commit(export("charts:\n  port: 80\n  replicas: 2"), to: "dev", "-m", "Two replicas")
    try bench.commit(
      export("charts:\n  port: 80\n  replicas: \"2\"  # more", version: "2.0.0"), to: "dev", "-m",
      "Text")
    try bench.commit(
      export("charts:\n  port:   80\n  replicas: '2'", version: "2.0.0"), to: "dev", "-m", "Format")
    let shown = try bench.strata("blame", "dev:web", "--layer", "nginx", "charts").text
    let (start, text) = (try short("env/dev~3"), try short("env/dev~1"))
    #expect(
      shown == """
        tenant/web@1.0.0  dev@\(try short("env/dev"))

        addon nginx  values
          \(start)  2026-11-20  Ada  charts.port      80
          \(text)  2026-11-20  Ada  charts.replicas  "2"

        Commits
          \(text)  2026-11-20 14:03 +0100  Ada <ada@example.org>  Text
          \(start)  2026-11-20 14:03 +0100  Ada <ada@example.org>  Start

        """)
    #expect(
      try bench.strata("blame", "dev:web", "--layer", "addon nginx", "version").text.contains(
        "\(text)  2026-11-20  Ada  version  \"2.0.0\""))
    try bench.strata("promote", "web", "--from", "dev", "--to", "staging")
    let json = try bench.strata("blame", "staging:web", "charts.replicas", "--json").json()
    #expect(json["format"].string == "blame/1")
    #expect(json["values"].elements.count == 1)
    let commit = json["commits"].elements[0]
    #expect(commit["commit"].string == json["values"].elements[0]["commit"].string)
    #expect(commit["subject"].string == "Text")
    let source = commit["replayedFrom"].elements[0]
    #expect(source["environment"].string == "dev")
    #expect(
      source["commit"].string == (try bench.git("rev-parse", "env/dev~1").dropLast()).description)
    #expect(
      try bench.strata("blame", "staging:web").text.contains(
        "    from dev@\(text) tenant/web@1.0.0"))
  }

  @Test func `a document that was removed and added again starts anew`() throws {
    try bench.commit(export("a: 1"), to: "dev", "-m", "First")
    try bench.strata("rm", "dev:web")
    try bench.commit(export("a: 1"), to: "dev", "-m", "Again")
    let json = try bench.strata("blame", "dev:web", "--json").json()
    #expect(json["commits"].elements.map { $0["subject"].string } == ["Again"])
  }

  @Test func `secrets stay hidden and masks stay masks`() throws {
    var export = export("password: \"********\"\nkey: {{.spectro.macro.k}}")
    export.variables = [.init(name: "v", value: "hunter22", isSensitive: true)]
    try bench.commit(export, to: "dev", "--allow-secret", "a test")
    export.layers[0].values = "password: hunter22\nkey: {{.spectro.macro.k}}"
    try bench.commit(export, to: "dev", "--allow-secret", "a test")
    for arguments in [["blame", "dev:web"], ["blame", "dev:web", "--json"]] {
      let outcome = try bench.strata(arguments)
      #expect(outcome.code == 0)
      #expect(!outcome.text.contains("hunter22"))
    }
    let text = try bench.strata("blame", "dev:web", "password").text
    #expect(text.contains("password  (hidden)  put in place of a mask"))
  }

  @Test func `what is not there is named, with what is near`() throws {
    var export = export("charts:\n  replicas: 1")
    export.layers.append(.init(name: "int--nginx", values: "b: 1"))
    try bench.commit(export)
    let cases: [(arguments: [String], code: Int32, errors: String)] = [
      (
        ["--layer", "addon nginx", "charts.replica"], 6,
        "error: no value at 'charts.replica'\nhint: the nearest that exists is 'charts.replicas'\n"
      ),
      (
        ["--layer", "nginx"], 1,
        "error: the layer 'nginx' could be any of 'addon nginx', 'addon nginx (int)'\n"
          + "hint: name one of those whole\n"
      ),
      (["--layer", "nginy"], 6, "error: no layer 'nginy' in 'web'\nhint: did you mean 'nginx'?\n"),
      (
        ["a..b"], 1,
        "error: cannot read the path 'a..b': column 3: a key is missing here\n"
          + "hint: write it as charts.oidc.issuer, files[0], list[name=x] or [\"a.b\"]\n"
      ),
    ]
    for (arguments, code, errors) in cases {
      let outcome = try bench.strata(["blame", "dev:web"] + arguments)
      #expect(outcome.code == code)
      #expect(outcome.errors == errors)
    }
    #expect(try bench.strata("blame", "dev:web", "--layer", "int", "b").code == 0)
  }

  @Test func `log shows the commits in which a value or a layer changed, with the change`() throws {
    try bench.commit(export("charts:\n  replicas: 1\n  port: 80"), to: "dev", "-m", "Start")
    try bench.commit(export("charts:\n  replicas: 2\n  port: 80"), to: "dev", "-m", "Two")
    try bench.commit(export("charts:\n  port:  80\n  replicas: 2"), to: "dev", "-m", "Format")
    try bench.commit(
      export("charts:\n  port: 81\n  replicas: 2", version: "2.0.0"), to: "dev", "-m", "Port")
    let log = try bench.strata("log", "dev:web", "--layer", "nginx").text
    #expect(
      log == """
        \(try short("env/dev"))  2026-11-20 14:03 +0100  Ada <ada@example.org>  Port
          ~ addon nginx  version  "1.9.4" → "2.0.0"
          ~ addon nginx  tag  "1.9.4" → "2.0.0"
          ~ addon nginx  values  charts.port  80 → 81

        \(try short("env/dev~2"))  2026-11-20 14:03 +0100  Ada <ada@example.org>  Two
          ~ addon nginx  values  charts.replicas  1 → 2

        \(try short("env/dev~3"))  2026-11-20 14:03 +0100  Ada <ada@example.org>  Start
          + addon nginx

        """)
    let one = try bench.strata(
      "log", "dev:web", "--layer", "nginx", "--path", "charts.replicas", "--json"
    ).json()
    #expect(one["format"].string == "value-log/1")
    #expect(one["commits"].elements.map { $0["subject"].string } == ["Two", "Start"])
    #expect(try bench.strata("log", "dev", "--path", "a").code == 64)
    #expect(try bench.strata("log", "dev:web", "--path", "nope").code == 6)
  }

  @Test func `a value that was masked once is shown in no commit`() throws {
    for value in ["hunter21", "hunter22", "\"********\"", "hunter23"] {
      try bench.commit(
        export("password: \(value)\nother: 1"), to: "dev", "--allow-secret", "a test")
    }
    for format in ["text", "json"] {
      let log = try bench.strata("log", "dev:web", "--path", "password", "-o", format).text
      #expect(log.contains("hidden"))
      #expect(!log.contains("hunter"))
    }
  }
}
