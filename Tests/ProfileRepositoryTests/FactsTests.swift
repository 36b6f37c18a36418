import CanonicalJSON
import Git
import PackValues
import ProfileRepository
import Profiles
import Testing

@Suite struct FactsTests {
  private let fixture: RepositoryFixture
  private let pack = Sensitivity.Pack(name: "akuity-agent", version: "0.30.0")

  init() throws { fixture = try RepositoryFixture() }

  private func schema() throws -> PackSchema {
    try PackSchema(yaml: Array("charts.a.key:\n  schema: '{{ format \"${password}\" }}'\n".utf8))
  }

  @discardableResult
  private func add(_ schema: PackSchema?, dryRun: Bool = false) throws -> ObjectID? {
    try fixture.repository.write(
      to: fixture.dev, dryRun: dryRun, as: fixture.operation(), reason: "facts"
    ) { change throws(RepositoryError) in
      var facts = try change.base.facts() ?? Facts(takenAt: 1_795_000_000)
      facts.set(schema, of: pack)
      return try change.put(file: facts, subject: "Add the schema of \(pack)")
    }.result
  }

  private func refusal(_ text: String) throws -> RepositoryError? {
    try fixture.foreignCommit(["facts.json": text], message: "edit")
    do throws(RepositoryError) {
      _ = try fixture.repository.snapshot(of: fixture.dev).facts()
      return nil
    } catch { return error }
  }

