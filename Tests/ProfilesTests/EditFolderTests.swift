import CanonicalJSON
import Foundation
import ProfileFixtures
import Profiles
import Testing

@Suite struct EditFolderTests {
  private func files(_ folder: EditFolder) -> [String: [UInt8]] {
    Dictionary(uniqueKeysWithValues: folder.files.map { ($0.path, $0.bytes) })
  }

  private func edited(
    _ document: ProfileDocument, _ edit: (inout [String: String]) -> Void
  ) throws -> ProfileDocument {
    var texts = files(EditFolder(document)).mapValues { String(decoding: $0, as: UTF8.self) }
    edit(&texts)
    return try EditFolder.document(from: texts.mapValues { Array($0.utf8) }, base: document)
  }

  private func refusal(
    of document: ProfileDocument, _ edit: (inout [String: [UInt8]]) -> Void
  ) -> String? {
    var files = files(EditFolder(document))
    edit(&files)
    do throws(EditFolderError) {
      _ = try EditFolder.document(from: files, base: document)
      return nil
    } catch { return error.description }
  }

  private func expectRoundTrip(_ document: ProfileDocument, _ name: String) throws {
    let folder = EditFolder(document)
    let files = files(folder)
    #expect(files.count == folder.files.count, "'\(name)' gives one path twice")
    for path in files.keys {
      let allowed = path.utf8.allSatisfy {
        (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || "-_./".utf8.contains($0)
      }
      #expect(allowed && path.utf8.count <= 160 && !path.contains(".."), "'\(name)': \(path)")
      #expect(path.split(separator: "/").allSatisfy { !$0.hasPrefix(".") && !$0.hasPrefix("-") })
    }
    let lowered = Set(files.keys.map { $0.lowercased() })
    #expect(lowered.count == files.count)
    #expect(try EditFolder.document(from: files, base: document) == document, "'\(name)'")
    // An editor that ends every file with a line feed.
    let touched = files.mapValues { $0.last == 0x0A ? $0 : $0 + [0x0A] }
    #expect(try EditFolder.document(from: touched, base: document) == document, "'\(name)'")
  }

  @Test func `the fixtures come back as they were`() throws {
    for (name, bytes) in Exports.fixtures {
      try expectRoundTrip(ProfileDocument(export: bytes, syntax: .json), name)
    }
  }

  @Test func `real exports come back as they were`() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let folder = root.appendingPathComponent("shared/samples/real")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    for name in names where name.hasSuffix(".json") {
      let bytes = Array(try Data(contentsOf: folder.appendingPathComponent(name)))
      guard let document = try? ProfileDocument(export: bytes, syntax: .json) else { continue }
      try expectRoundTrip(document, name)
    }
  }

  @Test func `hostile names and texts come back as they were`() throws {
    let names: [JSONString] = [
      "", ".", "..", "../../etc/passwd", "a/b", "a\\b", "con", "NUL", "x.yaml", "-rf", "a\u{0}b",
      "ü", "u\u{308}", "e\u{301}.yml", "~", "--a--b", "\u{202E}abc", "A b", "a b", "a-b", "A-B",
      "profile.json", JSONString(String(repeating: "long/", count: 60)), " ", "\u{1F600}",
    ]
    let texts: [JSONString] = [
      "", "\n", "a", "a\n", "a\n\n", "a\r\nb\r\n", "a\r\nb", "a\r", "\r\n", "a\u{0}b", "\u{FEFF}a",
      "# c\n---\nx: {{.spectro.macro.a}}\n  ", "\u{2028}",
    ]
    let pairs = names.flatMap { name in texts.map { (name, $0) } }
    let fixture = Fixture(
      layers: (names + names).enumerated().map { index, name in
        Fixture.layer(
          name, kind: names[(index * 7) % names.count], values: texts[index % texts.count],
          manifests: index == 3 ? pairs : [(name, texts[index % texts.count]), (name, "b: 1\n")])
      },
      variables: pairs.filter { !$0.0.isEmpty }.map { Fixture.variable($0.0, $0.1) })
    try expectRoundTrip(fixture.document(), "hostile")
  }

