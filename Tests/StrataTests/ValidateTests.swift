import Foundation
import Testing

@Suite struct ValidateTests {
  private let bench: Workbench

  init() throws { bench = try Workbench() }

  private func know(_ facts: String) throws {
    let outcome = try bench.strata("facts", "import", "-", "--env", "prod", input: facts)
    try #require(outcome.code == 0, "\(outcome)")
  }

  /// Everything is there, nothing is missing.
  private static let full = """
    {"macros": {"projects/pay": ["near"], "system": ["far"], "tenant": ["near", "proxy"]},
     "packs": {"nginx": {"Public Repo": ["1.9.4", "1.9.9"]}}, "projects": ["pay"],
     "registries": {"Public Repo": {"kind": "oci", "private": false, "scope": "system", "uid": "u"}}}
    """

  private func validate(_ export: Export, _ more: String...) throws -> Outcome {
    try bench.strata(["validate", "-"] + more, input: export.json)
  }

  @Test func `without facts nothing is called fine, and nothing fails`() throws {
    var export = Export()
    export.layers[0].values = "a: '{{.spectro.macro.proxy}}'"
    let outcome = try validate(export, "--to", "prod:projects/pay")
    #expect(outcome.code == 0)
    #expect(
      outcome.text == """
        warning  could-not-check  could not check whether there is a project 'pay': the facts of prod do not say
                 remedy: say it in a file such as {"projects": ["pay"]}, and take that in with 'strata facts import FILE --env prod'
        warning  could-not-check  could not check which registries hold the packs: the facts of prod do not say
                 remedy: say it in a file such as {"packs": {"nginx": {"Palette Registry": ["1.9.4"]}}}, and take that in with 'strata facts import FILE --env prod'
        warning  could-not-check  could not check the macros of projects/pay and tenant and system: the facts of prod do not say
                 remedy: say it in a file such as {"macros": {"projects/pay": ["NAME"]}}, and take that in with 'strata facts import FILE --env prod'
        projects/pay/web@1.0.0 to prod: 0 errors, 3 warnings; nothing is known of prod

        """)
    #expect(try validate(export, "--to", "prod", "--fail-on", "warning").code == 3)
  }

  @Test func `a profile that the facts have everything for has no findings`() throws {
    try know(Self.full)
    var export = Export()
    export.layers[0].values = "a: '{{.spectro.macro.proxy}}' # {{.spectro.macro.gone}}"
    let tip = try bench.tip("prod")
    let outcome = try validate(export, "--to", "prod:projects/pay", "--fail-on", "warning")
    #expect(outcome.code == 0, "\(outcome)")
    #expect(
      outcome.text.hasPrefix(
        "projects/pay/web@1.0.0 to prod: 0 errors, 0 warnings; facts of 2026-11-20, "))
    #expect(try bench.tip("prod") == tip)
  }

  @Test func `every finding is told at once, with its place and remedy`() throws {
    try know(Self.full)
    var export = Export()
    export.layers[0].version = "1.9.5"
    export.layers[0].values = """
      a: '{{.spectro.macro.proxi}}'
      b: '{{.spectro.macro.near}}'
      c: '{{.spectro.var.size}}'
      d: '********'
      """
    export.layers.append(.init(name: "nginz", kind: "cni", values: "a: 1"))
    export.variables = [.init(name: "sizes", value: "1")]
    let outcome = try validate(export, "--to", "prod:projects/pay")
    #expect(outcome.code == 3)
    let found = outcome.lines.dropLast().filter { !$0.hasPrefix(" ") }
    let expected = """
      error    layer-rule  cni nginz: an add-on profile cannot have a layer of the kind 'cni'
      error    unknown-pack-version  addon nginx: no registry of prod holds nginx 1.9.5
      error    unknown-pack  cni nginz: no registry of prod holds the pack 'nginz'
      error    undefined-macro  addon nginx, line 1: no scope that counts for prod:projects/pay defines {{.spectro.macro.proxi}}
      error    undeclared-variable  addon nginx, line 3: {{.spectro.var.size}} is no variable that the profile declares
      warning  shadowed-macro  addon nginx, line 2: {{.spectro.macro.near}} is that of projects/pay, which hides that of tenant
      warning  mask-to-fill  addon nginx, d, line 4: a masked value has to be filled
      """
    #expect(found.joined(separator: "\n") == expected)
    let json = try bench.strata(
      "validate", "-", "--to", "prod:projects/pay", "--json", input: export.json
    ).json()
    #expect(json["findings"][0]["severity"].string == "error")
    #expect(json["findings"][1]["code"].string == "unknown-pack-version")
    #expect(json["findings"][1]["layer"].string == "addon nginx")
  }

  @Test func `a name and version that is taken is refused, unless it came from there`() throws {
    try bench.commit(Export.numbered(1), to: "prod")
    try bench.commit(Export.numbered(2), to: "dev")
    let line =
      "error    duplicate-version  prod:tenant/web@1.0.0 is another document of this name and version"
    for taken in [
      try validate(Export.numbered(2), "--to", "prod"),
      try bench.strata("validate", "dev:web", "--to", "prod"),
    ] {
      #expect(taken.code == 3)
      #expect(taken.lines.first.map(String.init) == line)
    }
    #expect(try validate(Export.numbered(1), "--to", "prod").code == 0)
    try bench.strata("promote", "web", "--from", "dev")
    try bench.commit(Export.numbered(3), to: "dev")
    #expect(try bench.strata("validate", "dev:web", "--to", "staging").code == 0)
    try bench.commit(Export.numbered(4), to: "staging")
    let conflict = try bench.strata("validate", "dev:web", "--to", "staging")
    #expect(conflict.code == 5)
    #expect(conflict.text.hasPrefix("error    changed-in-target  staging:tenant/web@1.0.0 was "))
  }

  @Test func `facts take names of macros and refuse their values`() throws {
    let secret = #"{"macros": {"tenant": [{"name": "proxy", "value": "hunter2hunter2"}]}}"#
    let refused = try bench.strata("facts", "import", "-", "--env", "prod", input: secret)
    #expect(refused.code == 1)
    #expect(!refused.description.contains("hunter2"))
    #expect(
      try bench.strata("facts", "import", "-", "--env", "prod", input: #"{"macro": {}}"#).errors
        .contains("did you mean 'macros'?"))
    #expect(try bench.strata("facts", "show", "prod").code == 6)
  }

  @Test func `what a file of facts does not speak of stays as it was`() throws {
    try know(Self.full)
    try know(#"{"macros": {"tenant": []}}"#)
    let facts = try bench.strata("facts", "show", "prod", "--json").json()
    #expect(facts["projects"][0].string == "pay")
    #expect(facts["macros"]["system"][0].string == "far")
    #expect(facts["macros"]["tenant"].count == 0)
    #expect(facts["packs"]["nginx"]["Public Repo"][1].string == "1.9.9")
    let again = try bench.strata(
      "facts", "import", "-", "--env", "prod", "--json", input: #"{"macros": {"tenant": []}}"#)
    #expect(try again.json()[0]["result"].string == "unchanged")
    try bench.expectSound()
  }

  @Test func `promotion, import and the import of a file refuse what validation finds`() throws {
    try know(Self.full)
    var export = Export()
    export.layers[0].version = "1.9.5"
    export.layers[0].values = "a: '{{.spectro.macro.proxi}}'"
    try bench.commit(export, to: "staging")
    let file = try bench.folder.write(export.json, to: "web.json")
    let tip = try bench.tip("prod")
    let said = """
                   error    unknown-pack-version  addon nginx: no registry of prod holds nginx 1.9.5
                            remedy: the nearest version there is 1.9.4
                   error    undefined-macro  addon nginx, line 1: no scope that counts for prod:tenant defines \
      {{.spectro.macro.proxi}}
                            remedy: did you mean 'proxy'? Else define the macro there
      checked      against the facts of 2026-11-20,
      """.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    for command in [
      ["promote", "web", "--from", "staging"], ["import", "staging:web", "--to", "prod"],
      ["import", file, "--to", "prod"],
    ] {
      for more in [["--dry-run"], []] {
        let outcome = try bench.strata(command + more)
        #expect(outcome.code == 3)
        #expect(outcome.text.hasPrefix("refused      "))
        #expect(outcome.lines[0].hasSuffix("2 errors, 0 warnings"))
        for line in said { #expect(outcome.text.contains(line), "\(line)") }
        let json = try bench.strata(command + more + ["--json"]).json()["targets"][0]
        #expect(json["items"][0]["reason"].string == "findings")
        #expect(
          json["items"][0]["findings"].elements.map { $0["code"].string }
            == ["unknown-pack-version", "undefined-macro"])
        #expect(json["facts"]["date"].string == "2026-11-20T13:03:00Z")
      }
    }
    #expect(try bench.tip("prod") == tip)
    try bench.expectSound()
  }

  @Test func `warnings keep a profile out where that is asked for, and the report says so`() throws
  {
    try bench.commit(.numbered(1))
    let refused = try bench.strata("promote", "web", "--from", "dev", "--fail-on", "warning")
    #expect(refused.code == 3)
    #expect(
      refused.text == """
        refused      dev:tenant/web@1.0.0 → staging:tenant/web@1.0.0  0 errors, 1 warning
                     warnings keep it from landing ('--fail-on warning')
        unchecked    packs: nothing is known of staging ('strata facts import' takes it in)

        """)
    #expect(try bench.strata("promote", "web", "--from", "dev").code == 0)
    #expect(try bench.strata("promote", "web", "--from", "dev", "--fail-on", "warning").code == 0)
    try bench.expectSound()
  }
}
