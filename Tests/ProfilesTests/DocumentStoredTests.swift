import CanonicalJSON
import Profiles
import Testing

@Suite struct DocumentStoredTests {
  private func stored(_ document: ProfileDocument) -> String {
    String(decoding: document.stored, as: UTF8.self)
  }

  @Test func `the stored form has one member a line, texts by lines, and a final newline`() throws {
    let text = Exports.text(
      metadata: #","description":"a\r\nb\n","labels":{"x":"1\n2"}"#,
      spec: #""variables":[{"name":"v","defaultValue":"p\nq","description":"one"}],"#,
      members: #""values":"a: 1\nb: 2","manifests":[{"name":"m","content":"\n"}]"#)
    #expect(
      stored(try Exports.read(text)) == #"""
        {
          "metadata": {
            "description": [
              "a\r",
              "b",
              ""
            ],
            "labels": {
              "x": "1\n2"
            },
            "name": "web"
          },
          "spec": {
            "template": {
              "cloudType": "all",
              "packs": [
                {
                  "layer": "addon",
                  "manifests": [
                    {
                      "content": [
                        "",
                        ""
                      ],
                      "name": "m"
                    }
                  ],
                  "name": "nginx",
                  "values": [
                    "a: 1",
                    "b: 2"
                  ]
                }
              ],
              "type": "add-on"
            },
            "variables": [
              {
                "defaultValue": [
                  "p",
                  "q"
                ],
                "description": "one",
                "name": "v"
              }
            ],
            "version": "1.2.3"
          }
        }

        """#)
  }

  @Test func `every shipped export comes back from its stored form, byte for byte`() throws {
    for (_, bytes) in Exports.fixtures {
      let document = try ProfileDocument(export: bytes, syntax: .json)
      let again = try ProfileDocument(stored: document.stored)
      #expect(again == document)
      #expect(again.stored == document.stored)
      #expect(again.canonical == document.canonical)
      #expect(again.digest == document.digest)
    }
  }

  @Test(arguments: [
    "", "x", "\\n", "x\\n", "\\nx", "\\r\\n", "a\\r\\nb", "a\\u2028b", "\\n\\n\\n", "a\\u0085b",
    "\\ud83d\\ude00\\n\\u0000", "  a  \\n\\t",
  ])
  func `any text survives the line form`(_ values: String) throws {
    let document = try Exports.read(Exports.text(members: #""values":"\#(values)""#))
    let again = try ProfileDocument(stored: document.stored)
    #expect(again == document)
    #expect(again.profile.layers[0].values == document.profile.layers[0].values)
    let isArray = stored(document).contains("\"values\": [")
    #expect(isArray == values.contains("\\n"))
  }

  @Test func `no other string becomes lines`() throws {
    let text = Exports.text(members: #""values":"x","other":"a\nb","tag":"c\nd""#)
    let stored = stored(try Exports.read(text))
    #expect(stored.contains(#""other": "a\nb""#))
    #expect(stored.contains(#""tag": "c\nd""#))
  }

  @Test func `stored bytes that are not canonical are refused`() throws {
    let text = stored(try Exports.read(Exports.text(members: #""values":"a\nb","z":1,"y":0.5"#)))
    #expect((try? ProfileDocument(stored: Array(text.utf8))) != nil)
    let changes: [(String, String)] = [
      ("  ", "   "), ("\n", "\r\n"), ("\"web\"", "\"w\\u0065b\""), ("0.5", "0.50"), ("0.5", "5e-1"),
      (": 1", ":1"), ("}\n", "} \n"), ("[\n            \"a\"", "[ \"a\""),
      ("\"web\"", "\"web\",\n"),
      ("            \"a\",\n            \"b\"", "            \"a\\nb\""),
      ("[\n            \"a\",\n            \"b\"\n          ]", "\"a\\nb\""),
      ("            \"a\",\n            \"b\"", "            \"a\""),
      ("            \"a\",\n            \"b\"", ""), ("\"b\"", "1"),
    ]
    for (old, new) in changes {
      let changed = text.replacing(old, with: new)
      #expect(changed != text, "\(old.debugDescription) is not there")
      expectRefused(changed)
    }
    expectRefused(String(text.dropLast()))
    expectRefused(text + "\n")
    expectRefused("\u{FEFF}" + text)
    expectRefused(Exports.text())
  }

  private func expectRefused(_ text: String) {
    do throws(DocumentError) {
      _ = try ProfileDocument(stored: Array(text.utf8))
      Issue.record("accepted: \(text.debugDescription)")
    } catch {
      #expect(error.code == .notCanonical || error.code == .schema, "\(error)")
    }
  }

  @Test func `the export has Palette's order, unknown members sorted behind`() throws {
    let text = #"""
      {"zebra":1,"spec":{"aa":2,"variables":[],"template":{"packs":[{"values":"v","zz":1,"aa":2,
      "name":"n","layer":"os","type":"t","tag":"x","version":"1","manifests":[],
      "registry":{"metadata":{"isSyncSupported":true,"kind":"k","uid":"u","name":"r"}}}],
      "cloudType":"all","type":"infra"},"version":"1.0.0"},"metadata":{"labels":{"b":"1","a":"2"},
      "annotations":{},"name":"x"}}
      """#
    let palette = String(decoding: try Exports.read(text).palette, as: UTF8.self)
    let keys = palette.matches(of: /"(\w+)":/).map { String($0.1) }
    #expect(
      keys == [
        "metadata", "name", "labels", "a", "b", "annotations", "spec", "version", "template",
        "type", "cloudType", "packs", "name", "type", "layer", "version", "tag", "values",
        "registry", "metadata", "uid", "name", "kind", "isSyncSupported", "manifests", "aa", "zz",
        "variables", "aa", "zebra",
      ])
    #expect(palette.hasPrefix("{\n  \"metadata\": {\n    \"name\": \"x\""))
    #expect(palette.hasSuffix("\n}\n"))
  }

  @Test func `the content id ignores what belongs to one environment, and nothing else`() throws {
    let member = { (uid: String, flag: String, values: String) in
      """
      "values":"\(values)","registry":{"metadata":{"uid":"\(uid)","name":"R","isPrivate":\(flag)}}
      """
    }
    let base = try Exports.read(Exports.text(members: member("u1", "false", "a: 1")))
    for same in [member("u2", "true", "a: 1"), member("", "false", "a: 1\\n  \\r\\n\\t")] {
      let other = try Exports.read(Exports.text(members: same))
      #expect(other.contentID == base.contentID)
      #expect(other.digest != base.digest)
    }
    let others = [
      member("u1", "false", " a: 1"), member("u1", "false", "a: 2"),
      member("u1", "false", "a: 1").replacing("\"R\"", with: "\"S\""),
      member("u1", "false", "a: 1") + #","extra":1"#,
    ]
    for other in others {
      #expect(try Exports.read(Exports.text(members: other)).contentID != base.contentID)
    }
    #expect(base.contentID.wholeMatch(of: /sha256:[0-9a-f]{64}/) != nil)
  }

  @Test func `a digest is taken over the RFC 8785 bytes`() throws {
    let document = try Exports.read(#"{"spec":{"template":{}},"metadata":{"name":"x"}}"#)
    #expect(
      String(decoding: document.canonical, as: UTF8.self)
        == #"{"metadata":{"name":"x"},"spec":{"template":{}}}"#)
    #expect(
      document.digest
        == "sha256:f50c62a30f0049c749efed4b0e6e5209f5c2c58f0ccd0e6c08b25d8d6824c2a5")
  }

  @Test func `a renamed document differs in name and version only`() throws {
    let document = try Exports.read(Exports.text())
    let renamed = try document.renamed(to: "other", version: ProfileVersion("2.0.0"))
    #expect(
      renamed
        == (try Exports.read(Exports.text(name: #""other""#, version: "2.0.0"))))
    #expect(throws: DocumentError.self) { try document.renamed(to: " ", version: nil) }
    #expect(throws: DocumentError.self) { try document.renamed(to: "a\u{7}", version: nil) }
  }
}
