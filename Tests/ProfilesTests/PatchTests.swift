import CanonicalJSON
import PackValues
import ProfileFixtures
import Profiles
import Testing

@Suite struct PatchTests {
  typealias F = Fixture

  private func patch(_ from: ProfileDocument, _ to: ProfileDocument) -> ProfilePatch {
    ProfilePatch(from: from, to: to, stored: "b10b")
  }

  /// Applies a patch after it went through its written form.
  private func applied(
    _ from: ProfileDocument, _ to: ProfileDocument
  ) throws -> ProfileDocument {
    let written = patch(from, to).json.encoded(.indented)
    return try ProfilePatch(reading: written).applied(to: from, stored: to)
  }

  private func expectWay(_ from: Fixture, _ to: Fixture) throws {
    let (from, to) = (try from.document(), try to.document())
    #expect(try applied(from, to) == to)
    #expect(try applied(to, from) == from)
  }

  private func refusal(_ body: () throws(PatchError) -> Void) -> PatchError? {
    do throws(PatchError) {
      try body()
      return nil
    } catch { return error }
  }

  @Test func `a patch between any two sample exports gives the other one exactly`() throws {
    let documents = try Exports.fixtures.map {
      try ProfileDocument(export: $0.bytes, syntax: .json)
    }
    #expect(documents.count >= 4)
    for from in documents {
      #expect(patch(from, from).edits.isEmpty)
      for to in documents { #expect(try applied(from, to) == to) }
    }
  }

  @Test func `layers, manifests and variables that come, go and move are told by name`() throws {
    let from = Fixture(
      layers: [
        F.layer("a", manifests: [("m", "x: 1\n"), ("n", "y: 1")]), F.layer("b"), F.layer("c"),
        F.layer("c", values: "second: 1"),
      ],
      variables: [F.variable("v", "1"), F.variable("w", "2")], labels: .object(["k": "v"]))
    let to = Fixture(
      version: "1.1.0",
      layers: [
        F.layer("c"), F.layer("d", values: "new: 1"),
        F.layer("a", version: "2.0.0", manifests: [("n", "y: 2"), ("o", ""), ("m", "x: 1")]),
        F.layer("c", values: "second: 2\r\nmore: 1"),
      ],
      variables: [F.variable("w", "3"), F.variable("u", "1")])
    try expectWay(from, to)
  }

  @Test func `absent, null and empty members come back as they were`() throws {
    var shapes: [JSONValue] = []
    for value: JSONValue? in [nil, .null, .array([]), .object([:]), "", "text"] {
      var layer = F.layer("a").object ?? [:]
      layer["extra"] = value
      layer["manifests"] = value?.object == nil && value?.text == nil ? value : nil
      shapes.append(.object(layer))
    }
    for from in shapes {
      for to in shapes { try expectWay(Fixture(layers: [from]), Fixture(layers: [to])) }
    }
  }

  @Test func `a patch applies to another document whose places are as it expects`() throws {
    let from = Fixture(layers: [F.layer("a", values: "x: 1\ny: 2\n"), F.layer("b")])
    let to = Fixture(layers: [F.layer("a", values: "x: 1\ny: 3\n"), F.layer("b")])
    let other = Fixture(
      name: "other", layers: [F.layer("z"), F.layer("a", values: "x: 1\ny: 2\n", uid: "u9")])
    let change = patch(try from.document(), try to.document())
    let result = try change.applied(to: try other.document(), stored: nil)
    #expect(result.profile.layers[1].values == "x: 1\ny: 3\n")
    #expect(result.profile.layers[1].registry?.uid == "u9")
    let moved = Fixture(layers: [F.layer("a", values: "x: 0\nx: 1\ny: 2\n")])
    let document = try moved.document()
    let error = refusal { () throws(PatchError) in
      _ = try change.applied(to: document, stored: nil)
    }
    #expect(error?.code == .conflict)
    #expect(
      error?.description
        == "spec.template.packs[addon a].values: the text has other lines at line 2")
  }

  @Test func `a layer that the patch does not know stops a change of the order`() throws {
    let from = Fixture(layers: [F.layer("a"), F.layer("b")])
    let change = patch(try from.document(), try Fixture(layers: [F.layer("b")]).document())
    let other = try Fixture(layers: [F.layer("a"), F.layer("x"), F.layer("b")]).document()
    let error = refusal { () throws(PatchError) in
      _ = try change.applied(to: other, stored: nil)
    }
    #expect(error?.description == "spec.template.packs: the patch does not know 'addon x'")
  }

  @Test func `a secret's change is carried as a stored document's id, never as text`() throws {
    let secret = "hunter2-in-the-plain"
    let texts: [(JSONString, JSONString)] = [
      ("a: 1\npass: ********\n", JSONString("a: 2\npass: \(secret)\n")),
      ("u: https://x:********@h\n", JSONString("u: https://x:\(secret)@h\n")),
      ("f: |\n  k: ********\n  z: 1\n", JSONString("f: |\n  k: \(secret)\n  z: 1\n")),
      ("a: ]\npass: ********\n", JSONString("a: ]\npass: \(secret)\n")),
    ]
    for (masked, plain) in texts {
      try expectCarried(
        Fixture(layers: [F.layer("x", values: masked)]),
        Fixture(layers: [F.layer("x", values: plain)]), hiding: secret)
    }
    try expectCarried(
      Fixture(variables: [F.variable("p", "********", isSensitive: true)]),
      Fixture(variables: [F.variable("p", JSONString(secret), isSensitive: true)]),
      hiding: secret)
    try expectCarried(
      Fixture(variables: []),
      Fixture(variables: [F.variable("p", JSONString(secret), isSensitive: true)]),
      hiding: secret)
    let token = "ghp_" + String(repeating: "a1B2", count: 9)
    try expectCarried(
      Fixture(layers: [F.layer("x")]),
      Fixture(layers: [F.layer("x"), F.layer("y", values: JSONString("t: \(token)"))]),
      hiding: token)
  }