  @Test func `a schema is kept in the facts of its environment alone`() throws {
    try add(schema())
    #expect(
      try fixture.git("show", "env/dev:facts.json") == """
        {
          "date": "2026-11-18T11:06:40Z",
          "format": 1,
          "schemas": {
            "akuity-agent": {
              "0.30.0": {
                "charts.a.key": "{{ format \\"${password}\\" }}"
              }
            }
          }
        }

        """)
    let facts = try #require(try fixture.repository.snapshot(of: fixture.dev).facts())
    #expect(facts.schemas == [pack: try schema()])
    #expect(facts.date == "2026-11-18T11:06:40Z")
    #expect(try fixture.repository.snapshot(of: EnvironmentName("prod")).facts() == nil)
    let message = try fixture.git("log", "-1", "--format=%B", "env/dev")
    #expect(message.hasPrefix("Add the schema of akuity-agent 0.30.0\n\nOperation: "))
    try fixture.expectSound()
    #expect(try fixture.repository.verify().foreignFiles == [])
  }

  @Test func `the same schema again makes no commit, nor does a dry run`() throws {
    #expect(try add(schema(), dryRun: true) != nil)
    #expect(try fixture.repository.snapshot(of: fixture.dev).facts() == nil)
    #expect(try add(schema()) != nil)
    let tip = try fixture.tip()
    #expect(try add(schema()) == nil)
    #expect(try fixture.tip() == tip)
  }

  @Test func `members that this version does not know are kept`() throws {
    try fixture.foreignCommit(
      [
        "facts.json": """
        {"date": "2026-11-20T14:03:00+01:00", "format": 1, "clusters": [{"uid": "u"}],
         "schemas": {"other": {"1": {}}}}
        """
      ], message: "edit")
    try add(schema())
    let text = try fixture.git("show", "env/dev:facts.json")
    let value = try JSONReader.read(Array(text.utf8))
    #expect(value["clusters"]?.elements?.count == 1)
    #expect(value["date"] == "2026-11-20T14:03:00+01:00")
    #expect(value["schemas"]?["other"]?["1"] == .object([:]))
    try add(nil)
    let facts = try #require(try fixture.repository.snapshot(of: fixture.dev).facts())
    #expect(facts.schemas.map(\.key.name) == ["other"])
    #expect(facts.value["clusters"]?.elements?.count == 1)
    try fixture.expectSound()
  }

  @Test func `members of a registry that this version does not know are kept by an edit`() throws {
    try fixture.foreignCommit(
      [
        "facts.json": """
        {"date": "2026-11-20T14:03:00Z", "format": 1, "partial": [["clusters"]],
         "registries": {"R": {"uid": "r", "mirrors": 2}}}
        """
      ], message: "edit")
    let edit = FactsEdit(adding: [
      .registry("R", KnownHoldings.Registry(kind: "oci")), .macro(scope: "tenant", name: "proxy"),
    ])
    _ = try fixture.repository.write(to: fixture.dev, as: fixture.operation(), reason: "facts") {
      change throws(RepositoryError) in
      try change.apply(edit, subject: "Change", takenAt: 1_795_000_000)
    }
    let facts = try #require(try fixture.repository.snapshot(of: fixture.dev).facts())
    let registry = try #require(facts.holdings.registries?["R"])
    #expect(registry.uid == "r" && registry.kind == "oci")
    #expect(facts.value["registries"]?["R"]?["mirrors"] != nil)
    #expect(facts.date == "2026-11-20T14:03:00Z")
    #expect(facts.holdings.isComplete(.registries))
    #expect(!facts.holdings.isComplete(.macros(scope: "tenant")))
  }

  @Test func `facts that are no facts are named as damaged, with the place`() throws {
    let start = "{\"format\": 1, \"date\": \"2026-11-20T14:03:00Z\""
    let cases = [
      ("[]", "not an object"), ("{\"format\": 1}", "at $: 'date' is missing"),
      ("{\"format\": 1, \"date\": \"soon\"}", "at date: must be a date as ISO 8601 with a zone"),
      (start + ", \"schemas\": []}", "at schemas: must be an object"),
      (start + ", \"schemas\": {\"a\": 1}}", "at schemas.a: must be an object"),
      (
        start + ", \"schemas\": {\"a\": {\"1\": {\"b\": 7}}}}",
        "at schemas.a.1.b: must be a string"
      ),
    ]
    for (text, detail) in cases {
      let error = try refusal(text)
      #expect(error?.code == .damaged)
      #expect(error?.detail == "cannot read 'facts.json' of 'dev': " + detail)
      #expect(error?.hint == "look at it with 'git show env/dev:facts.json'")
      #expect(try fixture.repository.verify().problems.map(\.place) == ["env/dev"])
    }
    #expect(
      try refusal("{\"format\": 2}")?.detail
        == "'facts.json' of 'dev' is of a format that this version does not read")
  }

  @Test func `a secret in the facts or settings is refused, and no object holds it`() throws {
    let token = "ghp_" + String(repeating: "a1", count: 18)
    let directive = SchemaDirective("{{ hints \"\(token)\" }}")
    let leak = PackSchema([.init(path: SchemaPath("a"), directive: directive)])
    do {
      try add(leak)
      Issue.record("let in")
    } catch let error as RepositoryError {
      #expect(error.code == .refused)
      #expect(
        error.detail
          == "'facts.json' would hold a secret (GitHub token), and a commit would keep it")
    }
    let objects = try fixture.git("cat-file", "--batch-all-objects", "--batch")
    #expect(!objects.contains(token))
  }

  @Test func `an environment's sensitivity is its schemas and its mask literals`() throws {
    try add(schema())
    _ = try fixture.repository.write(to: fixture.dev, as: fixture.operation(), reason: "test") {
      change throws(RepositoryError) in
      var settings = try change.base.settings() ?? EnvironmentSettings()
      settings.maskLiterals = ["<hidden>", "REDACTED"]
      settings.ignoreRules = [IgnoreRule(kind: .registry, reason: "mirrors")].compactMap { $0 }
      try change.put(file: settings, subject: "Change the settings of dev")
    }
    let snapshot = try fixture.repository.snapshot(of: fixture.dev)
    let layer = Layer(
      identity: .init(kind: "addon", pack: "akuity-agent", displayName: ""), packType: "",
      version: "0.30.0", tag: "", values: "", registry: nil, manifests: [])
    let rules = try snapshot.sensitivity().rules(for: layer)
    #expect(rules.sensitivePaths.map(\.text) == ["charts.a.key"])
    #expect(rules.literals == [Array("<hidden>".utf8), Array("REDACTED".utf8)])
    #expect(try snapshot.ignoreRules().map(\.description) == ["kind=registry"])
    #expect(
      try fixture.git("show", "env/dev:environment.json") == """
        {
          "format": 1,
          "ignore": [
            {
              "kind": "registry",
              "reason": "mirrors"
            }
          ],
          "masks": [
            "<hidden>",
            "REDACTED"
          ]
        }

        """)
    try fixture.expectSound()
  }
}
