import Foundation
import Testing

@Suite struct MatrixTests {
  private let bench: Workbench

  init() throws {
    bench = try Workbench()
    try bench.commit(.numbered(1))
    try bench.commit(.numbered(1, name: "db"))
    var masked = Export.numbered(1, name: "sec")
    masked.layers[0].values = "password: \"********\""
    try bench.commit(masked)
    for target in ["staging", "prod"] {
      let source = target == "prod" ? "staging" : "dev"
      try bench.strata("promote", "web", "--from", source, "--to", target)
      try bench.strata("promote", "sec", "--from", source, "--to", target)
    }
    var changed = Export.numbered(2)
    changed.layers.append(.init(name: "metallb", version: "0.14.8", values: "b: 1"))
    try bench.commit(changed)
    try bench.commit(.numbered(3, name: "sec", version: "1.1.0"))
  }

  @Test func `all environments are shown side by side`() throws {
    let outcome = try bench.strata("diff", "--matrix", "--exit-code")
    #expect(outcome.code == 2)
    #expect(
      outcome.text == """
        profile     dev    staging     prod
        tenant/db   1.0.0  -           -
        tenant/sec  1.1.0  1.0.0 ≠ ?1  1.0.0 = ?1
        tenant/web  1.0.0  1.0.0 ≠     1.0.0 =
        3 profiles, 3 not the same everywhere, 2 masked

        """)
    let ascii = try bench.strata(["diff", "--matrix"], environment: ["LC_ALL": "C"]).text
    #expect(ascii.contains("tenant/web  1.0.0  1.0.0 !=     1.0.0 ="))
    let compact = try bench.strata("diff", "--matrix", "-o", "compact").text
    #expect(compact.contains("tenant/db\tstaging\t\t-\t\n"))
    #expect(compact.contains("tenant/sec\tprod\t1.0.0\t=\t1\n"))
    let json = try bench.strata("diff", "--matrix", "--json").json()
    #expect(json["format"].string == "matrix/1")
    #expect(json["rows"].elements.map { $0["name"].string } == ["db", "sec", "web"])
    #expect(json["rows"].elements[2]["cells"].elements[1]["standing"].string == "differs")
  }

  @Test func `one profile's layers are shown side by side`() throws {
    let outcome = try bench.strata("diff", "--matrix", "web", "--exit-code")
    #expect(outcome.code == 2)
    #expect(
      outcome.text == """
        tenant/web     dev@1.0.0  staging@1.0.0  prod@1.0.0
        addon nginx    1.9.4      1.9.4 ≠        1.9.4 =
        addon metallb  0.14.8     -              -
        2 layers, not the same everywhere

        """)
    let json = try bench.strata("diff", "--matrix", "tenant/web@1.0.0", "--json").json()
    #expect(json["profile"]["name"].string == "web")
    #expect(json["rows"].elements[0]["layer"]["pack"].string == "nginx")
    let missing = try bench.strata("diff", "--matrix", "wep")
    #expect(missing.code == 6)
    #expect(
      missing.errors
        == "error: no profile 'tenant/wep' in any environment\nhint: did you mean 'web'?\n")
    #expect(try bench.strata("diff").code == 64)
    #expect(try bench.strata("diff", "--matrix", "a", "b").code == 64)
  }
}
