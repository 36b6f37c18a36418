import CanonicalJSON
import Foundation
import Profiles
import Testing

@Suite struct DocumentReadingTests {
  @Test func `every export that ships is read whole`() throws {
    #expect(Exports.fixtures.count == 4)
    for (name, bytes) in Exports.fixtures {
      let document = try ProfileDocument(export: bytes, syntax: .json)
      #expect(!document.profile.layers.isEmpty, "\(name)")
      let original = try JSONReader.read(bytes)
      #expect(try JSONReader.read(document.canonical) == original)
      #expect(try JSONReader.read(document.palette) == original)
    }
  }

  @Test func `one line with escapes and pretty text are the same document`() throws {
    let line = Exports.text(members: #""values":"a: \u003cb\u003e \u0026 c\nd""#)
    let pretty = Exports.text(members: "\n  \"values\" : \"a: <b> & c\\nd\"\r\n")
    #expect(try Exports.read(line) == Exports.read(pretty))
    #expect(try Exports.read(line).digest == Exports.read("\u{FEFF}" + pretty + "\n\n").digest)
  }

  @Test(arguments: [
    #""tag":"1.x""#, #""values":"""#, #""manifests":[]"#, #""manifests":null"#,
    #""registry":{"metadata":{"kind":"","name":"","uid":""}}"#, #""registry":{}"#,
    #""unknown":{"deep":[1,null,{"x":true}]}"#, #""isHidden":false"#,
  ])
  func `members may be missing, empty or unknown, and stay as they are`(_ members: String) throws {
    let document = try Exports.read(Exports.text(members: members))
    #expect(document.profile.layers[0].values == "")
    #expect(String(decoding: document.canonical, as: UTF8.self).contains(members))
    #expect(try ProfileDocument(stored: document.stored) == document)
  }

  @Test func `a version that is absent or empty counts as 1.0.0 and is not written in`() throws {
    for version in [nil, ""] {
      let document = try Exports.read(Exports.text(version: version))
      #expect(document.profile.version == .initial)
      #expect(!String(decoding: document.palette, as: UTF8.self).contains("1.0.0"))
    }
  }

  @Test func `the projection has what the export says`() throws {
    let text = Exports.text(
      name: #""ML Ops""#, metadata: #","description":"a\nb","labels":{"AI":"spectro__tag"}"#,
      spec: #""variables":[{"name":"pw","defaultValue":"********","isSensitive":true}],"#,
      members: """
        "type":"helm","version":"v1.9","tag":"1.9.x","values":"a: 1",
        "registry":{"metadata":{"uid":"u","name":"n","kind":"oci","providerType":"zarf"}},
        "manifests":[{"name":"m","content":"b: 2"}]
        """)
    let profile = try Exports.read(text).profile
    #expect(profile.name == "ML Ops")
    #expect(profile.description == "a\nb")
    #expect(profile.labels == [.init(key: "AI", value: "spectro__tag")])
    #expect(profile.type == "add-on" && profile.cloudType == "all")
    let layer = profile.layers[0]
    #expect(layer.identity == .init(kind: "addon", pack: "nginx", displayName: ""))
    #expect(layer.version == "v1.9" && layer.tag == "1.9.x" && layer.packType == "helm")
    #expect(layer.registry == .init(uid: "u", name: "n", kind: "oci", providerType: "zarf"))
    #expect(layer.manifests == [.init(name: "m", content: "b: 2")])
    #expect(profile.variables.map(\.name) == ["pw"])
    #expect(profile.variables[0].isSensitive && profile.variables[0].defaultValue == "********")
  }

  @Test(arguments: [
    ("int--nginx", "", "nginx", "int"), ("nginx", "", "nginx", ""),
    ("nginx", "pack:\\n  spectrocloud.com/display-name: edge", "nginx", "edge"),
    ("a--b--c", "", "b--c", "a"), ("--x", "", "--x", ""), ("x--", "", "x--", ""),
  ])
  func `a layer's identity is its kind, pack and display name`(
    _ exported: String, _ values: String, _ pack: String, _ display: String
  ) throws {
    let text = Exports.text(members: #""values":"\#(values)""#)
      .replacing(#""name":"nginx""#, with: #""name":"\#(exported)""#)
    let identity = try Exports.read(text).profile.layers[0].identity
    #expect(
      identity == .init(kind: "addon", pack: JSONString(pack), displayName: JSONString(display)))
  }

  @Test func `arrays keep their order`() throws {
    let packs = ["c", "a", "b"].map { #"{"name":"\#($0)","layer":"addon"}"# }
    let text =
      #"{"metadata":{"name":"x"},"spec":{"template":{"packs":["#
      + packs.joined(separator: ",") + #"]},"variables":[{"name":"z"},{"name":"y"}]}}"#
    let document = try Exports.read(text)
    for bytes in [document.stored, document.palette, document.canonical] {
      let read = String(decoding: bytes, as: UTF8.self).filter { !" \n".contains($0) }
      let order = read.matches(of: /"name":"(\w)"/).map { String($0.1) }
      #expect(order.filter { $0 != "x" } == ["c", "a", "b", "z", "y"])
    }
  }
}
