import CanonicalJSON
import ProfileFixtures
import Profiles
import Testing

@Suite struct KeptMasksTests {
  private func document(
    _ values: JSONString, token: JSONString = "", manifest: JSONString = "a: 1"
  ) throws -> ProfileDocument {
    try Fixture(
      layers: [Fixture.layer("nginx", values: values, manifests: [("m", manifest)])],
      variables: [Fixture.variable("token", token, isSensitive: true)]
    ).document()
  }

  @Test func `a value that the other hides is hidden, the rest stays byte for byte`() throws {
    let branch = try document(
      "a: 1 # one\nb:\n  password: ********\n", token: "********", manifest: "key: \"********\"\n")
    let live = try document(
      "a: 2 # two\nb:\n  password: 'plain'\n", token: "t", manifest: "key: plain\n")
    let (kept, masks) = live.keepingMasks(of: branch)
    #expect(masks.count == 3)
    #expect(kept.profile.layers[0].values == "a: 2 # two\nb:\n  password: \"********\"\n")
    #expect(kept.profile.layers[0].manifests[0].content == "key: \"********\"\n")
    #expect(kept.profile.variables[0].defaultValue == "********")
  }

  @Test func `a reference and an empty value hide nothing, and stay`() throws {
    let branch = try document("p: ********\n", token: "********")
    let live = try document("p: \"{{.spectro.macro.p}}\"\n")
    let (kept, masks) = live.keepingMasks(of: branch)
    #expect(kept == live)
    #expect(masks.isEmpty)
    #expect(!live.isSame(as: branch))
  }

  @Test func `the same profile but for hidden values is the same, however it is quoted`() throws {
    let branch = try document("p: ********\nq: 1\n", token: "plain")
    let live = try document("p: \"secret\"\nq: 1\n", token: "********")
    #expect(branch.isSame(as: live))
    #expect(live.isSame(as: branch))
    #expect(!branch.isSame(as: try document("p: \"secret\"\nq: 2\n", token: "********")))
    #expect(!branch.isSame(as: try document("q: 1\n", token: "********")))
  }
}
