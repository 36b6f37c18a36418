import CanonicalJSON
import PackValues
import ProfileFixtures
import Profiles
import Testing

@Suite struct OverriddenPlaceTests {
  private func document(_ values: String, manifest: String = "kind: A\n") throws -> ProfileDocument
  {
    try Fixture(layers: [
      Fixture.layer(
        "x", values: JSONString(values),
        manifests: [("m", JSONString(manifest))])
    ]).document()
  }

  private func keep(
    _ path: String, of owner: String, in other: String
  ) throws -> (values: String, outcome: OverriddenPlace.Outcome) {
    let (owner, other) = (try document(owner), try document(other))
    let layer = JSONString(owner.profile.layers[0].identity.description)
    let place = OverriddenPlace(layer: layer, path: try ValuesPath(path))
    let result = place.keeping(owner, in: other)
    return (result.document.profile.layers[0].values.string, result.outcome)
  }

  @Test func `the line comes over with its comment, and nothing else does`() throws {
    let kept = try keep(
      "a.b", of: "a:\n  b: 9 # big\n  c: 1\nd: 1", in: "# new\na:\n  c: 2\n  b: 3\nd: 2")
    #expect(kept.outcome == .kept)
    #expect(kept.values == "# new\na:\n  c: 2\n  b: 9 # big\nd: 2")
  }

  @Test func `comments before what follows stay, texts of several lines come whole`() throws {
    let kept = try keep("a", of: "a: |\n  one\n  # two\nb: 1", in: "a: x\n\n# about b\nb: 2")
    #expect(kept.outcome == .kept)
    #expect(kept.values == "a: |\n  one\n  # two\n\n# about b\nb: 2")
  }

  @Test func `items of lists are told by name`() throws {
    let kept = try keep(
      "l[name=y].v", of: "l:\n- name: y\n  v: 9", in: "l:\n- name: x\n  v: 1\n- name: y\n  v: 2")
    #expect(kept.values == "l:\n- name: x\n  v: 1\n- name: y\n  v: 9")
  }

  @Test func `equal, gone and stuck places are told`() throws {
    #expect(try keep("a", of: "a: 1 # x", in: "a: 1").outcome == .same)
    #expect(try keep("a", of: "a: 1", in: "b: 1").outcome == .gone)
    #expect(try keep("a", of: "b: 1", in: "a: 1").outcome == .gone)
    #expect(try keep("a.b", of: "a: {b: 1, c: 1}", in: "a: {b: 2, c: 2}").outcome == .stuck)
    #expect(try keep("a.b", of: "a: {b: 1, c: 2}", in: "a: {b: 2, c: 2}").outcome == .kept)
  }

  @Test func `manifests are named`() throws {
    let (owner, other) = (
      try document("a: 1", manifest: "kind: A\nv: 9\n"),
      try document("a: 2", manifest: "kind: A\nv: 1\nw: 1\n")
    )
    let layer = JSONString(owner.profile.layers[0].identity.description)
    let place = OverriddenPlace(layer: layer, path: try ValuesPath("manifests[name=m]:v"))
    #expect(place.stands(in: owner))
    let result = place.keeping(owner, in: other).document.profile.layers[0]
    #expect(result.manifests[0].content.string == "kind: A\nv: 9\nw: 1\n")
    #expect(result.values.string == "a: 2")
  }

  @Test func `a conflict in what a schema declares is a secret`() throws {
    let documents = try ["pw: hunter2-a\nb: 1", "pw: hunter2-b\nb: 2", "pw: hunter2-c\nb: 3"].map {
      try document($0)
    }
    let layer = documents[0].profile.layers[0]
    let entry = PackSchema.Entry(
      path: SchemaPath("pw"), directive: SchemaDirective(#"{{ format "${password}" }}"#))
    let known = Sensitivity(
      schemas: [.init(name: layer.identity.pack, version: layer.version): PackSchema([entry])])
    let merge = ProfileMerge(base: documents[0], ours: documents[1], theirs: documents[2])
    #expect(merge.conflicts.contains { !$0.isSecret })
    let hidden = merge.conflicts.map { $0.hiding(known, in: documents) }
    for conflict in hidden where !conflict.isSecret {
      #expect("\(String(describing: conflict.ours))".contains("hunter2") == false)
    }
    #expect(hidden.contains { $0.isSecret && $0.shown(.ours) == .hidden })
  }
}
