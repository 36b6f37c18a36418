import Foundation
import Testing

/// Answers of Palette's API, saved as files and taken in as facts.
@Suite struct FactsAnswersTests {
  private let bench: Workbench

  init() throws {
    bench = try Workbench()
    try bench.folder.write(
      """
      {"items": [
        {"uid": "r1", "name": "Public Repo", "kind": "pack", "isDefault": true, "isPrivate": false, "scope": "system"},
        {"uid": "r2", "name": "Corp Mirror", "kind": "oci", "isPrivate": true, "scope": "tenant"}]}
      """, to: "registries.json")
    try bench.folder.write(
      """
      {"name": "nginx", "displayName": "Nginx", "layer": "addon", "registryUid": "r1",
       "tags": [{"tag": "1.9.4", "version": "1.9.4", "packUid": "p4", "parentTags": ["1.9.x"]},
                {"tag": "1.9.9", "version": "1.9.9", "packUid": "p9", "parentTags": ["1.9.x", "1.x"]}],
       "packValues": [{"packUid": "p9", "values": "password: hunter2hunter2",
         "schema": [{"name": "charts.nginx.password", "format": "${password}", "required": true,
                     "hints": ["Ask \\"the team\\""]},
                    {"name": "charts.nginx.mode", "type": "list", "listOptions": ["a", "b"]}]}]}
      """, to: "nginx.json")
    try bench.folder.write(
      """
      {"items": [
        {"metadata": {"name": "nginx"}, "spec": {"name": "nginx", "registries": [
          {"uid": "r1", "name": "Public Repo", "latestVersion": "1.9.9", "latestPackUid": "p9"}]}},
        {"metadata": {"name": "etcd"}, "spec": {"name": "etcd", "registries": [
          {"uid": "r2", "name": "Corp Mirror", "latestVersion": "3.5.1"}]}}],
       "listmeta": {"continue": "", "count": 2, "limit": 50, "offset": 0}}
      """, to: "search.json")
    try bench.folder.write(
      #"{"macros": [{"name": "proxy", "value": "hunter2hunter2"}, {"name": "region", "value": "eu"}]}"#,
      to: "macros.json")
    try bench.folder.write(
      #"{"items": [{"metadata": {"name": "Default", "uid": "u1"}}, {"metadata": {"name": "pay", "uid": "u2"}}]}"#,
      to: "projects.json")
  }

  private func take(_ arguments: String...) throws -> Outcome {
    try bench.strata(["facts", "import", "--env", "prod"] + arguments)
  }

  private func facts() throws -> JSON {
    try bench.strata("facts", "show", "prod", "--json").json()
  }

