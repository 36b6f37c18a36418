import CanonicalJSON
import PackValues
import ProfileFixtures
import Testing

@testable import Profiles

@Suite struct DocumentTraceTests {
  /// Per value, the number of the version that set it, 0 the newest, by stepping back through all.
  private func settings(
    _ versions: [[UInt8]], _ selection: ValueSelection, byParsing: Bool
  ) throws -> [String] {
    var trace = try DocumentTrace(versions[0], selecting: selection)
    var found: [String] = Array(repeating: "?", count: trace.values.count)
    for (number, older) in (versions.dropFirst().map(Optional.some) + [nil]).enumerated() {
      let settings: [DocumentTrace.Setting]
      if byParsing, let older {
        settings = trace.recedeByParsing(to: older)
        trace.bytes = older
      } else {
        settings = trace.recede(to: older)
      }
      for setting in settings {
        found[setting.index] = "\(number)\(setting.wasMasked ? " mask" : "")"
      }
    }
    return zip(trace.values, found).map { "\($0.place.path): \($1)" }
  }

  @Test(arguments: 0..<14) func `lines and whole documents tell the same of random histories`(
    seed: Int
  ) throws {
    var history = RandomHistory(seed: UInt64(seed))
    let versions = try history.versions(12)
    let whole = ValueSelection()
    #expect(
      try settings(versions, whole, byParsing: false) == settings(versions, whole, byParsing: true))
    let paths = [
      "charts", "pack.namespace", "list[name=b].size", "items[1].mode", "last", "file", "args[1]",
      "flow.b",
    ]
    for path in paths {
      let one = ValueSelection(layer: 0, path: try ValuesPath(path))
      #expect(
        try settings(versions, one, byParsing: false) == settings(versions, one, byParsing: true),
        "\(path)")
    }
  }

  private func versions(_ texts: [JSONString]) throws -> [[UInt8]] {
    try texts.map { try Fixture(layers: [Fixture.layer("nginx", values: $0)]).document().stored }
  }

  private func values(_ texts: [JSONString], path: String? = nil) throws -> [String] {
    let selection = ValueSelection(
      layer: 0, path: try path.map { try ValuesPath("values:" + $0) } ?? ValuesPath("values"))
    return try settings(versions(texts), selection, byParsing: false)
  }

  @Test func `a value is set where it became what it is, however it is written`() throws {
    #expect(
      try values([
        "b: 2\na:   \"x\"  # note\n", "a: x\nb: 2\n", "a: 'x'\nb: 1\n", "a: y\nb: 1\n",
      ]) == ["b: 1", "a: 2"])
  }

  @Test func `a value of another type is another value`() throws {
    #expect(try values(["a: \"30\"\nb: yes\n", "a: 30\nb: Yes\n"]) == ["a: 0", "b: 1"])
  }

  @Test func `an item is followed by its identity, or by its place in the common order`() throws {
    #expect(
      try values([
        "l:\n- name: b\n  v: 1\n- name: a\n  v: 2\n", "l:\n- name: a\n  v: 2\n- name: b\n  v: 1\n",
      ]) == ["l[name=b].name: 1", "l[name=b].v: 1", "l[name=a].name: 1", "l[name=a].v: 1"])
    #expect(
      try values(["args:\n- new\n- one\n- two\n", "args:\n- one\n- two\n"]) == [
        "args[0]: 0", "args[1]: 1", "args[2]: 1",
      ])
  }

  @Test func `values inside a text are followed one by one`() throws {
    #expect(
      try values([
        "f: |\n  rules:\n  - a\n  mode: x\n", "f: |\n  rules:\n  - a\n  mode: y\n",
      ]) == ["f:rules[0]: 1", "f:mode: 0"])
  }

  @Test func `a version that is no YAML has no values, and a text that is none is one`() throws {
    #expect(try values(["a: 1\nb: 2\n", "a: [\nb: 2\n", "a: 1\nb: 2\n"]) == ["a: 0", "b: 0"])
    #expect(try values(["a: [\n b\n", "a: [\n b\n\n", "a: [\n b\n\n"]) == [": 0"])
  }

  @Test func `what stands in place of a mask is told`() throws {
    #expect(
      try values(["a: s\nb: \"********\"\n", "a: \"********\"\nb: x\n", "a: old\nb: x\n"]) == [
        "a: 0 mask", "b: 0",
      ])
  }

  @Test func `members and variables are followed; a renamed layer is a new one`() throws {
    var (new, old) = (Fixture(), Fixture())
    new.layers = [Fixture.layer("nginx", version: "2.0.0"), Fixture.layer("int--nginx")]
    old.layers = [
      Fixture.layer("nginx", version: "1.0.0"), Fixture.layer("ext--nginx", registry: "X"),
    ]
    new.variables = [Fixture.variable("a", "1"), Fixture.variable("b", "2")]
    old.variables = [Fixture.variable("b", "2"), Fixture.variable("a", "2")]
    let found = try settings(
      [new.document().stored, old.document().stored], .init(), byParsing: false)
    #expect(
      found == [
        "version: 1", "type: 1", "cloudType: 1", "version: 0", "type: 1", "registry.name: 1",
        "registry.kind: 1", "a: 1", "version: 0", "type: 0", "registry.name: 0", "registry.kind: 0",
        "a: 0", "defaultValue: 0", "isSensitive: 1", "defaultValue: 1", "isSensitive: 1",
      ])
  }

  @Test func `secrets are hidden, masks stay masks`() throws {
    var fixture = Fixture()
    let token = "ghp_" + String(repeating: "a", count: 36)
    fixture.layers = [
      Fixture.layer(
        "nginx",
        values: JSONString("t: \(token)\nm: \"********\"\np: x\nr: \"{{.spectro.macro.p}}\"\n"))
    ]
    fixture.variables = [Fixture.variable("v", "secret", isSensitive: true)]
    let password = SchemaDirective("{{ format \"${password}\" }}")
    let schema = PackSchema(["p", "r"].map { .init(path: SchemaPath($0), directive: password) })
    let rules = Sensitivity(schemas: [.init(name: "nginx", version: "1.0.0"): schema])
    let values = try DocumentTrace(fixture.document().stored, sensitivity: rules).values
    let shown = values.filter { $0.place.part == .values || $0.place.owner == .variable("v") }
    #expect(
      shown.map(\.shown) == [
        .hidden, .masked, .hidden, .leaf("{{.spectro.macro.p}}", .string), .hidden,
        .member(.bool(true)),
      ])
  }

  @Test func `a path means a layer's values, manifests or members, or the profile's own`() throws {
    var fixture = Fixture()
    fixture.layers = [
      Fixture.layer(
        "nginx", values: "version: 3\nlist:\n- {name: x, v: 1}\n",
        manifests: [("m", "kind: A\nversion: 4\n")])
    ]
    fixture.variables = [Fixture.variable("size", "1")]
    let stored = try fixture.document().stored
    let cases: [(layer: Int?, path: String, found: [String])] = [
      (0, "version", ["version", "version", "version"]), (0, "values:version", ["version"]),
      (0, "list[0].v", ["list[name=x].v"]),
      (0, "list[v=1]", ["list[name=x].name", "list[name=x].v"]),
      (0, "manifests[name=m]:kind", ["kind"]), (0, "manifests.m.kind", ["kind"]),
      (0, "registry", ["registry.name", "registry.kind"]),
      (nil, "version", ["version"]), (nil, "variables[name=size].defaultValue", ["defaultValue"]),
      (nil, "list", ["list[name=x].name", "list[name=x].v"]), (0, "nope", []),
    ]
    for (layer, path, found) in cases {
      let selection = ValueSelection(layer: layer, path: try ValuesPath(path))
      let values = try DocumentTrace(stored, selecting: selection).values
      #expect(values.map(\.place.path.description) == found, "\(path)")
    }
  }
}
