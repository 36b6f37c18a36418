import Foundation
import Testing

@Suite struct FactsCommandTests {
  private let bench: Workbench
  private let token = "ghp_" + String(repeating: "a1", count: 18)

  init() throws {
    bench = try Workbench()
    try bench.folder.write(
      """
      # what the pack asks for
      charts.nginx.password:
        schema: '{{ required | format "${password}" | hints "Ask the platform team" }}'
      pack.namespace:
        schema: '{{ format "${string}" }}'
      """, to: "schema.yaml")
  }

  private func shownAddition(_ outcome: Outcome) -> String {
    outcome.text.replacing(/\s[0-9a-f]{7}\n/, with: " ID\n")
  }

  @Test func `a pack's schema is kept with every environment, or with those that are named`() throws
  {
    let all = try bench.strata("facts", "schema", "add", "nginx@1.9.4", "schema.yaml")
    #expect(
      shownAddition(all) == """
        dev  schema of nginx 1.9.4  ID
        staging  schema of nginx 1.9.4  ID
        prod  schema of nginx 1.9.4  ID

        """)
    #expect(
      try bench.git("log", "-1", "--format=%s|%an|%ad", "--date=iso", "env/prod")
        == "Add the schema of nginx 1.9.4|Ada|2026-11-20 14:03:00 +0100\n")
    let one = try bench.strata(
      "facts", "schema", "add", "b@2", "-", "--env", "dev", input: "# none")
    #expect(one.text.hasPrefix("dev  schema of b 2  "))
    #expect(
      try bench.strata("facts", "schema", "list").text == """
        dev  b 2  0 paths, 0 passwords
        dev  nginx 1.9.4  2 paths, 1 password
        staging  nginx 1.9.4  2 paths, 1 password
        prod  nginx 1.9.4  2 paths, 1 password

        """)
    try bench.expectSound()
  }

  @Test func `the same schema again makes no commit, nor does a dry run`() throws {
    let arguments = ["facts", "schema", "add", "nginx@1.9.4", "schema.yaml", "--env", "dev"]
    #expect(
      try bench.strata(arguments + ["--dry-run"]).text
        == "dev  schema of nginx 1.9.4  would be written\n")
    #expect(try bench.commitCount() == 1)
    try bench.strata(arguments)
    #expect(try bench.strata(arguments).text == "dev  schema of nginx 1.9.4  unchanged\n")
    #expect(try bench.commitCount() == 2)
    #expect(try bench.strata(arguments + ["--json"]).json()[0]["result"].string == "unchanged")
  }

  @Test func `facts show has the whole file as JSON, and schema show each path`() throws {
    #expect(try bench.strata("facts", "show", "dev").code == 6)
    try bench.strata("facts", "schema", "add", "nginx@1.9.4", "schema.yaml")
    let shown = try bench.strata("facts", "show", "dev", "--json")
    #expect(shown.text == (try bench.git("show", "env/dev:facts.json")))
    #expect(try shown.json()["date"].string == "2026-11-20T13:03:00Z")
    let paths = try bench.strata("facts", "schema", "show", "nginx@1.9.4", "--env", "dev")
    #expect(
      paths.text == """
        dev  nginx 1.9.4  2 paths, 1 password
          charts.nginx.password  {{ required | format "${password}" | hints "Ask the platform team" }}
          pack.namespace  {{ format "${string}" }}

        """)
    let missing = try bench.strata("facts", "schema", "show", "nginx@2")
    #expect(missing.code == 6)
    #expect(missing.errors == "error: no schema of nginx 2 is kept\nhint: there is one of 1.9.4\n")
  }

  @Test func `a schema is forgotten, and what else is known stays`() throws {
    try bench.strata("facts", "schema", "add", "nginx@1.9.4", "schema.yaml")
    let removed = try bench.strata("facts", "schema", "rm", "nginx@1.9.4", "--env", "dev")
    #expect(removed.code == 0)
    #expect(
      try bench.git("show", "env/dev:facts.json")
        == "{\n  \"date\": \"2026-11-20T13:03:00Z\",\n  \"format\": 1\n}\n")
    #expect(try bench.strata("facts", "schema", "rm", "nginx@1.9.4", "--env", "dev").code == 6)
    #expect(try bench.strata("facts", "schema", "list").lines.count == 2)
    try bench.expectSound()
  }

  @Test func `a file that is no schema, or brings a secret along, is refused`() throws {
    let cases = [
      ("pack:\n  content: x\n", "line 1, column 1, at pack: an entry has no 'schema' text"),
      ("a:\n  schema: '{{ hints \"\(token)\" }}'\n", "line 1: holds a secret (GitHub token)"),
      (
        "a:\n  schema: '{{ format \"${password}\" | default \"hunter2\" }}'\n",
        "line 1, at a: 'default' brings a text along where a password is declared"
      ),
    ]
    for (text, detail) in cases {
      let outcome = try bench.strata("facts", "schema", "add", "nginx@1", "-", input: text)
      #expect(outcome.code == 1)
      #expect(outcome.errors.hasPrefix("error: standard input: \(detail)\n"), "\(outcome.errors)")
      #expect(!outcome.description.contains(token) && !outcome.description.contains("hunter2"))
    }
    let named = try bench.strata("facts", "schema", "add", "nginx@\(token)", "schema.yaml")
    #expect(named.code == 1)
    #expect(!named.description.contains(token))
    #expect(try bench.strata("facts", "schema", "add", "nginx", "schema.yaml").code == 64)
    try expectAbsent(token)
    try expectAbsent("hunter2")
    #expect(try bench.commitCount() == 1)
  }

  @Test func `settings are set, shown and forgotten`() throws {
    let set = try bench.strata(
      "env", "set", "dev", "--mask-literal", "<hidden>", "--ignore", "registry", "--ignore",
      "layer=nginx,path=charts.*.image", "--reason", "mirrors differ")
    #expect(set.code == 0, "\(set)")
    let shown = try bench.strata("env", "show", "dev").text
    #expect(
      shown.replacing(/dev\s\s[0-9a-f]{7}/, with: "dev  ID") == """
        dev  ID  0 profile versions  first
          mask    <hidden>
          ignore  kind=registry  (mirrors differ)
          ignore  layer=nginx,path=charts.*.image  (mirrors differ)

        """)
    let again = try bench.strata("env", "set", "dev", "--mask-literal", "<hidden>")
    #expect(again.text == "dev  settings  unchanged\n")
    try bench.strata(
      "env", "set", "dev", "--no-mask-literal", "<hidden>", "--no-ignore", "kind=registry",
      "--no-ignore", "layer=nginx,path=charts.*.image")
    #expect(try bench.git("show", "env/dev:environment.json") == "{\n  \"format\": 1\n}\n")
    #expect(try bench.commitCount() == 3)
    try bench.expectSound()
  }

  @Test func `what cannot be set is said, and nothing is written`() throws {
    let cases: [([String], Int32, String)] = [
      (["--ignore", "cosmetics"], 64, "hint: did you mean 'cosmetic'?"),
      (["--no-ignore", "registry"], 6, "error: no ignore rule is 'kind=registry'"),
      (["--no-mask-literal", "<x>"], 6, "error: '<x>' is no mask literal here"),
      (["--mask-literal", "x"], 1, "it is shorter than 3 bytes"),
      (["--mask-literal", token], 1, "the mask literal is a secret (GitHub token)"),
      (["--ignore", "cosmetic", "--reason", token], 1, "would hold a secret (GitHub token)"),
      ([], 64, "name what to change"),
      (["--reason", "x", "--mask-literal", "<x>"], 64, "--reason"),
    ]
    for (arguments, code, text) in cases {
      let outcome = try bench.strata(["env", "set", "dev"] + arguments)
      #expect(outcome.code == code, "\(arguments): \(outcome)")
      #expect(outcome.errors.contains(text), "\(outcome.errors)")
      #expect(!outcome.description.contains(token))
    }
    #expect(try bench.commitCount() == 1)
    try expectAbsent(token)
  }

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
