import CanonicalJSON
import Git
import ProfileRepository
import Profiles
import Replay
import Testing

@Suite struct ValidationTests {
  private let fixture: ReplayFixture

  init() throws { fixture = try ReplayFixture() }

  /// The findings against an export of one variable or one stack, as `severity code place`.
  private func found(
    variable: String? = nil, type: String = "add-on", cloud: String = "all", packs: String = "",
    facts: String? = nil
  ) throws -> [String] {
    let variables = variable.map { #""variables":[{"name":"size",\#($0)}],"# } ?? ""
    let export =
      #"{"metadata":{"name":"web"},"spec":{\#(variables)"template":{"type":"\#(type)","#
      + #""cloudType":"\#(cloud)","packs":[\#(packs)]}}}"#
    let document = try ProfileDocument(export: Array(export.utf8), syntax: .json)
    let prod = try EnvironmentName("prod")
    if let facts { try fixture.know(facts, of: "prod") }
    let file = FileImport(document: document, source: "web.json", target: prod, scope: .tenant)
    let result = try file.validation(in: fixture.repository, as: fixture.operation())
    let findings = result.outcomes.flatMap(\.findings)
    return findings.map { "\($0.severity.rawValue) \($0.code.rawValue)" }
  }

  private func pack(
    _ name: String, _ kind: String, type: String = "manifest", registry: String = ""
  ) -> String {
    #"{"name":"\#(name)","layer":"\#(kind)","type":"\#(type)","version":"1.0.0","#
      + #""registry":{"metadata":{"name":"\#(registry)","uid":""}}}"#
  }

  @Test func `the cloud type all goes with add-ons only`() throws {
    let stack = ["os", "k8s", "cni", "csi"].map { pack($0, $0) }.joined(separator: ",")
    #expect(try found(type: "cluster", packs: stack) == ["error cloud-type"])
    #expect(try found(type: "cluster", cloud: "aws", packs: stack) == [])
    #expect(
      try found(type: "cluster", cloud: "aws", packs: stack + "," + pack("b", "os"))
        == ["error layer-rule"])
    let edge = ["os", "k8s", "cni"].map { pack($0, $0) }.joined(separator: ",")
    #expect(try found(type: "infra", cloud: "edge-native", packs: edge) == [])
    #expect(try found(type: "infra", cloud: "aws", packs: edge) == ["warning layer-rule"])
    #expect(try found(type: "addon") == ["warning profile-type"])
    #expect(try found(cloud: "nutanix") == ["warning cloud-type"])
    #expect(try found(type: "system", cloud: "all") == [])
  }

  @Test func `a kernel is a core layer that may be missing`() throws {
    let stack = ["os", "k8s", "cni", "csi", "kernel"].map { pack($0, $0) }.joined(separator: ",")
    #expect(try found(type: "infra", cloud: "maas", packs: stack) == [])
    #expect(
      try found(type: "infra", cloud: "maas", packs: stack + "," + pack("rt", "kernel"))
        == ["error layer-rule"])
    #expect(try found(packs: pack("rt", "kernel")) == ["error layer-rule"])
    #expect(try found(packs: pack("rt", "gpu")) == ["warning layer-rule"])
    #expect(
      try found(packs: pack("a", "addon") + "," + pack("a", "addon")) == ["error layer-rule"])
    #expect(try found(packs: pack("a", "addon") + "," + pack("b--a", "addon")) == [])
  }

  @Test func `a pack is looked for in the registries of the target`() throws {
    let helm = pack("nginx", "addon", type: "helm", registry: "A")
    let known = #"{"packs":{"nginx":{"A":["1.0.0"],"B":["1.0.0"]}}}"#
    #expect(try found(packs: helm) == ["warning could-not-check"])
    #expect(try found(packs: helm, facts: known) == [])
    let other = pack("nginx", "addon", type: "helm", registry: "C")
    #expect(try found(packs: other) == ["error several-registries"])
    let one = #"{"packs":{"nginx":{"B":["1.0.0"]}},"registries":{"B":{"kind":"pack"}}}"#
    #expect(
      try found(packs: other, facts: one) == ["warning other-registry", "warning registry-kind"])
  }

  @Test func `what has an error lands neither in a dry run nor in the real one`() throws {
    try fixture.commit(1, name: "bad")
    try fixture.commit(1, name: "good")
    try fixture.know(#"{"packs":{}}"#)
    let before = try fixture.snapshot("staging").commit.id
    for dryRun in [true, false] {
      let result = try fixture.replay(["bad"], from: "dev", to: "staging", dryRun: dryRun)
      #expect(ReplayFixture.words(result) == ["invalid"])
      #expect(result.outcomes.flatMap(\.findings).map(\.code) == [.unknownPack])
      #expect(result.facts?.holdings.packs == [:])
    }
    #expect(try fixture.snapshot("staging").commit.id == before)
    try fixture.expectSound()
  }

  @Test func `what has nothing to do fails for no finding`() throws {
    try fixture.commit(1)
    #expect(ReplayFixture.words(try fixture.replay(from: "dev", to: "staging")) == ["written 1"])
    try fixture.know(#"{"packs":{}}"#)
    let again = try fixture.replay(from: "dev", to: "staging")
    #expect(ReplayFixture.words(again) == ["equal"])
    #expect(again.outcomes[0].findings == [])
    try fixture.commit(2)
    #expect(ReplayFixture.words(try fixture.replay(from: "dev", to: "staging")) == ["invalid"])
  }

  @Test func `the final state counts, not the steps that led there`() throws {
    try fixture.commit(1)
    try fixture.commit(2)
    try fixture.know(#"{"packs":{"nginx":{"Public":[""]}}}"#)
    #expect(ReplayFixture.words(try fixture.replay(from: "dev", to: "staging")) == ["written 2"])
  }
}
