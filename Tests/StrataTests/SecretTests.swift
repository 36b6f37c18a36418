import Foundation
import Testing

@Suite struct SecretTests {
  private let bench: Workbench

  init() throws { bench = try Workbench() }

  /// A line that looks like a key, put together here so that no scanner stumbles over this file.
  private let marker = "-----BEGIN RSA " + "PRIVATE KEY-----"
  private let body = "MIIEowIBAAKCAQEAxyzzy"
  private let token = "ghp" + "_" + "aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5"

  private func withKey() -> Export {
    var export = Export()
    export.layers[0].values = "tls:\n  key: |\n    \(marker)\n    \(body)\n    -----END"
    return export
  }

  @Test func `a private key is refused with layer, line and kind, never its text`() throws {
    let outcome = try bench.strata("commit", "-", "--env", "dev", input: withKey().json)
    #expect(outcome.code == 1)
    #expect(
      outcome.errors == """
        failed     -: private key in the values of layer 'nginx', line 3
        hint: take the secret out and rotate it, or use a macro or a masked variable; \
        --mask puts a mask in its place, --allow-secret REASON stores it and records why

        """)
    try expectAbsent(body)
    #expect(try bench.commitCount() == 1)
  }

  @Test func `a token of a known form is refused wherever it stands`() throws {
    var (manifest, variable, described) = (Export(), Export(), Export())
    manifest.layers[0].manifests = [("extra", "a: 1\nb: \(token)")]
    variable.variables = [.init(name: "token", value: token)]
    described.description = "use \(token)"
    let cases = [
      (manifest, "GitHub token in manifest 'extra' of layer 'nginx', line 2"),
      (variable, "GitHub token in variable 'token', line 1"),
      (described, "GitHub token in metadata.description, line 1"),
    ]
    for (export, place) in cases {
      let outcome = try bench.strata("commit", "-", "--env", "dev", "--json", input: export.json)
      #expect(outcome.code == 1)
      let error = try outcome.json()["items"][0]["error"]
      #expect(error["message"].string == place)
      #expect(error["code"].string == "refused")
      #expect(!outcome.text.contains(token))
    }
    try expectAbsent(token)
  }

  @Test func `--allow-secret stores it and records why, and the reason goes along`() throws {
    let landed = try bench.strata(
      "commit", "-", "--env", "dev", "--allow-secret", "a test key", input: withKey().json)
    #expect(landed.code == 0)
    #expect(
      try bench.git("log", "-1", "--format=%B", "env/dev").contains(
        "\nAllowed-Secret: a test key\n"))
    #expect(try bench.strata("promote", "web", "--from", "dev", "--to", "staging").code == 0)
    #expect(
      try bench.git("log", "-1", "--format=%B", "env/staging")
        .contains("\nAllowed-Secret: a test key\n"))
    try bench.expectSound()
  }

  @Test func `the reason is recorded only where it was needed`() throws {
    try bench.commit(Export(), to: "dev", "--allow-secret", "just in case")
    #expect(!(try bench.git("log", "-1", "--format=%B", "env/dev").contains("Allowed-Secret")))
  }

  @Test func `a file with a secret is not imported either`() throws {
    try bench.folder.write(withKey().json, to: "web.json")
    let outcome = try bench.strata("import", "web.json", "--to", "prod:tenant")
    #expect(outcome.code == 1)
    #expect(!outcome.description.contains(body))
    #expect(try bench.commitCount("prod") == 1)
    let allowed = try bench.strata(
      "import", "web.json", "--to", "prod:tenant", "--allow-secret", "known")
    #expect(allowed.code == 0)
    try bench.expectSound()
  }

  @Test func `a renamed import of an allowed secret still lands`() throws {
    try bench.commit(withKey(), to: "dev", "--allow-secret", "known")
    let outcome = try bench.strata("import", "dev:web", "--to", "prod", "--name", "web2")
    #expect(outcome.code == 0, "\(outcome)")
    try bench.expectSound()
  }

  @Test func `a token in a message or a reason is refused`() throws {
    for (option, export) in [("-m", Export()), ("--allow-secret", withKey())] {
      let outcome = try bench.strata(
        "commit", "-", "--env", "dev", option, "for \(token)", input: export.json)
      #expect(outcome.code == 1, "\(option)")
      #expect(!outcome.description.contains(token))
    }
    try expectAbsent(token)
  }

  /// Neither in a file as it is nor in any object of git.
  private func expectAbsent(_ text: String) throws {
    let found = try bench.shell(
      """
      grep -raq -- '\(text)' strata.git && echo file
      git -C strata.git cat-file --batch-all-objects --batch | grep -aq -- '\(text)' && echo object
      true
      """)
    #expect(found.text == "")
  }
}
