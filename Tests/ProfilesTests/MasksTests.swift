import CanonicalJSON
import PackValues
import ProfileFixtures
import Profiles
import Testing

@Suite struct MasksTests {
  @Test func `every masked place of a profile is listed, declared or not`() throws {
    let fixture = Fixture(
      layers: [
        Fixture.layer(
          "x", values: "# ********\na:\n  b: ********\n",
          manifests: [("m", "data:\n  - \"********\"\n")])
      ],
      variables: [
        Fixture.variable("s", "********", isSensitive: true), Fixture.variable("t", "*********"),
        Fixture.variable("u", "x", isSensitive: true),
      ])
    let masks = try fixture.document().profile.masks()
    let layer = Layer.Identity(kind: "addon", pack: "x", displayName: "")
    #expect(
      masks.map(\.owner) == [
        .values(layer), .manifest(layer, name: "m"), .variable(name: "s"), .variable(name: "t"),
      ])
    #expect(masks.map { $0.place?.path?.description } == ["a.b", "data[0]", nil, nil])
    #expect(masks.map(\.isDeclaredSensitive) == [false, false, true, false])
  }

  @Test func `random texts with masks compare without a trap, and show no masked value`() throws {
    var state: UInt64 = 11
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let keys = ["a", "b", "pass", "- pass", "-", "{x"]
    func text(_ value: String) -> JSONString {
      var text = "pass: \(value)\n"
      for _ in 0..<random(12) {
        let indent = String(repeating: " ", count: 2 * random(3))
        let end = ["********", "\"********\"", "1", "|", "{{.spectro.macro.m}}", "]", "\r"]
        text += "\(indent)\(keys[random(keys.count)]): \(end[random(end.count)])\n"
      }
      return JSONString(text)
    }
    for round in 0..<400 {
      let (old, new) = (text("hunter2"), text("********"))
      let sides = round.isMultiple(of: 2) ? (old, new) : (new, old)
      let found = try difference(
        Fixture(layers: [Fixture.layer("x", values: sides.0)]),
        Fixture(layers: [Fixture.layer("x", values: sides.1)]))
      #expect(!shownLines(found).contains { $0.contains("hunter2") })
    }
  }
}