  @Test func `the files are named after what they hold`() throws {
    let layers = [
      Fixture.layer("ubuntu", kind: "os"),
      Fixture.layer("ML Ops/x", manifests: [("crd.yaml", "a"), ("CRD", "b"), ("crd", "c")]),
    ]
    let variables = [Fixture.variable("one", "1"), Fixture.variable("Key", "a\nb")]
    let folder = EditFolder(try Fixture(layers: layers, variables: variables).document())
    #expect(
      folder.files.map(\.path) == [
        "profile.json", "layers/01-os-ubuntu.yaml", "layers/02-addon-ml-ops-x.yaml",
        "layers/02-addon-ml-ops-x.manifests/crd.yaml",
        "layers/02-addon-ml-ops-x.manifests/crd-2.yaml",
        "layers/02-addon-ml-ops-x.manifests/crd-3.yaml", "variables/key.default.txt",
      ])
  }

  @Test func `a text with no line feed at its end is taken without the one that was added`() throws
  {
    let path = "layers/01-addon-a.yaml"
    for (original, edited, taken) in [
      ("a: 1", "a: 2\n", "a: 2"), ("a: 1", "a: 1\n\n", "a: 1\n\n"), ("a: 1\n", "a: 2\n", "a: 2\n"),
      ("a: 1\n", "a: 2", "a: 2"), ("a\r\nb", "a\r\nb\r\n", "a\r\nb"), ("a", "b\r\n", "b\r"),
      ("", "\n", ""), ("", "x\n", "x"),
    ] {
      let base = try Fixture(layers: [Fixture.layer("a", values: JSONString(original))]).document()
      let result = try self.edited(base) { $0[path] = edited }
      #expect(result.profile.layers[0].values.string == taken, "\(original.debugDescription)")
    }
  }

  @Test func `layers are added, removed and reordered in profile json`() throws {
    let base = try Fixture(
      layers: [Fixture.layer("a", values: "a: 1"), Fixture.layer("b", values: "b: 1")]
    ).document()
    let profile = { (layers: String) in
      #"{"metadata":{"name":"edge"},"spec":{"template":{"packs":["# + layers + "]}}}"
    }
    let result = try edited(base) {
      $0["profile.json"] = profile(
        #"{"name":"b","values":{"file":"layers/02-addon-b.yaml"}},"#
          + #"{"name":"c","values":{"file":"layers/new.yaml"}},{"name":"d","values":"d: 1"},"#
          + #"{"name":"b2","values":{"file":"layers/02-addon-b.yaml"}},{"name":"e"}"#)
      $0["layers/new.yaml"] = "c: 1\n"
    }
    #expect(result.profile.layers.map(\.identity.pack) == ["b", "c", "d", "b2", "e"])
    #expect(result.profile.layers.map(\.values) == ["b: 1", "c: 1\n", "d: 1", "b: 1", ""])
  }

  @Test func `what cannot be put together is refused with the file and the place`() throws {
    let base = try Fixture(layers: [Fixture.layer("a", values: "a: 1")]).document()
    let path = "layers/01-addon-a.yaml"
    #expect(refusal(of: base) { $0["profile.json"] = nil } == "profile.json: the file is not there")
    #expect(
      refusal(of: base) { $0["profile.json"] = Array("{\n  \"a\": 1,\n".utf8) }
        == "profile.json: line 3, column 1: input ends where a key in quotes was expected")
    #expect(
      refusal(of: base) { $0[path] = nil } == """
        profile.json: line 17, at spec.template.packs[0].values: names the file \
        'layers/01-addon-a.yaml', which is not in the folder
        """)
    #expect(
      refusal(of: base) { $0["layers/more.yaml"] = [] }
        == "layers/more.yaml: 'profile.json' does not name this file")
    #expect(
      refusal(of: base) { $0[path] = [0x61, 0xFF] } == "\(path): the text is not UTF-8")
    #expect(
      refusal(of: base) { $0[path] = Array("a\n\u{FFFE}".utf8) }
        == "\(path): line 2: the text holds a noncharacter")
    let broken = String(decoding: EditFolder(base).files[0].bytes, as: UTF8.self)
    #expect(
      refusal(of: base) {
        $0["profile.json"] = Array(broken.replacing(#""1.0.0","#, with: #""1.0","#).utf8)
      }?.hasPrefix("profile.json: line 7, column 16, at spec.version: ") == true)
    #expect(
      refusal(of: base) {
        $0["profile.json"] = Array(broken.replacing(#""file": "#, with: #""path": "#).utf8)
      } == """
        profile.json: line 17, at spec.template.packs[0].values: must be a string, or name a file \
        as {"file": PATH} and nothing else
        """)
  }

  @Test func `the note of the origin comes back, and what is none is refused`() throws {
    let version = try #require(ProfileVersion("1.2.0"))
    let origin = EditOrigin(
      environment: "dev",
      key: ProfileKey(scope: .project("Pay & Co"), name: "ML/Ops\n", version: version),
      document: "3f7e2a1")
    #expect(try EditOrigin(reading: origin.stored) == origin)
    for text in ["", "{}", "[]", #"{"format":"strata-edit/2"}"#] {
      #expect(throws: DocumentError.self) { try EditOrigin(reading: Array(text.utf8)) }
    }
  }
}
