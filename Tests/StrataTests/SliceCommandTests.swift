import Testing

/// Layers and values that are promoted alone, through the tool.
@Suite struct SliceCommandTests {
  private let bench: Workbench

  init() throws {
    bench = try Workbench()
    try commit(1)
    try bench.strata("promote", "--all", "--from", "dev")
    try commit(2)
  }

  private func commit(_ number: Int) throws {
    var export = Export()
    export.layers = ["nginx", "redis"].map { name in
      var layer = Export.Layer(name: name)
      layer.values = "replicas: \(number)\nport: \(number)\nzone: \"{{.spectro.var.zone}}\""
      return layer
    }
    export.variables = [Export.Variable(name: "zone", value: "z\(number)")]
    try bench.commit(export)
  }

  private func take(_ arguments: String...) throws -> Outcome {
    try bench.strata(["promote", "web", "--from", "dev"] + arguments)
  }

  @Test func `it says what came, what came along and what is left`() throws {
    let route = "dev:tenant/web@1.0.0 → staging:tenant/web@1.0.0"
    let dry = try take("--layer", "nginx", "--dry-run")
    #expect(dry.code == 0, "\(dry)")
    #expect(dry.text.hasPrefix("would take   \(route)  1 commit; 3 changes taken, 2 left\n"))
    let taken = try take("--layer", "nginx")
    #expect(
      taken.text.hasPrefix(
        """
        taken        \(route)  1 commit; 3 changes taken, 2 left
                     layer addon nginx
                     along: variable zone, which it refers to

        """))
    let status = try bench.strata("status", "dev", "staging").text
    #expect(status.contains("1 commit of dev is not replayed; staging has 1 slice of dev"))
    #expect(try bench.strata("log", "staging").text.contains("Take addon nginx of web 1.0.0"))
    #expect(try take().code == 0)
    #expect(try bench.strata("diff", "dev:web", "staging:web").text == "no differences\n")
    try bench.expectSound()
  }

  @Test func `values by path, planned and applied`() throws {
    let plan = bench.folder["web.plan"]
    let arguments = ["--layer", "nginx", "--path", "port"]
    let planned = try bench.strata(
      ["plan", "promote", "web", "--from", "dev", "--out", plan] + arguments)
    #expect(planned.code == 0, "\(planned)")
    #expect(try bench.strata("apply", plan).code == 0)
    let left = try bench.strata("diff", "staging:web", "dev:web", "-o", "compact").lines
    #expect(left.count == 4, "\(left)")
    #expect(!left.contains { $0.contains("nginx  port") }, "\(left)")
    try bench.expectSound()
  }

  @Test func `what does not go with a slice is refused`() throws {
    #expect(try take("--path", "port").code == 64)
    #expect(try take("--layer", "nginx", "--prune").code == 64)
    #expect(try take("--layer", "nginx", "--path", "a[").code == 64)
    let there = try take("--layer", "nginx", "--to", "prod")
    #expect(there.code == 6)
    #expect(
      there.errors.hasPrefix(
        "error: 'prod' has no 'tenant/web@1.0.0' for a slice to go into\n"), "\(there)")
    let layer = try take("--layer", "apache")
    #expect(layer.code == 6)
    #expect(layer.errors.contains("the source's layers are addon nginx, addon redis"))
  }
}