  @Test func `answers given at once say what an environment holds, whatever their order`() throws {
    let outcome = try take(
      "nginx.json", "macros.json", "search.json", "projects.json", "registries.json", "--scope",
      "tenant")
    #expect(outcome.code == 0, "\(outcome)")
    let shown = try bench.strata("facts", "show", "prod").text
    #expect(
      shown.replacing(/, \d+ days? old/, with: "") == """
        prod  facts of 2026-11-20
        registries  2
          Corp Mirror  oci   tenant  private  uid r2
          Public Repo  pack  system           uid r1
        packs  2
          etcd   Corp Mirror  3.5.1, …
          nginx  Public Repo  1.9.4, 1.9.9  channels 1.9.x, 1.x
        macros
          system  not known
          tenant  proxy, region
        projects  2
          Default
          pay
        schemas  1
          nginx 1.9.9  2 paths  1 password

        """)
    let facts = try facts()
    #expect(facts["channels"]["nginx"]["Public Repo"]["1.9.x"].count == 2)
    #expect(
      facts["schemas"]["nginx"]["1.9.9"]["charts.nginx.password"].string
        == #"{{ required | format "${password}" | hints "Ask \"the team\"" }}"#)
    #expect(
      facts["schemas"]["nginx"]["1.9.9"]["charts.nginx.mode"].string
        == #"{{ format "${list:[a,b]}" }}"#)
    try bench.expectSound()
  }

  @Test func `a macro's value is in no output and no object`() throws {
    let outcome = try take(
      "macros.json", "nginx.json", "registries.json", "--scope", "system", "--json")
    #expect(outcome.code == 0, "\(outcome)")
    #expect(!outcome.description.contains("hunter2"))
    let found = try bench.shell(
      """
      grep -raq -- hunter2 strata.git && echo file
      git -C strata.git cat-file --batch-all-objects --batch | grep -aq -- hunter2 && echo object
      true
      """)
    #expect(found.text == "")
    let unclear = try take("macros.json")
    #expect(unclear.code == 1)
    #expect(
      unclear.errors == """
        error: macros.json: macros of which scope? An answer does not say it
        hint: name it with --scope tenant, --scope system or --scope projects/NAME

        """)
  }

  @Test func `the lists of registries by kind are taken as well, without their passwords`() throws {
    let pack = """
      {"items": [{"kind": "PackRegistry", "metadata": {"name": "P", "uid": "r1"}, "spec": {"endpoint": "https://p",
        "private": true, "scope": "tenant", "auth": {"type": "basic", "password": "hunter2hunter2"}}}]}
      """
    let oci = """
      {"items": [{"metadata": {"name": "O", "uid": "r2"}, "spec": {"endpoint": "o", "providerType": "zarf",
        "registryType": "basic", "scope": "system"}}]}
      """
    let helm = """
      {"items": [{"metadata": {"name": "H", "uid": "r3"}, "spec": {"endpoint": "h", "isPrivate": false}}]}
      """
    for (name, text) in [("p.json", pack), ("o.json", oci), ("h.json", helm)] {
      try bench.folder.write(text, to: name)
    }
    #expect(try take("p.json", "o.json", "h.json").code == 0)
    let shown = try bench.strata("facts", "show", "prod").text
    #expect(
      shown.contains(
        """
        registries  3
          H  helm                         uid r3
          O  oci   zarf  system           uid r2
          P  pack        tenant  private  uid r1

        """), "\(shown)")
    #expect(try !bench.git("show", "env/prod:facts.json").contains("hunter2"))
  }

  @Test func `registries that share a name are refused, until one is chosen`() throws {
    try bench.folder.write(
      #"{"items": [{"uid": "r1", "name": "R", "kind": "pack"}, {"uid": "r2", "name": "R", "kind": "oci"}]}"#,
      to: "twins.json")
    let refused = try take("twins.json")
    #expect(refused.code == 1)
    #expect(
      refused.errors == """
        error: 2 registries are named 'R': r1, r2
        hint: profiles name a registry by its name; say which one is meant with --registry-uid R=r1

        """)
    #expect(try take("twins.json", "nginx.json", "--registry-uid", "R=r2").code == 0)
    #expect(try facts()["registries"]["R"]["kind"].string == "oci")
    #expect(try facts()["packs"]["nginx"].value == nil)
  }

  @Test func `a page that is missing is told, unless a filter was meant`() throws {
    let page = try String(contentsOfFile: bench.folder["search.json"], encoding: .utf8)
      .replacing("\"continue\": \"\", \"count\": 2", with: "\"continue\": \"x\", \"count\": 3")
    try bench.folder.write(page, to: "page.json")
    let refused = try take("page.json", "registries.json")
    #expect(refused.code == 1)
    #expect(refused.errors.hasPrefix("error: a page of the packs is missing: 2 of 3 are here\n"))
    #expect(try take("page.json", "registries.json", "--partial").code == 0)
    #expect(
      try bench.strata("facts", "show", "prod").text.contains("packs  2, there may be more\n"))
  }

  @Test func `what cannot be told is refused with what is understood`() throws {
    let cases = [
      (
        #"{"metadata": {"name": "web"}, "spec": {}}"#,
        "is in none of the shapes that are understood"
      ),
      ("[1]", "is in none of the shapes that are understood"),
      (#"{"items": []}"#, "is an empty list, which does not tell what it is a list of"),
      (#"{"name": "a", "tags": []}"#, "'registryUid' is missing"),
      (
        #"{"items": [{"metadata": {"name": "a"}, "spec": {"registryUid": "u"}}]}"#,
        "none of the shapes"
      ),
    ]
    for (text, detail) in cases {
      let outcome = try bench.strata("facts", "import", "-", "--env", "prod", input: text)
      #expect(outcome.code == 1)
      #expect(outcome.errors.contains(detail), "\(outcome.errors)")
    }
    let lost = try take("nginx.json")
    #expect(
      lost.errors == """
        error: 'nginx' is of the registry 'r1', whose name is not known
        hint: give the answer of GET /v1/registries/metadata along

        """)
    #expect(try bench.commitCount("prod") == 1)
  }

  @Test func `a pack's own description says what it goes together with`() throws {
    try bench.folder.write(
      """
      {"name": "shop", "version": "2.0.0", "layer": "addon", "constraints": {"dependencies": [
        {"packName": "operator", "layer": "addon", "minVersion": "3.3.2", "maxVersion": "", "type": "required"},
        {"packName": "kubernetes", "layer": "k8s", "minVersion": "1.29", "maxVersion": "1.30", "type": "optional"},
        {"packName": "rival", "minVersion": "1.0", "maxVersion": "1.9", "type": "notSupported"}],
       "resources": [{"type": "cpu", "minLimit": 100}]}}
      """, to: "pack.json")
    #expect(try take("pack.json").code == 0)
    let shown = try bench.strata("facts", "show", "prod").text
    #expect(
      shown.hasSuffix(
        """
        constraints  1
          shop 2.0.0  required operator 3.3.2 or later (addon); optional kubernetes 1.29 to 1.30 (k8s); notSupported rival 1.0 to 1.9

        """), "\(shown)")
    var export = Export()
    export.layers = [
      .init(name: "shop", version: "2.0.0", values: "a: 1"),
      .init(name: "rival", version: "1.4.0", values: "a: 1"),
    ]
    let outcome = try bench.strata("validate", "-", "--to", "prod", "--json", input: export.json)
    let codes = try outcome.json()["findings"].elements.map { $0["code"].string ?? "" }
    #expect(codes.filter { $0 != "could-not-check" } == ["unsupported-pack", "required-pack"])
  }
}
