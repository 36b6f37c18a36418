import CanonicalJSON
import PackValues
import ProfileFixtures
import Profiles
import Testing

@Suite struct ProfileMergeTests {
  private func fixture(_ layers: String...) -> Fixture {
    Fixture(layers: layers.map { Fixture.layer(JSONString($0), values: "a: 1\nb: 2\nc: 3\n") })
  }

  /// Merges both ways; expects the same clean document and gives its layers.
  private func layers(
    _ base: Fixture, _ ours: Fixture, _ theirs: Fixture,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> [String] {
    let (base, ours, theirs) = (
      try base.document(), try ours.document(), try theirs.document()
    )
    let merge = ProfileMerge(base: base, ours: ours, theirs: theirs)
    let exchanged = ProfileMerge(base: base, ours: theirs, theirs: ours)
    #expect(merge.conflicts == [], sourceLocation: sourceLocation)
    #expect(merge.merged == exchanged.merged, sourceLocation: sourceLocation)
    return merge.merged?.profile.layers.map { $0.identity.pack.string } ?? []
  }

  private func conflicts(
    _ base: Fixture, _ ours: Fixture, _ theirs: Fixture
  ) throws -> [String] {
    let merge = ProfileMerge(
      base: try base.document(), ours: try ours.document(), theirs: try theirs.document())
    #expect(merge.merged == nil)
    return merge.conflicts.map(\.place.description)
  }

  @Test func `layers that the sides add, remove and move are all added, removed and moved`() throws
  {
    let base = fixture("os", "k8s", "cni", "csi", "x")
    let added = try layers(
      base, fixture("os", "new", "k8s", "cni", "csi", "x"),
      fixture("os", "k8s", "cni", "csi", "x", "end"))
    #expect(added == ["os", "new", "k8s", "cni", "csi", "x", "end"])
    let mixed = try layers(
      base, fixture("os", "cni", "csi", "x"), fixture("x", "os", "k8s", "cni", "csi", "end"))
    #expect(mixed == ["x", "os", "cni", "csi", "end"])
    let same = try layers(
      base, fixture("os", "k8s", "a", "cni", "csi"), fixture("os", "k8s", "a", "cni", "csi"))
    #expect(same == ["os", "k8s", "a", "cni", "csi"])
    let both = try layers(
      base, fixture("os", "k8s", "cni", "csi", "x", "b"),
      fixture("os", "k8s", "cni", "csi", "x", "a"))
    #expect(both == ["os", "k8s", "cni", "csi", "x", "a", "b"])
  }

  @Test func `one layer moved to two places is a conflict of the order, resolved by a side`() throws
  {
    let (base, ours, theirs) = (
      try fixture("a", "b", "c", "d").document(), try fixture("d", "a", "b", "c").document(),
      try fixture("a", "d", "b", "c").document()
    )
    let merge = ProfileMerge(base: base, ours: ours, theirs: theirs)
    #expect(merge.conflicts.map(\.place.description) == ["order of layers"])
    #expect(ProfileMerge(base: base, ours: ours, theirs: theirs) { _ in .theirs }.merged == theirs)
    #expect(ProfileMerge(base: base, ours: ours, theirs: theirs) { _ in .ours }.merged == ours)
  }

  @Test func `values, version, manifests, variables and labels merge each by itself`() throws {
    var base = Fixture(
      layers: [
        Fixture.layer("nginx", values: "a: 1\nb: 2\n", manifests: [("m", "x: 1\ny: 2\n")]),
        Fixture.layer("k8s"),
      ], variables: [Fixture.variable("v", "1"), Fixture.variable("w", "2")])
    base.labels = .object(["team": "a"])
    var (ours, theirs, expected) = (base, base, base)
    ours.layers[0] = Fixture.layer(
      "nginx", values: "a: 9\nb: 2\n", manifests: [("m", "x: 1\ny: 3\n"), ("n", "z: 1")])
    ours.variables = [Fixture.variable("v", "7")]
    ours.labels = .object(["team": "a", "owner": "o"])
    theirs.version = "1.1.0"
    theirs.layers[0] = Fixture.layer(
      "nginx", version: "2.0.0", values: "a: 1\nb: 8\n", manifests: [("m", "x: 4\ny: 2\n")])
    theirs.variables = [
      Fixture.variable("v", "1"), Fixture.variable("w", "2"), Fixture.variable("z", "3"),
    ]
    theirs.labels = .object(["team": "b"])
    expected.version = "1.1.0"
    expected.layers[0] = Fixture.layer(
      "nginx", version: "2.0.0", values: "a: 9\nb: 8\n",
      manifests: [("m", "x: 4\ny: 3\n"), ("n", "z: 1")])
    expected.variables = [Fixture.variable("v", "7"), Fixture.variable("z", "3")]
    expected.labels = .object(["team": "b", "owner": "o"])
    let merge = ProfileMerge(
      base: try base.document(), ours: try ours.document(), theirs: try theirs.document())
    #expect(merge.conflicts == [])
    #expect(merge.merged == (try expected.document()))
  }

  @Test func `every conflict names its layer and path`() throws {
    let base = Fixture(
      layers: [Fixture.layer("nginx", manifests: [("m", "x: 1\n")]), Fixture.layer("gone")],
      variables: [Fixture.variable("v", "1")])
    var (ours, theirs) = (base, base)
    ours.layers = [
      Fixture.layer("nginx", version: "2.0.0", values: "a: 2\n", manifests: [("m", "x: 2\n")])
    ]
    ours.variables = [Fixture.variable("v", "2")]
    theirs.layers = [
      Fixture.layer("nginx", version: "3.0.0", values: "a: 3\n", manifests: [("m", "x: 3\n")]),
      Fixture.layer("gone", values: "a: 5\n"),
    ]
    theirs.variables = [Fixture.variable("v", "3")]
    #expect(
      try conflicts(base, ours, theirs) == [
        "addon nginx, manifest m, content at x", "addon nginx, values at a", "addon nginx, version",
        "addon gone, removed on one side", "variable v, defaultValue",
      ])
  }

  @Test func `a secret is hidden in a conflict: masks, sensitive variables, tokens`() throws {
    let base = Fixture(
      layers: [Fixture.layer("nginx", values: "pw: old\n")],
      variables: [Fixture.variable("v", "1", isSensitive: true)])
    var (ours, theirs) = (base, base)
    ours.layers = [Fixture.layer("nginx", values: "pw: hunter2\n")]
    ours.variables = [Fixture.variable("v", "hunter2", isSensitive: true)]
    theirs.layers = [Fixture.layer("nginx", values: "pw: '********'\n")]
    theirs.variables = [Fixture.variable("v", "3", isSensitive: true)]
    let merge = ProfileMerge(
      base: try base.document(), ours: try ours.document(), theirs: try theirs.document())
    #expect(merge.conflicts.map(\.isSecret) == [true, true])
    #expect(merge.conflicts.map { $0.shown(.ours) } == [.hidden, .hidden])
  }

  @Test func `without an ancestor, what both have is kept and what differs conflicts`() throws {
    let (ours, theirs) = (
      try fixture("a", "b").document(), try fixture("a", "c").document()
    )
    let merge = ProfileMerge(base: nil, ours: ours, theirs: theirs)
    #expect(merge.merged?.profile.layers.map(\.identity.pack) == ["a", "b", "c"])
  }
}
