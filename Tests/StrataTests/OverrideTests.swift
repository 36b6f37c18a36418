import Foundation
import Testing

/// What an environment differs in on purpose, through the tool.
@Suite struct OverrideTests {
  private let bench: Workbench

  init() throws {
    bench = try Workbench()
    try bench.commit(.numbered(2), to: "dev", "-m", "Two")
    try bench.strata("promote", "web", "--from", "dev")
    try bench.commit(.numbered(9), to: "staging", "-m", "Bigger here")
  }

  private func override(_ verb: String = "set", _ more: String...) throws -> Outcome {
    try bench.strata(
      [
        "override", verb, "staging", "web", "--layer", "nginx", "--path", "charts.nginx.replicas",
      ] + more)
  }

  private func promote(_ more: String...) throws -> Outcome {
    try bench.strata(["promote", "web", "--from", "dev"] + more)
  }

  private func values() throws -> String {
    try bench.strata("export", "staging:web", "--format", "jcs").text
  }

  @Test func `an override stays at every promotion and the rest comes`() throws {
    #expect(try override("set", "--reason", "staging is bigger").code == 0)
    var export = Export.numbered(3)
    for port in ["81", "82"] {
      export.layers[0].values = "charts:\n  nginx:\n    replicas: 3\n    port: \(port)"
      try bench.commit(export)
      let dry = try promote("--dry-run")
      let real = try promote()
      #expect(dry.code == 0 && real.code == 0, "\(real)")
      #expect(
        dry.text.contains("overridden   addon nginx charts.nginx.replicas: staging is bigger\n"))
      #expect(try values().contains("replicas: 9\\n    port: \(port)"))
      let tip = try bench.tip("staging")
      #expect(try promote().code == 0)
      #expect(try bench.tip("staging") == tip)
    }
    let status = try bench.strata("status", "dev", "staging").text
    #expect(
      status == """
        dev → staging  1 overridden
          overridden  tenant/web@1.0.0  differs in what staging overrides on purpose, and in nothing else

        """)
    try bench.commit(.numbered(4))
    #expect(try promote("--overwrite").code == 0)
    #expect(try values().contains("replicas: 9\\n    port: 80"))
    try bench.expectSound()
  }

  @Test func `a change of the overridden value alone is nothing to do`() throws {
    _ = try override()
    try bench.commit(.numbered(3))
    let tip = try bench.tip("staging")
    #expect(try promote().text.contains("what would come is there already"))
    #expect(try bench.tip("staging") == tip)
    #expect(
      try bench.strata("why", "dev", "staging", "web").text.contains("state        overridden"))
  }

  @Test func `an ended override follows the source again`() throws {
    _ = try override()
    try bench.commit(.numbered(3))
    #expect(try override("rm").code == 0)
    #expect(try override("rm").code == 6)
    #expect(try promote().code == 5)
    #expect(try promote("--theirs").code == 0)
    #expect(try values().contains("replicas: 3"))
    try bench.expectSound()
  }

  @Test func `the list says what is overridden and whether it is still there`() throws {
    #expect(try bench.strata("override", "list").text == "nothing is overridden\n")
    _ = try override("set", "--reason", "bigger")
    #expect(
      try bench.strata("override", "list", "staging").text
        == "staging:tenant/web  addon nginx charts.nginx.replicas: bigger\n")
    var export = Export.numbered(9)
    export.layers[0].values = "charts: none"
    try bench.commit(export, to: "staging")
    #expect(
      try bench.strata("override", "list").text.hasSuffix(
        "the place is gone; 'strata override rm' ends it\n"))
    let json = try bench.strata("override", "list", "--json").json()
    #expect(json["overrides"][0]["isThere"].bool == false)
    try bench.expectSound()
  }

  @Test func `what is not there is not overridden, and undo takes an override back`() throws {
    let missing = try bench.strata(
      "override", "set", "staging", "web", "--layer", "nginx", "--path", "charts.nope")
    #expect(missing.code == 6)
    #expect(
      missing.errors.hasPrefix("error: layer 'addon nginx' of 'tenant/web@1.0.0' has no value at"))
    #expect(
      try bench.strata("override", "set", "staging", "web", "--layer", "nope", "--path", "a").code
        == 6)
    _ = try override()
    #expect(try bench.strata("undo").code == 0)
    #expect(try bench.strata("override", "list").text == "nothing is overridden\n")
    try bench.expectSound()
  }
}
