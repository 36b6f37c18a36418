import CanonicalJSON
import Foundation
import PackValues
import ProfileFixtures
import Profiles
import Testing

@Suite struct SecretReviewTests {
  typealias F = Fixture

  private func review(
    _ values: String, manifest: String? = nil, declared: [String] = []
  ) throws -> SecretReview {
    SecretReview(
      of: try document(values, manifest: manifest), sensitivity: sensitivity(declared))
  }

  private func document(_ values: String, manifest: String? = nil) throws -> ProfileDocument {
    let manifests = manifest.map { [(JSONString("m"), JSONString($0))] } ?? []
    return try Fixture(layers: [F.layer("x", values: JSONString(values), manifests: manifests)])
      .document()
  }

  private func sensitivity(_ paths: [String]) -> Sensitivity {
    let entries = paths.map {
      PackSchema.Entry(
        path: SchemaPath($0), directive: SchemaDirective(#"{{ format "${password}" }}"#))
    }
    return Sensitivity(schemas: [.init(name: "x", version: "1.0.0"): PackSchema(entries)])
  }

  private let token = "gh" + "p_" + SecretScanTests.body(36)

  @Test func `a plain value where the schema declares a password is certain`() throws {
    let found = try review("a: {pw: hunter2}\nb: hunter2\n", declared: ["a.pw"])
    #expect(
      found.certain.map(\.description) == [
        "plain value where the pack's schema declares a password in the values of layer 'x', line 1 (a.pw)"
      ])
    for harmless in ["********", "abcd****", "\"{{.spectro.macro.pw}}\"", "\"\"", ""] {
      #expect(try review("a:\n  pw: \(harmless)\n", declared: ["a.pw"]).certain.isEmpty)
    }
  }

  @Test func `the data of a Kubernetes Secret is certain, masked or referenced it is not`() throws {
    let secret = """
      apiVersion: v1
      kind: Secret
      metadata: {name: s}
      data: {a: aHVudGVyMg==, b: "********"}
      stringData:
        c: "{{.spectro.macro.c}}"
        d: hunter2
      ---
      kind: ConfigMap
      data: {e: hunter2}
      """
    let found = try review("a: 1", manifest: secret)
    #expect(found.certain.map(\.kind) == [.kubernetesSecret, .kubernetesSecret])
    #expect(found.certain.map(\.line) == [4, 7])
    let list = "kind: List\nitems:\n- kind: Secret\n  stringData: {k: v12345}\n"
    #expect(try review("a: 1", manifest: list).certain.map(\.kind) == [.kubernetesSecret])
  }

  @Test func `a sensitive variable with a plain default is certain`() throws {
    let fixture = Fixture(variables: [
      F.variable("a", "hunter2", isSensitive: true), F.variable("b", "hunter2"),
      F.variable("c", "********", isSensitive: true), F.variable("d", "", isSensitive: true),
      F.variable("e", "{{.spectro.macro.x}}", isSensitive: true),
    ])
    let found = SecretReview(of: try fixture.document()).certain
    #expect(
      found.map(\.description) == ["plain value of a sensitive variable in variable 'a', line 1"])
  }

  @Test func `a token is found behind YAML's escapes and base64`() throws {
    let escaped = token.replacing("_", with: "\\x5f")
    #expect(try review("a: \"\(escaped)\"\n").certain.map(\.kind) == [.githubToken])
    let packed = Data("user:\(token)".utf8).base64EncodedString()
    #expect(try review("a: \(packed)\n").certain.map(\.kind) == [.githubToken])
  }

  @Test func `a literal under a key that names a secret is likely`() throws {
    let found = try review(
      """
      adminPassword: correct-horse
      api_token: abcdef-1
      existingSecret: my-secret-name
      secretName: web-tls
      passwordFile: /etc/pw
      tokenTTL: 10m0s00
      clientSecret: "{{.spectro.var.s}}"
      # password: sample-one
      key: \(SecretScanTests.body(8) + "Zq9Xw7Ev5Rt3Yu1Io0Pl2Kj4Hg6Fd8")
      imageDigest: 0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0
      """)
    #expect(found.certain.isEmpty)
    #expect(found.likely.map(\.valuesPath?.description) == ["adminPassword", "api_token", "key"])
    #expect(found.likely.map(\.kind) == [.passwordLike, .passwordLike, .random])
  }

  @Test func `masking replaces the secret alone, whatever its style`() throws {
    let cases = [
      ("pw: hunter2 # c\nz: 1", "pw: \"********\" # c\nz: 1"),
      ("pw: 'hunter2'\nz: 1", "pw: \"********\"\nz: 1"),
      ("u: {n: 1, pw: hunter2}\n", "u: {n: 1, pw: \"********\"}\n"),
      ("pw: |\n  one\n  two\nz: 1\n", "pw: \"********\"\nz: 1\n"),
      ("l:\n- pw: >-\n    one\n\n    two\n  z: 1\n", "l:\n- pw: \"********\"\n  z: 1\n"),
      ("pw: \"a\\tb\"\n", "pw: \"********\"\n"),
    ]
    for (values, expected) in cases {
      let declared = sensitivity(["pw", "u.pw", "l.$[].pw"])
      let document = try document(values)
      let review = SecretReview(of: document, sensitivity: declared)
      let masked = document.masking(review.certain, sensitivity: declared)
      #expect(masked?.profile.layers[0].values == JSONString(expected), "\(values)")
    }
  }

  @Test func `masking covers tokens, keys, variables and members`() throws {
    let key = "-----BEGIN " + "PRIVATE KEY-----\n    MIIE\n    -----END " + "PRIVATE KEY-----"
    var fixture = Fixture(
      layers: [
        F.layer("x", values: JSONString("tls:\n  key: |\n    \(key)\n  n: 1\nt: x=\(token)\n")),
        F.layer("y", values: JSONString("a: ]\nb: \(token) c\n")),
      ],
      variables: [F.variable("v", "hunter2", isSensitive: true)])
    fixture.labels = .object(["l": .string(JSONString("use \(token) now"))])
    let document = try fixture.document()
    let review = SecretReview(of: document)
    let masked = try #require(document.masking(review.certain))
    #expect(
      masked.profile.layers.map(\.values) == [
        "tls:\n  key: \"********\"\n  n: 1\nt: \"********\"\n", "a: ]\nb: ******** c\n",
      ])
    #expect(masked.profile.variables[0].defaultValue == "********")
    #expect(masked.profile.labels.map(\.value) == ["use ******** now"])
  }

  @Test func `real exports and packs hold nothing certain`() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../shared/samples")
    let real = try? FileManager.default.contentsOfDirectory(
      at: folder.appending(path: "real"), includingPropertiesForKeys: nil)
    for file in real ?? [] where file.pathExtension == "json" {
      let bytes = [UInt8](try Data(contentsOf: file))
      let document = try ProfileDocument(export: bytes, syntax: .json)
      #expect(SecretReview(of: document).certain.isEmpty, "\(file.lastPathComponent)")
    }
    let packs = try? FileManager.default.contentsOfDirectory(
      at: folder.appending(path: "packs"), includingPropertiesForKeys: nil)
    for pack in packs ?? [] {
      guard let data = try? Data(contentsOf: pack.appending(path: "values.yaml")) else { continue }
      let text = String(decoding: data, as: UTF8.self)
      #expect(try review(text).certain.isEmpty, "\(pack.lastPathComponent)")
    }
  }
}
