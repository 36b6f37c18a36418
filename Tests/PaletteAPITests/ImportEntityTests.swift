import CanonicalJSON
import PaletteAPI
import ProfileFixtures
import Profiles
import Testing

@Suite struct ImportEntityTests {
  @Test func `an export is the body of an import, value for value`() throws {
    let document = try Fixture(layers: [Fixture.layer("nginx"), Fixture.layer("cni", kind: "cni")])
      .document()
    #expect(ImportEntity(document).value == document.value)
    #expect(try ImportEntity(document.value) == ImportEntity(document))
  }

  @Test func `the registries that validation offers stand beside the document, not in it`() throws {
    let document = try Fixture(layers: [Fixture.layer("nginx"), Fixture.layer("cni", kind: "cni")])
      .document()
    let offered = PackRegistryMetadata {
      ($0.uid, $0.name, $0.kind) = ("r1", "Palette Registry", "oci")
    }
    let entity = ImportEntity(document, matchingRegistries: [[], [offered]])
    let read = try ImportEntity(entity.value)
    #expect(read == entity)
    #expect(read.document == document)
    #expect(read.document.contentID == document.contentID)
    #expect(read.matchingRegistries == [[], [offered]])
  }

  @Test func `offers for layers that are not there are dropped`() throws {
    let document = try Fixture().document()
    let entity = ImportEntity(document, matchingRegistries: [[PackRegistryMetadata()]])
    #expect(entity.matchingRegistries.isEmpty)
  }

  @Test func `a body that is no profile is refused with its path`() throws {
    var value = try Fixture(layers: [Fixture.layer("nginx")]).document().value
    value.set(
      .bool(true),
      at: JSONPath([
        .key("spec"), .key("template"), .key("packs"), .index(0), .key("values"),
      ]))
    let error = #expect(throws: DocumentError.self) { try ImportEntity(value) }
    #expect(error?.path == "spec.template.packs[0].values")
  }
}
