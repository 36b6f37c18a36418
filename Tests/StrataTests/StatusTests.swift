import Foundation
import Testing

@Suite struct StatusTests {
  private let bench: Workbench

  init() throws {
    bench = try Workbench()
    try bench.commit(Export.numbered(3), to: "dev", "-m", "Start")
    try bench.commit(Export.numbered(1, name: "edge"))
  }

  private func promote(_ arguments: String..., from: String = "dev") throws {
    let outcome = try bench.strata(["promote", "--from", from] + arguments)
    #expect(outcome.code == 0, "\(outcome)")
  }

  private func commits(_ environment: String) throws -> [String] {
    try bench.git("log", "--format=%h", "--abbrev=7", "env/" + environment)
      .split(separator: "\n").map(String.init)
  }

  @Test func `the chain is told pair by pair, with reasons and the next commands`() throws {
    try promote("web")
    try bench.commit(Export.numbered(4), to: "dev", "-m", "More")
    let outcome = try bench.strata("status")
    #expect(outcome.code == 0)
    #expect(
      outcome.text == """
        dev → staging  1 behind, 1 missing
          missing  tenant/edge@1.0.0  1 commit of dev is not replayed
                   strata promote tenant/edge@1.0.0 --from dev --to staging
          behind   tenant/web@1.0.0   1 commit of dev is not replayed
                   strata promote tenant/web@1.0.0 --from dev --to staging

        staging → prod  1 missing
          missing  tenant/web@1.0.0  1 commit of staging is not replayed
                   strata promote tenant/web@1.0.0 --from staging --to prod

        """)
    #expect(try bench.strata("status", "--exit-code").code == 2)
    #expect(
      try bench.strata("status", "prod", "--output", "compact").text
        == "staging\tprod\ttenant/web@1.0.0\tmissing\t1\t0\n")
  }

  @Test func `all equal says so, and --exit-code is 0`() throws {
    try promote("--all")
    let outcome = try bench.strata("status", "dev", "staging", "--exit-code")
    #expect(outcome.code == 0)
    #expect(outcome.text == "dev → staging  2 equal\n")
    let all = try bench.strata("status", "dev", "staging", "--all").text
    #expect(all.contains("  equal  tenant/web@1.0.0   the same document\n"))
    let json = try bench.strata("status", "dev", "staging", "--json").json()
    #expect(json["format"].string == "status/1")
    #expect(json["pairs"][0]["counts"]["equal"].int == 2)
    #expect(json["pairs"][0]["profiles"].count == 0)
  }

  @Test func `color and ASCII only repeat the words`() throws {
    let plain = try bench.strata("status", "staging").text
    let colored = try bench.strata("status", "staging", "--color", "always").text
    #expect(colored.contains("\u{1B}[33mmissing\u{1B}[0m"))
    #expect(colored.replacing(/\u{1B}\[\d+m/, with: "") == plain)
    let ascii = try bench.strata("status", "staging", environment: ["LC_ALL": "C"]).text
    #expect(ascii.hasPrefix("dev -> staging  2 missing\n"))
    #expect(ascii.utf8.allSatisfy { $0 < 128 })
  }

  @Test func `why tells the hot-fix, both sides' commits and what a promotion would do`() throws {
    try promote("web")
    try bench.commit(Export.numbered(9), to: "staging", "-m", "Fix it here")
    try bench.commit(Export.numbered(4), to: "dev", "-m", "More")
    let (dev, staging) = (try commits("dev"), try commits("staging"))
    let outcome = try bench.strata("why", "staging", "dev", "web")
    #expect(outcome.code == 0)
    let shown = outcome.text.replacing(/20\d\d-\d\d-\d\d \d\d:\d\d [+-]\d{4}/, with: "DATE")
    #expect(
      shown == """
        tenant/web@1.0.0  dev → staging
        state        hot-fixed
        reason       staging has 1 commit of its own: \(staging[0]) Ada: Fix it here; 1 commit of \
        dev is not replayed
        last shared  \(dev[2]) in dev is \(staging[1]) in staging, DATE
        commits      1 commit in dev, not in staging:
          \(dev[0])  DATE  Ada  More
        commits      1 commit in staging, not in dev:
          \(staging[0])  DATE  Ada  Fix it here
        differs      layers 1 changed
        promote      refused with exit code 5: staging was changed since the last replay; 1 place in \
        conflict
        next         strata diff staging:tenant/web@1.0.0 dev:tenant/web@1.0.0
        next         strata import staging:tenant/web@1.0.0 --to dev
        next         strata promote tenant/web@1.0.0 --from dev --to staging --overwrite

        """)
    #expect(try bench.strata("promote", "web", "--from", "dev").code == 5)
    let json = try bench.strata("why", "dev", "staging", "web", "--json").json()
    #expect(json["format"].string == "why/1")
    #expect(json["standing"]["state"].string == "hot-fixed")
    #expect(json["promotion"]["exitCode"].int == 5)
    #expect(json["commits"]["target"][0]["subject"].string == "Fix it here")
    #expect(json["difference"]["layersChanged"].int == 1)
  }

  @Test func `what is held says since when and why, and how to release it`() throws {
    try promote("web")
    try bench.commit(Export.numbered(4), to: "dev", "-m", "More")
    try bench.strata("hold", "staging:web", "-m", "breaks the ingress")
    let held = try commits("staging")[0]
    let text = try bench.strata("status", "dev", "staging").text
    #expect(
      text.contains(
        """
          held     tenant/web@1.0.0   staging holds it since \(held) Ada: breaks the ingress; 1 commit \
        of dev is not replayed
                   strata release staging:tenant/web@1.0.0

        """), "\(text)")
    let why = try bench.strata("why", "dev", "staging", "web").text
    #expect(why.contains("promote      refused with exit code 5: staging holds it since \(held)"))
  }

  @Test func `hostile names stay one word of the command that comes next`() throws {
    try bench.commit(Export(name: "it's $(x) `y`; \u{202E}"))
    let text = try bench.strata("status", "staging").text
    #expect(
      text.contains("strata promote 'tenant/it'\\''s $(x) `y`; \\u{202E}@1.0.0' --from dev"))
  }

  @Test func `what is not there is named`() throws {
    #expect(try bench.strata("status", "nowhere").code == 6)
    #expect(try bench.strata("why", "dev", "nowhere", "web").code == 6)
    #expect(try bench.strata("why", "dev", "staging", "none").code == 6)
    #expect(try bench.strata("why", "dev", "dev", "web").code == 64)
  }
}
