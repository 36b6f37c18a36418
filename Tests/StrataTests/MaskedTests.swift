import Foundation
import Testing

@Suite struct MaskedTests {
  private let bench: Workbench
  private let secret = "planted-hunter2"

  init() throws {
    bench = try Workbench()
    try bench.folder.write(
      """
      charts.nginx.password:
        schema: '{{ required | format "${password}" | regex "^.{12,}$" | hints "Ask Ada" }}'
      charts.nginx.token:
        schema: '{{ format "${password}" }}'
      """, to: "schema.yaml")
  }

  private func export(_ values: String, version: String = "1.9.4") -> Export {
    var export = Export()
    export.layers[0].values = values
    export.layers[0].version = version
    return export
  }

  private func addSchema(to environments: String...) throws {
    let names = environments.flatMap { ["--env", $0] }
    let added = try bench.strata(
      ["facts", "schema", "add", "nginx@1.9.4", "schema.yaml"] + names)
    try #require(added.code == 0, "\(added)")
  }

  private var values: String {
    "charts:\n  nginx:\n    password: abcd****\n    token: \(secret)\n    note: \"********\""
  }

  @Test func `what a schema declares is told from what only looks masked`() throws {
    var export = export(values)
    export.variables = [.init(name: "pw", value: "********", isSensitive: true)]
    try bench.commit(export)
    try addSchema(to: "dev")
    let outcome = try bench.strata("masked", "dev:web")
    #expect(
      outcome.text == """
        tenant/web@1.0.0
          ? addon nginx  values  charts.nginx.password  line 3  declared sensitive  required  matches ^.{12,}$  (Ask Ada)
          ! addon nginx  values  charts.nginx.token  line 4  a plain value, and should be masked
          ? addon nginx  values  charts.nginx.note  line 5  looks masked
          ? variable pw  declared sensitive
        3 masked values, 1 plain value to mask in 1 profile version

        """)
    #expect(outcome.code == 0)
    let json = try bench.strata("masked", "dev", "--json").json()
    #expect(json.elements.map { $0["state"].string } == ["masked", "plain", "masked", "masked"])
    #expect(json.elements.map { $0["declaredBy"].string } == ["schema", "schema", nil, "variable"])
    #expect(json[0]["hint"].string == "Ask Ada")
    #expect(json.elements.map { $0["open"].bool } == [true, false, true, true])
  }

  @Test func `a schema of another version is not guessed from, and that is said`() throws {
    try bench.commit(export(values, version: "1.9.5"))
    try addSchema(to: "dev")
    let outcome = try bench.strata("masked", "dev")
    #expect(outcome.lines.count == 3)
    #expect(
      outcome.errors
        == "note: no schema of nginx 1.9.5 is known, only of 1.9.4; its places are not guessed\n")
  }

  @Test func `for a target counts what is known there, and what it has as a reference is filled`()
    throws
  {
    try bench.commit(export(values))
    try bench.commit(
      export("charts:\n  nginx:\n    password: \"{{.spectro.macro.pw}}\"\n    note: 1"),
      to: "staging")
    try addSchema(to: "staging")
    let outcome = try bench.strata("masked", "dev:web", "--to", "staging", "--exit-code")
    #expect(
      outcome.text == """
        tenant/web@1.0.0
          = addon nginx  values  charts.nginx.password  line 3  filled in staging by {{.spectro.macro.pw}}
          ! addon nginx  values  charts.nginx.token  line 4  a plain value, and should be masked
          ? addon nginx  values  charts.nginx.note  line 5  looks masked
        2 masked values, 1 plain value to mask in 1 profile version; 1 to fill for 'staging'

        """)
    #expect(outcome.code == 2)
    #expect(
      try bench.strata("masked", "dev:web", "--to", "prod:projects/p").text.contains("'prod'"))
    #expect(try bench.strata("masked", "dev", "--to", "nope").code == 6)
  }

  @Test func `a promotion of an environment takes the highest version of each profile`() throws {
    for version in ["1.0.0", "1.1.0"] {
      var export = export(values)
      export.version = version
      try bench.commit(export)
    }
    #expect(try bench.strata("masked", "dev", "--json").json().count == 2)
    let json = try bench.strata("masked", "dev", "--to", "staging", "--json").json()
    #expect(json.elements.map { $0["profile"]["version"].string } == ["1.1.0"])
  }

  @Test func `the exit code asks for what is open alone`() throws {
    try bench.commit(export("charts:\n  nginx:\n    token: \(secret)"))
    try addSchema(to: "dev")
    #expect(try bench.strata("masked", "dev", "--exit-code").code == 0)
    try bench.commit(export("a: ********"))
    #expect(try bench.strata("masked", "dev").code == 0)
    #expect(try bench.strata("masked", "dev", "--exit-code").code == 2)
  }

  @Test func `a file is looked at on its own, or for a target`() throws {
    try bench.folder.write(export("charts:\n  nginx:\n    token: <hidden>").json, to: "web.json")
    #expect(try bench.strata("masked", "web.json").text == "no masked values\n")
    try bench.strata("env", "set", "prod", "--mask-literal", "<hidden>")
    let outcome = try bench.strata("masked", "web.json", "--to", "prod")
    #expect(outcome.text.hasSuffix("; 1 to fill for 'prod'\n"))
  }

  @Test func `the sheet has an entry for each open place, the same bytes each time`() throws {
    try bench.commit(export(values))
    try addSchema(to: "staging")
    let arguments = ["masked", "dev:web", "--to", "staging", "--sheet", "fills.json"]
    #expect(try bench.strata(arguments).errors == "wrote fills.json: 2 to fill\n")
    let first = try bench.folder.data("fills.json")
    try bench.strata(arguments)
    #expect(try bench.folder.data("fills.json") == first)
    let sheet = JSON(try JSONSerialization.jsonObject(with: first))
    #expect(sheet["format"].string == "fill-sheet/1")
    #expect(sheet["environment"].string == "staging")
    let place = sheet["places"][0]
    #expect(place["path"].string == "charts.nginx.password")
    #expect(place["steps"].elements.map(\.string) == ["charts", "nginx", "password"])
    #expect(place["regex"].string == "^.{12,}$")
    #expect(place["required"].bool == true)
    #expect(place["from"].string == "")
    #expect(!String(decoding: first, as: UTF8.self).contains(secret))
  }

  @Test func `a sheet that is there keeps what was filled in, and nothing else is written over`()
    throws
  {
    try bench.commit(export(values))
    let arguments = ["masked", "dev:web", "--sheet", "fills.json"]
    try bench.strata(arguments)
    let empty = String(decoding: try bench.folder.data("fills.json"), as: UTF8.self)
    try bench.folder.write(
      empty.replacing("\"from\": \"\"", with: "\"from\": \"env:NOTE\""), to: "fills.json")
    #expect(try bench.strata(arguments).errors == "wrote fills.json: 1 to fill, 1 filled in\n")
    try bench.commit(export("a: ********"))
    #expect(
      try bench.strata(arguments).errors == """
        note: the place of a filled entry is gone: tenant/web@1.0.0 addon nginx charts.nginx.note
        wrote fills.json: 1 to fill

        """)
    try bench.folder.write("mine", to: "fills.json")
    let refused = try bench.strata(arguments)
    #expect(refused.code == 1)
    #expect(refused.errors.hasPrefix("error: cannot write the fill sheet over 'fills.json': "))
    #expect(String(decoding: try bench.folder.data("fills.json"), as: UTF8.self) == "mine")
    #expect(try bench.strata("masked", "dev", "--sheet", "-").code == 64)
  }

  @Test func `a planted secret is in no output and no sheet`() throws {
    var export = export(values)
    export.variables = [.init(name: "pw", value: secret, isSensitive: true)]
    try bench.commit(export, to: "dev", "--allow-secret", "for a test")
    try addSchema(to: "dev", "staging")
    for options in [[], ["--json"], ["--to", "staging"], ["--sheet", "s.json"]] {
      let outcome = try bench.strata(["masked", "dev"] + options)
      #expect(outcome.code == 0, "\(outcome)")
      #expect(!outcome.description.contains(secret))
    }
    #expect(!String(decoding: try bench.folder.data("s.json"), as: UTF8.self).contains(secret))
    try bench.expectSound()
  }
}
