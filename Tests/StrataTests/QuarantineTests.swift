import Foundation
import Testing

@Suite struct QuarantineTests {
  private let bench: Workbench
  private let secret = "hunter2-in-quarantine"

  init() throws { bench = try Workbench() }

  private func withSecrets() -> Export {
    var export = Export()
    export.layers[0].values = "db:\n  adminPassword: correct-horse\n  port: 5432"
    export.layers[0].manifests = [
      ("s", "kind: Secret\nmetadata:\n  name: s\nstringData:\n  key: \(secret)\n")
    ]
    export.variables = [.init(name: "pw", value: secret, isSensitive: true)]
    return export
  }

  @Test func `certain secrets stop a commit, all named at once, and nothing is written`() throws {
    let outcome = try bench.strata("commit", "-", "--env", "dev", input: withSecrets().json)
    #expect(outcome.code == 1)
    #expect(
      outcome.errors.hasPrefix(
        """
        failed     -: data of a Kubernetes Secret in manifest 's' of layer 'nginx', line 5 (stringData.key); \
        plain value of a sensitive variable in variable 'pw', line 1

        """), "\(outcome.errors)")
    #expect(!outcome.description.contains(secret))
    #expect(try bench.commitCount() == 1)
  }

  @Test func `--mask puts masks in place and commits the rest; likely secrets are warned of`()
    throws
  {
    let outcome = try bench.strata(
      "commit", "-", "--env", "dev", "--mask", input: withSecrets().json)
    #expect(outcome.code == 0)
    #expect(outcome.errors.split(separator: "\n").count { $0.hasPrefix("masked   ") } == 2)
    #expect(
      outcome.errors.contains(
        "warning: standard input: literal under a key that names a secret in the values of layer 'nginx', "
          + "line 2 (db.adminPassword); it is stored in the plain\n"))
    #expect(!outcome.description.contains("correct-horse"))
    let exported = try bench.strata("export", "dev:web").text
    #expect(!exported.contains(secret))
    #expect(exported.contains("correct-horse"))
    let objects = try bench.git("cat-file", "--batch-all-objects", "--batch")
    #expect(!objects.contains(secret))
    #expect(try bench.strata("masked", "dev:web").text.contains("2 masked values"))
    #expect(try bench.strata("verify", "--secrets").text == "no secrets in the plain\n")
    try bench.expectSound()
  }

  @Test func `what a known schema declares is stopped too`() throws {
    try bench.folder.write(
      "token:\n  schema: '{{ required | format \"${password}\" }}'\n", to: "schema.yaml")
    #expect(
      try bench.strata("facts", "schema", "add", "nginx@1.9.4", "schema.yaml", "--env", "dev").code
        == 0)
    var export = Export()
    export.layers[0].values = "token: \(secret)"
    let refused = try bench.strata("commit", "-", "--env", "dev", input: export.json)
    #expect(refused.code == 1)
    #expect(refused.errors.contains("where the pack's schema declares a password"))
    #expect(try bench.strata("commit", "-", "--env", "staging", input: export.json).code == 0)
    let masked = try bench.strata("commit", "-", "--env", "dev", "--mask", input: export.json)
    #expect(masked.code == 0)
    #expect(try bench.strata("export", "dev:web").text.contains("token: \\\"********\\\""))
  }

  @Test func `verify --secrets finds what was let in, anywhere in the history`() throws {
    try bench.strata(
      "commit", "-", "--env", "dev", "--allow-secret", "a test", input: withSecrets().json)
    try bench.commit(Export())
    let outcome = try bench.strata("verify", "--secrets")
    #expect(outcome.code == 3)
    #expect(outcome.text.contains("tenant/profiles/web/1.0.0.json  plain value of a sensitive"))
    #expect(outcome.text.contains("  allowed: a test\n"))
    #expect(!outcome.description.contains(secret))
    let json = try bench.strata("verify", "--secrets", "--json").json()
    #expect(json[0]["environment"].string == "dev")
    #expect(json[0]["findings"].count == 2)
  }
}
