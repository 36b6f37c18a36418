import CanonicalJSON
import PackValues
import ProfileFixtures
import Profiles
import Testing

@Suite struct ProfileDifferenceTests {
  typealias F = Fixture

  func values(_ from: JSONString, _ to: JSONString) throws -> ProfileDifference {
    try difference(
      Fixture(layers: [F.layer("x", values: from)]), Fixture(layers: [F.layer("x", values: to)]))
  }

  func lines(_ difference: ProfileDifference) -> [String] { shownLines(difference) }

  @Test func `a document against itself has no changes and no unknowns`() throws {
    let side = Fixture(
      layers: [F.layer("x", values: "a: \"********\"\n")],
      variables: [F.variable("v", "********", isSensitive: true)])
    #expect(try difference(side, side).isEmpty)
  }

  @Test func `layers are told by identity: added, removed, changed, moved`() throws {
    let from = Fixture(layers: ["a", "b", "c", "d"].map { F.layer($0) })
    let to = Fixture(layers: [
      F.layer("a"), F.layer("d"), F.layer("c", version: "1.1.0"), F.layer("e"),
    ])
    let found = try difference(from, to)
    #expect(
      found.layers.map { "\($0.identity.pack) \($0.kind) \($0.move.map { "\($0)" } ?? "")" } == [
        "b removed ", "d same after(\"a\")", "c changed ", "e added ",
      ])
    #expect(found.unchangedLayerCount == 1)
  }

  @Test func `a removal moves nothing`() throws {
    let from = Fixture(layers: ["a", "b", "c"].map { F.layer($0) })
    let to = Fixture(layers: ["b", "c"].map { F.layer($0) })
    let found = try difference(from, to)
    #expect(found.layers.map(\.kind) == [.removed])
    #expect(found.movedCount == 0)
  }

  @Test func `the order of a layer's manifests is content`() throws {
    let (m, n): ((JSONString, JSONString), (JSONString, JSONString)) = (
      ("m", "a: 1"), ("n", "b: 1")
    )
    let from = Fixture(layers: [F.layer("x", manifests: [m, n])])
    let found = try difference(from, Fixture(layers: [F.layer("x", manifests: [n, m])]))
    #expect(found.layers.first?.fields.map(\.path.description) == ["manifests"])
    #expect(found.hasChanges)
  }

  @Test func `layers of one identity go by their order`() throws {
    let from = Fixture(layers: [F.layer("a", values: "n: 1"), F.layer("a", values: "n: 2")])
    let to = Fixture(layers: [F.layer("a", values: "n: 1"), F.layer("a", values: "n: 3")])
    #expect(lines(try difference(from, to)) == ["~ n 2 → 3"])
  }

  @Test func `a registry's name is a change, its uid is none`() throws {
    let from = Fixture(layers: [F.layer("a", uid: "u1")])
    #expect(try difference(from, Fixture(layers: [F.layer("a", uid: "u2")])).hasChanges == false)
    let found = try difference(from, Fixture(layers: [F.layer("a", registry: "Own")]))
    #expect(found.layers.first?.fields.map(\.path.description) == ["registry.name"])
  }

  @Test func `a version says its size and direction where it is semantic`() {
    #expect(VersionStep(from: "1.29.8", to: "1.30.4")?.size == .minor)
    #expect(VersionStep(from: "v2.0.0", to: "v1.9.0")?.isUpgrade == false)
    #expect(VersionStep(from: "22.04", to: "24.04") == nil)
  }

  @Test func `masked on both sides of two documents is unknown and no change`() throws {
    let from = Fixture(layers: [F.layer("x", values: "a: ********\n")])
    let to = Fixture(version: "1.0.1", layers: [F.layer("x", values: "a: ********\n")])
    let found = try difference(from, to)
    #expect(found.hidden.map(\.kind) == [.unknown])
    #expect(found.layers.first?.hasChanges == false)
  }

  @Test func `a value that became a mask is hidden, however it is written`() throws {
    let found = try values(
      "u: {n: me, p: hunter2}\nk: |\n  secret one\n  secret two\nl:\n- s1\n- s2\nz: 1\n",
      "u: {n: me, p: ********}\nk: \"********\"\nl: ********\nz: 2\n")
    #expect(found.hidden.map(\.kind) == [.becameSensitive, .becameSensitive, .becameSensitive])
    #expect(
      lines(found) == [
        "~ u.p (hidden) → masked", "~ k (hidden) → masked", "- l[0] (hidden)", "- l[1] (hidden)",
        "~ l (hidden) → masked", "~ z 1 → 2",
      ])
  }

  @Test func `plain text in place of a mask is an alarm and hidden`() throws {
    let found = try values("db:\n  pass: ********\n", "db:\n  pass: hunter2\n")
    #expect(found.hidden.map(\.kind) == [.plainTextEntered])
    #expect(lines(found) == ["~ db.pass masked → (hidden)"])
  }

  @Test func `a mask filled with a reference shows the reference`() throws {
    let found = try values("p: ********", "p: \"{{.spectro.macro.p}}\"")
    #expect(found.hidden.map(\.kind) == [.filled])
    #expect(found.hidden.first?.reference == "{{.spectro.macro.p}}")
    #expect(lines(found) == ["~ p masked → \"{{.spectro.macro.p}}\""])
  }

  @Test func `a value is hidden where the text is no YAML, and where it moved`() throws {
    let broken = try values("a: ]\nb:\n  pass: hunter2\n", "a: ]\nb:\n  pass: ********\n")
    #expect(lines(broken) == ["-  pass: (hidden)", "+  pass: ********"])
    let moved = try values("old:\n  pass: hunter2\n", "new:\n  pass: ********\n")
    #expect(lines(moved) == ["- old.pass (hidden)", "+ new.pass masked"])
  }

  @Test func `white space at the ends is cosmetic`() throws {
    let found = try values("a: 1  \nb: 2\n\n", "a: 1\nb: 2")
    #expect(found.layers.first?.texts.map(\.kind) == [.cosmetic])
    #expect(lines(found) == [])
  }

  @Test func `a sensitive variable's values never appear`() throws {
    let from = Fixture(variables: [
      F.variable("a", "one", isSensitive: true), F.variable("b", "two"),
      F.variable("c", "********", isSensitive: true), F.variable("d", "x"),
    ])
    let to = Fixture(variables: [
      F.variable("d", "y"), F.variable("a", "three", isSensitive: true),
      F.variable("b", "********", isSensitive: true), F.variable("c", "four"),
    ])
    let found = try difference(from, to)
    let text = "\(found)"
    for secret in ["one", "two", "three", "four"] {
      #expect(!text.contains("\"\(secret)\"") && !text.contains(Array(secret.utf8).description))
    }
    #expect(
      found.variables.map { "\($0.name) \($0.kind)" } == [
        "d changed", "a changed", "b changed", "c changed",
      ])
    #expect(found.variables.compactMap(\.move).count == 1)
    #expect(
      found.variables.compactMap { $0.hidden?.kind } == [.becameSensitive, .plainTextEntered])
  }

  @Test func `absent, null and empty members are the same`() throws {
    let from = Fixture(labels: .null)
    #expect(try difference(from, Fixture(labels: .object([:]))).hasChanges == false)
  }
}
