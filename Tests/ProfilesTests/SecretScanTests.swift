import CanonicalJSON
import Foundation
import ProfileFixtures
import Profiles
import Testing

@Suite struct SecretScanTests {
  func kinds(_ values: String) -> [SecretFinding.Kind] {
    let document = Fixture(layers: [Fixture.layer("x", values: JSONString(values))]).value
    return SecretScan.findings(in: document).map(\.kind)
  }

  /// Built from parts, so that no token of well-known form stands in this file.
  static let tokens: [(String, SecretFinding.Kind)] = [
    ("AKI" + "AZ7Q3M5N8P2R4T6VW", .awsAccessKey), ("gh" + "p_" + body(36), .githubToken),
    ("github_" + "pat_" + body(60), .githubToken), ("glp" + "at-" + body(20), .gitlabToken),
    ("xox" + "b-" + "123456789012-abcdefghij", .slackToken),
    ("sk_" + "live_" + body(24), .stripeKey), ("AIz" + "a" + body(35), .googleKey),
    ("npm" + "_" + body(36), .npmToken), ("pypi-" + "AgEI" + body(60), .pypiToken),
    ("dckr_" + "pat_" + body(27), .dockerToken), ("hv" + "s." + body(40), .vaultToken),
    ("s" + "." + "aB3" + body(21), .vaultToken),
    ("AccountKey" + "=" + body(86) + "==", .azureStorageKey),
    ("ey" + "J" + body(20) + ".eyJ" + body(20) + "." + body(43), .jsonWebToken),
    ("S" + "G." + body(22) + "." + body(43), .sendgridKey),
    ("S" + "K" + "0123456789abcdef0123456789abcdef", .twilioKey),
    ("dop" + "_v1_" + String(repeating: "0a1b", count: 16), .digitalOceanToken),
    ("sk-" + "proj-" + body(40), .openAIKey), ("sk-" + "ant-" + body(40), .anthropicKey),
    ("AGE-SECRET-" + "KEY-1" + body(58).uppercased(), .ageKey),
    ("-----BEGIN RSA " + "PRIVATE KEY-----", .privateKey),
    ("-----BEGIN " + "PRIVATE KEY-----\\nMIIE\\n", .privateKey),
    ("LS0tLS1CRUdJTi" + "BSU0EgUFJJVkFURSBLRVktLS0tLQpNSUlF", .privateKey),
  ]

  static func body(_ count: Int) -> String {
    String((0..<count).map { Array("a1B2c3D4e5F6g7H8")[$0 % 16] })
  }

  @Test(arguments: tokens)
  func `a token of well-known form is found wherever it stands`(
    token: String, kind: SecretFinding.Kind
  ) {
    #expect(kinds("a: \(token)\n") == [kind])
    #expect(kinds("a: \"x=\(token)\"\n") == [kind])
    #expect(kinds("a: \"one\\n\(token)\"") == [kind])
  }

  @Test func `a find names layer, line and kind, and never the text`() throws {
    let token = "gh" + "p_" + Self.body(36)
    var fixture = Fixture(
      layers: [
        Fixture.layer("x", manifests: [("m", JSONString("a: 1\nb: 2\ntoken: \(token)\n"))])
      ],
      variables: [Fixture.variable("v", JSONString(token))],
      labels: .object(["l": .string(JSONString(token)), JSONString(token): ""]))
    fixture.name = "edge"
    let found = SecretScan.findings(in: fixture.value)
    #expect(
      found.map(\.description) == [
        "GitHub token in metadata.labels, line 1", "GitHub token in metadata.labels.l, line 1",
        "GitHub token in manifest 'm' of layer 'x', line 3", "GitHub token in variable 'v', line 1",
      ])
    #expect(!"\(found)".contains(token))
  }

  @Test func `samples in comments and placeholders are none`() {
    #expect(kinds("# -----BEGIN OPENSSH " + "PRIVATE KEY-----\na: 1\n") == [])
    #expect(kinds("a: 1 # -----BEGIN " + "PRIVATE KEY-----\n") == [])
    #expect(kinds("a: gh" + "p_" + String(repeating: "x", count: 36)) == [])
    #expect(kinds("a: AKI" + "AIOSFODNN7EXAMPLE") == [])
    #expect(kinds("a: task-sk-1 risk-proj 12gh" + "p_\nb: -----BEGIN CERTIFICATE-----\n") == [])
  }

  @Test func `real exports hold none`() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../shared/samples/real")
    let files = try? FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    for file in files ?? [] where file.pathExtension == "json" {
      let value = try JSONReader.read([UInt8](try Data(contentsOf: file)))
      #expect(SecretScan.findings(in: value).isEmpty, "\(file.lastPathComponent)")
    }
  }
}