  @Test func `a secret that may have moved is carried so, wherever it went`() throws {
    let secret = "hunter2-on-the-move"
    try expectCarried(
      Fixture(layers: [F.layer("x", values: "apiKey: ********\nb: 1\n")]),
      Fixture(layers: [F.layer("x", values: JSONString("b: 1\nkeyNew: \(secret)\n"))]),
      hiding: secret)
    try expectCarried(
      Fixture(variables: [F.variable("a", "********", isSensitive: true)]),
      Fixture(variables: [F.variable("b", JSONString(secret))]), hiding: secret)
    try expectCarried(
      Fixture(layers: [F.layer("x", values: "a: [\np: ********\nfoo\n")]),
      Fixture(layers: [F.layer("x", values: JSONString("a: [\nfoo\nu: \(secret)\n"))]),
      hiding: secret)
  }

  @Test func `what only the pack's schema declares is carried so too`() throws {
    let from = try Fixture(layers: [F.layer("x", values: "a: 1\npw: hunter2-old\nb: 2\n")])
      .document()
    let to = try Fixture(layers: [F.layer("x", values: "a: 1\npw: hunter2-new\nb: 3\n")])
      .document()
    let entry = PackSchema.Entry(
      path: SchemaPath("pw"), directive: SchemaDirective(#"{{ format "${password}" }}"#))
    let sensitivity = Sensitivity(
      schemas: [.init(name: "x", version: "1.0.0"): PackSchema([entry])])
    let change = ProfilePatch(from: from, to: to, stored: "b10b", sensitivity: sensitivity)
    let written = change.json.encoded()
    #expect(!String(decoding: written, as: UTF8.self).contains("hunter2"))
    #expect(try ProfilePatch(reading: written).applied(to: from, stored: to) == to)
  }

  private func expectCarried(_ masked: Fixture, _ plain: Fixture, hiding secret: String) throws {
    let (masked, plain) = (try masked.document(), try plain.document())
    for (from, to) in [(masked, plain), (plain, masked)] {
      let change = patch(from, to)
      let text = String(decoding: change.json.encoded(), as: UTF8.self)
      #expect(!text.contains(secret), "\(text)")
      #expect(try applied(from, to) == to)
    }
    let change = patch(masked, plain)
    #expect(change.document == "b10b")
    let missing = refusal { () throws(PatchError) in
      _ = try change.applied(to: masked, stored: nil)
    }
    #expect(missing?.code == .missing)
    let elsewhere = refusal { () throws(PatchError) in
      _ = try change.applied(to: plain, stored: plain)
    }
    #expect(elsewhere?.code == .conflict)
  }

  @Test func `random edits of a document are undone by the patch back`() throws {
    var random = SplitMix(state: 20_261_124)
    for round in 0..<150 {
      var (from, to) = (Fixture(), Fixture())
      for side in 0..<2 {
        var fixture = Fixture(version: random.next() % 2 == 0 ? "1.0.0" : "1.0.1")
        for name in ["a", "b", "c", "c", "d"] where random.next() % 4 > 0 {
          let lines = (0..<random.next() % 9).map { "k\($0): \(random.next() % 3)" }
          let end = random.next() % 2 == 0 ? "\n" : ""
          let manifest: (JSONString, JSONString) = ("m", JSONString("x: \(random.next() % 3)"))
          let layer = F.layer(
            JSONString(name), values: JSONString(lines.joined(separator: "\n") + end),
            manifests: random.next() % 2 == 0 ? [] : [manifest])
          fixture.layers.insert(layer, at: Int(random.next() % UInt64(fixture.layers.count + 1)))
        }
        for name in ["v", "w"] where random.next() % 2 == 0 {
          fixture.variables.append(F.variable(JSONString(name), JSONString("\(random.next() % 3)")))
        }
        if side == 0 { from = fixture } else { to = fixture }
      }
      let (old, new) = (try from.document(), try to.document())
      #expect(try applied(old, new) == new, "round \(round)")
    }
  }

  @Test func `what is no patch is refused with its place`() {
    let cases = [
      ("{", "line 1, column 2"), (#"{"format":"profile-patch/2"}"#, "format"),
      (#"{"format":"profile-patch/1"}"#, "the member 'from' is missing"),
    ]
    for (text, part) in cases {
      let error = refusal { () throws(PatchError) in
        _ = try ProfilePatch(reading: Array(text.utf8))
      }
      #expect(error?.code == .syntax)
      #expect(error?.description.contains(part) == true, "\(error?.description ?? "")")
    }
  }
}
