import CanonicalJSON
import Profiles
import Testing

@Suite struct YAMLWritingTests {
  private func document(values: String) throws -> ProfileDocument {
    try ProfileDocument(
      export: .object([
        "metadata": .object([
          "description": .string(JSONString(values)), "name": "web",
          "labels": .object([JSONString("k: " + values.filter { $0 != "\n" && $0 != "\r" }): "true"]
          ),
        ]),
        "spec": .object([
          "version": "1.0.0",
          "template": .object([
            "cloudType": "all", "type": "add-on",
            "packs": [
              .object([
                "layer": "addon", "manifests": [], "name": "no", "tag": "1e3", "type": "helm",
                "values": .string(JSONString(values)), "version": "22.04",
              ])
            ],
          ]),
        ]),
      ]))
  }

  @Test(arguments: [
    "", " ", "\n", "a: 1\n", "x\n\n\n", "x\n  ", "  lead\nx", "tab\tx\ny", "cr\r\nx",
    "a\u{2028}b\nc",
    "#c", "- a", "null", "true", "1e3", "~", "a\n  b\n c  \n", "a\n\u{85}b", "{{.x}}: y\nz: {{.y}}",
    "|", "k: \"q\"\n'w'\\", "x\u{FEFF}", "é\nü", "\u{7F}", "a\n\n b\n\n", "---\na\n...\n",
    "%TAG\nx",
    "a: |\n  b\n", "\u{1F600}\n\u{301}",
  ])
  func `a document that is written as YAML reads back the same`(values: String) throws {
    let document = try document(values: values)
    let again = try ProfileDocument(export: document.yaml, syntax: .yaml)
    #expect(again == document)
  }

  @Test func `the sample exports read back the same, texts in literal blocks`() throws {
    for (name, bytes) in Exports.fixtures {
      let document = try ProfileDocument(export: bytes, syntax: .json)
      let yaml = document.yaml
      #expect(try ProfileDocument(export: yaml, syntax: .yaml) == document)
      #expect(String(decoding: yaml, as: UTF8.self).contains("values: |-\n"), "\(name)")
    }
  }
}
