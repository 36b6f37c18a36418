import Foundation
import Testing

/// Which profile versions a command takes: by label, and what the source removed.
@Suite struct SelectionTests {
  private let bench: Workbench

  init() throws {
    bench = try Workbench()
    try commit("web", "1.0.0", ["team": "web", "AI": "spectro__tag"])
    try commit("web", "1.1.0", ["team": "web"])
    try commit("edge", "1.0.0", ["team": "edge", "AI": "spectro__tag"])
    try commit("plain", "1.0.0", [:])
  }

  private func commit(_ name: String, _ version: String, _ labels: [String: String]) throws {
    var export = Export.numbered(1, name: name, version: version)
    export.labels = labels
    try bench.commit(export)
  }

  private func shown(_ arguments: String...) throws -> [String] {
    let outcome = try bench.strata(["show"] + arguments)
    #expect(outcome.code == 0, "\(outcome)")
    return outcome.text.split(separator: "\n").map(String.init)
  }

  @Test func `show lists what carries every label`() throws {
    #expect(
      try shown("dev", "--label", "AI") == ["tenant/edge@1.0.0", "tenant/web@1.0.0"])
    #expect(
      try shown("dev", "--label", "AI", "--label", "team=web") == ["tenant/web@1.0.0"])
    let none = try bench.strata("show", "dev", "--label", "team=ops")
    #expect(none.code == 6)
    #expect(
      none.errors == """
        error: nothing to show: 'dev' holds no profile with the label 'team=ops'
        hint: see what is there with 'strata show dev'

        """)
    #expect(try bench.strata("show", "dev:web", "--label", "AI").code == 64)
    #expect(try bench.strata("show", "dev", "--label", "=x").code == 64)
  }

  @Test func `promote takes the highest version that carries the labels`() throws {
    #expect(try bench.strata("promote", "--from", "dev", "--label", "AI").code == 0)
    #expect(try shown("staging") == ["tenant/edge@1.0.0", "tenant/web@1.0.0"])
    #expect(try bench.strata("promote", "web", "--from", "dev", "--label", "team").code == 0)
    #expect(
      try shown("staging") == ["tenant/edge@1.0.0", "tenant/web@1.0.0", "tenant/web@1.1.0"])
    let other = try bench.strata("promote", "web@1.1.0", "--from", "dev", "--label", "AI")
    #expect(other.code == 6)
    #expect(
      other.errors == """
        error: 'tenant/web@1.1.0' does not carry the label 'AI'
        hint: see its labels with 'strata show dev:tenant/web@1.1.0'

        """)
    let none = try bench.strata(
      "promote", "--from", "dev", "--label", "a=b", "--label", "c", "--scope", "tenant")
    #expect(none.code == 6)
    #expect(none.errors.contains("holds no profile in 'tenant' with the labels 'a=b' and 'c'"))
    #expect(try bench.strata("promote", "web", "--all", "--from", "dev").code == 64)
    #expect(try bench.strata("promote", "--from", "dev").code == 64)
    try bench.expectSound()
  }

  @Test func `all versions with a label`() throws {
    let outcome = try bench.strata(
      "promote", "--from", "dev", "--label", "team=web", "--all-versions")
    #expect(outcome.code == 0)
    #expect(try shown("staging") == ["tenant/web@1.0.0", "tenant/web@1.1.0"])
  }

  @Test func `import takes an environment's profiles by label`() throws {
    let imported = try bench.strata(
      "import", "dev", "--label", "AI", "--to", "prod:projects/payments")
    #expect(imported.code == 0, "\(imported)")
    #expect(
      try shown("prod") == ["projects/payments/edge@1.0.0", "projects/payments/web@1.0.0"])
    let one = try bench.strata(
      "import", "dev:web", "--label", "AI", "--to", "staging:projects/a", "--name", "w")
    #expect(one.code == 0)
    #expect(try shown("staging") == ["projects/a/w@1.0.0"])
    #expect(try bench.strata("import", "dev", "--label", "x", "--to", "prod").code == 6)
    #expect(
      try bench.strata("import", "dev", "--label", "AI", "--to", "prod", "--name", "w").code == 64)
    try bench.expectSound()
  }

  @Test func `a removal is told, then pruned, then undone`() throws {
    try bench.strata("promote", "--all", "--from", "dev")
    try bench.strata("rm", "dev:edge", "-m", "Edge is gone")
    let id = String(try bench.tip().prefix(7))
    let route = "dev:tenant/edge@1.0.0 → staging:tenant/edge@1.0.0"
    let told = try bench.strata("promote", "edge", "--from", "dev")
    #expect(told.code == 0)
    #expect(
      told.text
        == "kept         \(route)  removed in the source by \(id) Ada: Edge is gone; "
        + "--prune removes it\n")
    let status = try bench.strata("status", "dev", "staging").text
    #expect(status.contains("strata promote tenant/edge@1.0.0 --from dev --to staging --prune"))
    let why = try bench.strata("why", "dev", "staging", "edge").text
    #expect(why.contains("with --prune would remove it, as \(id) Ada: Edge is gone"))
    let pruned = try bench.strata(
      "promote", "--label", "AI", "--from", "dev", "--prune", "--json")
    #expect(pruned.text.contains(#""result": "removed""#), "\(pruned)")
    #expect(try shown("staging") == ["tenant/plain@1.0.0", "tenant/web@1.0.0", "tenant/web@1.1.0"])
    #expect(try bench.git("log", "-1", "--format=%s", "env/staging") == "Edge is gone\n")
    #expect(try bench.strata("undo").code == 0)
    let again = try bench.strata("promote", "--all", "--from", "dev", "--prune")
    #expect(again.text.contains("brought back there since the source removed it"))
    #expect(try shown("staging").count == 3)
    try bench.expectSound()
  }
}
