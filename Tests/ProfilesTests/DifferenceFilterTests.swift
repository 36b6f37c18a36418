import CanonicalJSON
import PackValues
import ProfileFixtures
import Profiles
import Testing

@Suite struct DifferenceFilterTests {
  typealias F = Fixture

  private let from = Fixture(
    version: "1.0.0",
    layers: [
      F.layer("nginx", values: "image: a\nreplicas: 1\nnested:\n  image: b\n"),
      F.layer("loki", values: "a: 1\nb: 2\n"), F.layer("plain", values: "not: [yaml\nx\n"),
    ], variables: [F.variable("region", "eu")], labels: .object(["owner": "a"]))
  private let to = Fixture(
    version: "1.1.0",
    layers: [
      F.layer(
        "nginx", values: "image: c\nreplicas: 2\nnested:\n  image: '{{.spectro.macro.tag}}'\n",
        registry: "Own"), F.layer("loki", values: "b: 2\na: 1\n"),
      F.layer("plain", values: "not: [yaml\ny\n"), F.layer("new", values: "image: x\n"),
    ], variables: [F.variable("region", "us")], labels: .object(["owner": "b"]))

  private func kept(_ filter: DifferenceFilter) throws -> [String] {
    let found = try difference(from, to, filter: filter)
    var kept = found.fields.map(\.path.description)
    for layer in found.layers {
      kept.append("\(layer.identity.name) \(layer.kind.rawValue)")
      kept += layer.fields.map(\.path.description)
      for text in layer.texts {
        if text.kind != .changed || text.basis != .paths { kept.append(text.kind.rawValue) }
        kept += text.values.map(\.path.description)
      }
      kept += layer.references.map(\.description)
    }
    return kept + found.variables.map(\.name.string)
  }

  @Test
  func `masks of a layer that was not asked for are left out, also where its text is the same`()
    throws
  {
    let masked: JSONString = "p: ********\n"
    let from = Fixture(layers: [F.layer("a", values: "x: 1\n"), F.layer("b", values: masked)])
    let to = Fixture(layers: [F.layer("a", values: "x: 2\n"), F.layer("b", values: masked)])
    let asked = try difference(from, to, filter: DifferenceFilter(layers: [LayerPattern("a")]))
    #expect(asked.layers.map(\.identity.pack) == ["a"])
    #expect(asked.ignoredCount == 1)
    #expect(asked.unknownCount == 0)
    #expect(try difference(from, to).unknownCount == 1)
  }

  @Test func `without a filter everything is there, and nothing is left out`() throws {
    #expect(
      try kept(DifferenceFilter()) == [
        "version", "labels.owner", "nginx changed", "registry.name", "image", "replicas",
        "nested.image", "{{.spectro.macro.tag}}", "loki changed", "cosmetic", "plain changed",
        "changed", "new added", "added", "region",
      ])
    #expect(try difference(from, to).ignoredCount == 0)
  }

  @Test func `a path keeps what it covers, and what cannot be told`() throws {
    let filter = DifferenceFilter(only: [try ValuesPathPattern("**.image")])
    #expect(
      try kept(filter) == [
        "nginx changed", "image", "nested.image", "{{.spectro.macro.tag}}", "plain changed",
        "changed", "new added", "added",
      ])
    #expect(try difference(from, to, filter: filter).ignoredCount == 6)
    #expect(
      try kept(DifferenceFilter(only: [try ValuesPathPattern("replicas")])) == [
        "nginx changed", "replicas", "plain changed", "changed",
      ])
  }

  @Test func `a path can be left out, with what it asks for`() throws {
    let filter = DifferenceFilter(excluding: [
      try ValuesPathPattern("nested"), try ValuesPathPattern("variables.*"),
      try ValuesPathPattern("labels"), try ValuesPathPattern("version"),
    ])
    #expect(
      try kept(filter) == [
        "nginx changed", "registry.name", "image", "replicas", "loki changed", "cosmetic",
        "plain changed", "changed", "new added", "added",
      ])
  }

  @Test(arguments: [
    ("nginx", ["nginx"]), ("ng*x", ["nginx"]), ("addon", ["nginx", "loki", "plain", "new"]),
    ("addon l*", ["loki"]), ("none", []),
  ])
  func `layers are chosen by kind, pack or name`(pattern: String, names: [String]) throws {
    let found = try difference(from, to, filter: DifferenceFilter(layers: [LayerPattern(pattern)]))
    #expect(found.layers.map(\.identity.name) == names)
    #expect(found.fields.isEmpty && found.variables.isEmpty)
  }

  @Test func `rules leave out kinds of difference, and a layer without a body is gone`() throws {
    let rules = try ["cosmetic", "kind=registry", "kind=label", "layer=new", "kind=value"]
      .map { try IgnoreRule($0) }
    let filter = DifferenceFilter(rules: rules)
    #expect(try kept(filter) == ["version", "region"])
    #expect(try difference(from, to, filter: filter).ignoredCount == 8)
  }

  @Test func `with everything left out nothing differs`() throws {
    let filter = DifferenceFilter(
      only: [try ValuesPathPattern("no.such.path")],
      rules: [
        try #require(IgnoreRule(kind: .value))
      ])
    let found = try difference(from, to, filter: filter)
    #expect(found.isEmpty && !found.hasChanges)
    #expect(found.findings.isEmpty)
  }

  @Test func `a mask that cannot be told is left out with its path`() throws {
    let old = Fixture(layers: [F.layer("x", values: "p: ********\nq: ********\n", uid: "u1")])
    let new = Fixture(layers: [F.layer("x", values: "p: ********\nq: ********\n", uid: "u2")])
    let found = try difference(
      old, new, filter: DifferenceFilter(excluding: [try ValuesPathPattern("p")]))
    #expect(found.hidden.map(\.path?.description) == ["q"])
  }

  @Test func `what is called out: downgrades, bumps, versions that are not semantic`() throws {
    func codes(_ from: String, _ to: String, _ old: String, _ new: String) throws -> [String] {
      let layer = { (version: String) in F.layer("x", version: JSONString(version)) }
      let found = try difference(
        Fixture(version: JSONString(from), layers: [layer(old)]),
        Fixture(version: JSONString(to), layers: [layer(new)]))
      return found.findings.map(\.code.rawValue)
    }
    #expect(try codes("1.0.0", "1.0.0", "1.0.0", "1.1.0") == ["content-without-version-bump"])
    #expect(try codes("1.0.0", "1.0.1", "1.0.0", "1.1.0") == ["version-bump-too-small"])
    #expect(try codes("1.0.0", "1.1.0", "1.0.0", "1.1.0") == [])
    #expect(try codes("1.1.0", "1.0.0", "1.1.0", "1.0.0") == ["downgrade", "downgrade"])
    #expect(try codes("1.0.0", "1.1.0", "22.04", "24.04") == ["version-not-semantic"])
  }
}
