import CanonicalJSON
import PaletteAPI
import ProfileFixtures
import Profiles
import Testing

@Suite struct WireTypeTests {
  @Test func `members that the API does not describe and members of another type are passed over`()
    throws
  {
    let read = try #require(
      UserInfo(.object(["orgName": "acme", "tenantUid": .bool(true), "new": "x"])))
    #expect(read == UserInfo { $0.orgName = "acme" })
    #expect(UserInfo(.object([:])) == UserInfo())
    #expect(UserInfo("text") == nil)
    #expect(UserInfo(.null) == nil)
  }

  @Test func `a page reads what it can and says where the next one is`() throws {
    let text = #"{"items":[{"name":"a","uid":"1"},7],"listmeta":{"continue":"n","count":9}}"#
    let page = try #require(Page<ObjectEntity>(try JSONReader.read(Array(text.utf8))))
    #expect(page.items == [ObjectEntity(name: "a", uid: "1")])
    #expect(page.listmeta?.continue == "n")
    #expect(page.listmeta?.count == 9)
  }

  @Test func `an empty list is written, an empty text is not`() {
    #expect(text(of: Page<ObjectEntity>([])) == #"{"items":[]}"#)
    #expect(text(of: ObjectEntity(name: "a", uid: "")) == #"{"name":"a"}"#)
  }

  @Test func `a macro's value shows in no text and is written to the wire alone`() {
    let macro = Macro(name: "token", value: "s3cr3t")
    var dumped = ""
    dump([macro], to: &dumped)
    for shown in ["\(macro)", String(reflecting: macro), dumped] {
      #expect(!shown.contains("s3cr3t"))
    }
    #expect(text(of: Macros([macro])) == #"{"macros":[{"name":"token","value":"s3cr3t"}]}"#)
  }

  @Test func `a profile of the API comes back from its own body`() throws {
    let text = #"""
      {"metadata":{"annotations":{"description":"d"},"labels":{"a":"spectro__tag"},"name":"web","uid":"u"},
       "spec":{"published":{"cloudType":"aws","packs":[{"layer":"addon","manifests":[{"kind":"m","name":"x","uid":"7"}],
       "name":"nginx","packUid":"p","registryUid":"r","schema":[{"format":"${password}","name":"a.$[]","required":true}],
       "tag":"1.x","type":"helm","values":"a: 1","version":"1.0.0"}],"type":"add-on","version":3},"version":"1.2.0",
       "versions":[{"uid":"u","version":"1.2.0"}]},"status":{"inUseClusterUids":["c"],"isPublished":true}}
      """#
    let profile = try #require(ClusterProfile(try JSONReader.read(Array(text.utf8))))
    #expect(profile.spec.published?.packs[0].manifests[0].uid == "7")
    #expect(profile.spec.published?.packs[0].schema[0].name == "a.$[]")
    #expect(profile.spec.published?.version == 3)
    #expect(profile.spec.draft == nil)
    #expect(profile.status.inUseClusterUids == ["c"])
    #expect(ClusterProfile(profile.value) == profile)
  }

  private func text(of object: some WireObject) -> String {
    String(decoding: object.value.encoded(), as: UTF8.self)
  }
}
