import Foundation
import Testing

@Suite struct FillTests {
  private let bench: Workbench
  private let secret = "planted-hunter2"

  init() throws { bench = try Workbench() }

  private func export(_ values: String, version: String = "1.0.0") -> Export {
    var export = Export(version: version)
    export.layers[0].values = values
    return export
  }

  private let values =
    "charts:\n  nginx:\n    env:\n      - name: A\n        value: ********  # keep\n    note: \"********\""

  /// Makes a sheet, fills each entry from a list, and takes it in.
  @discardableResult
  private func fill(_ references: [String], in target: String = "dev") throws -> Outcome {
    try bench.strata("masked", target, "--sheet", "s.json")
    var sheet =
      try JSONSerialization.jsonObject(with: bench.folder.data("s.json")) as? [String: Any] ?? [:]
    let places = sheet["places"] as? [[String: Any]] ?? []
    sheet["places"] = zip(places, references).map { $0.merging(["from": $1]) { $1 } }
    try bench.folder.write(JSONSerialization.data(withJSONObject: sheet), to: "s.json")
    return try bench.strata("fill", target, "--sheet", "s.json")
  }

  private func configure(_ text: String, mode: Int = 0o600) throws -> [String: String] {
    try bench.folder.write(text, to: "config.json")
    try FileManager.default.setAttributes(
      [.posixPermissions: mode], ofItemAtPath: bench.folder["config.json"])
    return ["STRATA_CONFIG": bench.folder["config.json"], "PW": secret]
  }

  private func values(of file: String) throws -> String? {
    let json = JSON(try JSONSerialization.jsonObject(with: bench.folder.data(file)))
    return json["spec"]["template"]["packs"][0]["values"].string
  }

  @Test func `a filled sheet becomes one commit of references, and its places are filled`() throws {
    try bench.commit(export(values))
    #expect(try fill(["env:PW", "macro:note"]).text.hasPrefix("dev  fills of tenant: 2  "))
    #expect(try bench.commitCount() == 3)
    #expect(
      try bench.strata("fill", "dev", "--list").text == """
        tenant
          = web addon nginx charts.nginx.env[name=A].value  from env:PW
          = web addon nginx charts.nginx.note  from macro:note

        """)
    let masked = try bench.strata("masked", "dev", "--exit-code")
    #expect(masked.code == 0)
    #expect(
      masked.lines[1]
        == "  = addon nginx  values  charts.nginx.env[0].value  line 5  filled from env:PW")
    #expect(
      try bench.strata("masked", "dev", "--json").json().elements.map { $0["fill"].string }
        == ["env:PW", "macro:note"])
    #expect(
      try bench.strata("fill", "dev", "--sheet", "s.json").text
        == "dev  fills of tenant: 2  unchanged\n")
    try bench.expectSound()
  }

  @Test func `a fill outlives the next export, another version and a list in another order`() throws
  {
    try bench.commit(export(values))
    try fill(["env:PW", "env:PW"])
    let next = values.replacing(
      "      - name: A", with: "      - name: Z\n        value: 1\n      - name: A")
    try bench.commit(export(next, version: "1.1.0"))
    #expect(try bench.strata("masked", "dev:web@1.1.0", "--exit-code").code == 0)
    try bench.strata("rm", "dev:web@1.0.0")
    try bench.commit(export("a: ********", version: "1.1.0"))
    let list = try bench.strata("fill", "dev", "--list")
    #expect(
      list.lines.allSatisfy { $0 == "tenant" || $0.hasSuffix("  stale: no version has this place") }
    )
    #expect(try bench.strata("masked", "dev", "--exit-code").code == 2)
    #expect(
      try bench.strata("fill", "dev", "--rm", "--stale").text.hasPrefix("dev  fills of tenant: 0  ")
    )
    #expect(try bench.strata("fill", "dev", "--list").text == "no fills\n")
    try bench.expectSound()
  }

  @Test func `fills of a target count for what a promotion would bring`() throws {
    try bench.commit(export(values))
    let to = ["masked", "dev:web", "--to", "staging"]
    try bench.strata(to + ["--sheet", "t.json"])
    let sheet = String(decoding: try bench.folder.data("t.json"), as: UTF8.self)
    try bench.folder.write(
      sheet.replacing("\"from\": \"\"", with: "\"from\": \"cmd:pw\""), to: "t.json")
    #expect(try bench.strata("fill", "dev", "--sheet", "t.json").code == 64)
    #expect(try bench.strata("fill", "staging:projects/p", "--sheet", "t.json").code == 64)
    #expect(try bench.strata("fill", "staging", "--sheet", "t.json").code == 0)
    let outcome = try bench.strata(to + ["--exit-code"])
    #expect(outcome.code == 0)
    #expect(outcome.text.hasSuffix("; 0 to fill for 'staging'\n"))
    #expect(outcome.text.contains("filled in staging from cmd:pw"))
    #expect(try bench.strata("masked", "dev", "--exit-code").code == 2)
  }

  @Test func `one place is filled and emptied by its name, in a project too`() throws {
    var export = export(values)
    export.variables = [.init(name: "pw", value: "********", isSensitive: true)]
    try bench.commit(export, to: "dev", "--scope", "projects/Ü")
    let web = "dev:projects/Ü/web"
    let place = ["--layer", "nginx", "--path", "charts.nginx.note"]
    #expect(try bench.strata(["fill", web] + place + ["--from", "env:PW"]).code == 0)
    #expect(try bench.strata("fill", web, "--variable", "pw", "--from", "prompt:").code == 0)
    #expect(try bench.strata("fill", "dev:projects/Ü", "--list").lines.count == 3)
    let wrong = try bench.strata(
      "fill", web, "--layer", "nginx", "--path", "charts.nginx.nite", "--from", "env:PW")
    #expect(wrong.code == 6)
    #expect(
      wrong.errors == """
        error: no masked value at the path 'charts.nginx.nite'
        hint: did you mean 'charts.nginx.note'?

        """)
    #expect(try bench.strata(["fill", web] + place + ["--rm"]).code == 0)
    #expect(try bench.strata(["fill", web] + place + ["--rm"]).code == 6)
    #expect(try bench.strata("fill", "dev", "--list", "--json").json().count == 1)
    try bench.expectSound()
  }

  @Test func `what is no reference is refused and not repeated`() throws {
    try bench.commit(export(values))
    let outcome = try fill(["env:PW", secret])
    #expect(outcome.code == 1)
    #expect(
      outcome.errors.hasPrefix(
        "error: the fill sheet: 'from' of tenant/web@1.0.0 addon nginx charts.nginx.note is no reference\n"
      ))
    let one = try bench.strata(
      "fill", "dev:web", "--layer", "nginx", "--path", "charts.nginx.note", "--from", secret)
    #expect(one.code == 64)
    #expect(!(outcome.description + one.description).contains(secret))
    #expect(try bench.commitCount() == 2)
  }

  @Test
  func `an export with fills goes to a file of its owner alone, and only what was masked changes`()
    throws
  {
    try bench.commit(export(values))
    try fill(["env:PW", "var:note"])
    try bench.folder.write("old", to: "o.json")
    let outcome = try bench.strata(
      "export", "dev:web", "--fill", "--out", "o.json", environment: ["PW": "x\"\(secret)"])
    #expect(outcome.code == 0, "\(outcome)")
    #expect(
      try values(of: "o.json")
        == "charts:\n  nginx:\n    env:\n      - name: A\n        value: \"x\\\"\(secret)\"  # keep\n    note: \"{{.spectro.var.note}}\""
    )
    let attributes = try FileManager.default.attributesOfItem(atPath: bench.folder["o.json"])
    #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
    #expect(!outcome.description.contains(secret))
    for out in [[], ["--out", "-"]] {
      let refused = try bench.strata(["export", "dev:web", "--fill"] + out)
      #expect(refused.code == 64)
      #expect(refused.output.isEmpty)
    }
    let device = try bench.strata(
      "export", "dev:web", "--fill", "--out", "/dev/stdout", environment: ["PW": secret])
    #expect(device.code == 1)
    #expect(!device.description.contains(secret))
  }

  @Test func `files and commands are those of the user's own configuration`() throws {
    try bench.commit(export(values))
    try fill(["file:vault#db", "cmd:pw"])
    try bench.folder.write("{\"db\": \"from-file\"}", to: "vault")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o600], ofItemAtPath: bench.folder["vault"])
    let text = """
      {"format": 1, "files": {"vault": {"path": "\(bench.folder["vault"])"}},
       "commands": {"pw": {"run": ["printf", "%s\\n", "$PW;x"]}}}
      """
    let arguments = ["export", "dev:web", "--fill", "--out", "o.json"]
    let environment = try configure(text)
    let outcome = try bench.strata(arguments, environment: environment)
    #expect(outcome.code == 0, "\(outcome)")
    let filled = try #require(try values(of: "o.json"))
    #expect(filled.contains("value: \"from-file\"  # keep"))
    #expect(filled.hasSuffix("note: \"$PW;x\""))
    let open = try bench.strata(arguments, environment: try configure(text, mode: 0o644))
    #expect(open.code == 1)
    #expect(open.errors.contains("others may use it"))
    let none = try bench.strata(arguments)
    #expect(none.code == 3)
  }

  @Test func `where a value is missing nothing is written, and every missing one is named`() throws
  {
    var export = export(values)
    export.variables = [.init(name: "pw", value: "********", isSensitive: true)]
    export.layers[0].manifests = [("m", "- [\nx: ********\n")]
    try bench.commit(export)
    try fill(["env:PW", "cmd:bad", "", "prompt:"])
    let environment = try configure(
      #"{"format": 1, "commands": {"bad": {"run": ["sh", "-c", "echo $PW; echo $PW >&2; exit 3"]}}}"#
    )
    let outcome = try bench.strata(
      "export", "dev:web", "--fill", "--out", "o.json", "--no-input", environment: environment)
    #expect(outcome.code == 3)
    #expect(
      outcome.text == """
        tenant/web@1.0.0
          ? addon nginx charts.nginx.note  line 6  from cmd:bad  the command failed with 3
          ? addon nginx manifest m  line 2  the place has no path, so no fill can name it
          ? variable pw  from prompt:  a prompt, and --no-input forbids it
        nothing was written: 3 of 4 masked values not filled

        """)
    #expect(outcome.errors == "")
    #expect(try bench.folder.names() == ["config.json", "s.json", "strata.git"])
  }

  @Test func `a planted secret is nowhere but in the file that was asked for`() throws {
    try bench.commit(export(values))
    try fill(["env:PW", "cmd:pw"])
    try bench.folder.write("", to: "tmp/x")
    var environment = try configure(
      #"{"format": 1, "commands": {"pw": {"run": ["printenv", "PW"]}}}"#)
    environment["TMPDIR"] = bench.folder["tmp"]
    var outcomes: [Outcome] = []
    for arguments in [
      ["export", "dev:web", "--fill", "--out", "o.json"],
      ["export", "dev:web", "--fill", "--out", "nowhere/o.json"],
      ["export", "dev:web", "--fill", "--out", "o2.json", "--json"], ["masked", "dev"],
      ["fill", "dev", "--list", "--json"], ["log", "dev", "--json"], ["verify", "--secrets"],
    ] {
      outcomes.append(try bench.strata(arguments, environment: environment))
    }
    #expect(outcomes.map(\.code) == [0, 6, 0, 0, 0, 0, 0])
    #expect(!outcomes.contains { $0.description.contains(secret) })
    let found = try bench.shell("grep -rl \(secret) . | sort")
    #expect(found.text == "./o.json\n./o2.json\n")
    let objects = try bench.shell(
      "cd strata.git && git cat-file --batch-all-objects --batch --buffer | grep -c \(secret)")
    #expect(objects.text == "0\n")
  }

  @Test func `a file of fills that strata did not write is found`() throws {
    try bench.commit(export(values))
    try fill(["env:PW"])
    try bench.shell(
      """
      export GIT_DIR=strata.git GIT_INDEX_FILE=$PWD/index
      git read-tree env/dev
      blob=$(echo '{"format":1,"fills":[{"profile":"web","variable":"v","from":"\(secret)"}]}' | git hash-object -w --stdin)
      git update-index --add --cacheinfo 100644,$blob,tenant/fills.json
      git update-ref refs/heads/env/dev $(git commit-tree $(git write-tree) -p env/dev -m x)
      """)
    for arguments in [["verify"], ["fill", "dev", "--list"], ["masked", "dev"]] {
      let outcome = try bench.strata(arguments)
      #expect(outcome.code == 1)
      #expect(outcome.description.contains("tenant/fills.json"))
      #expect(
        outcome.description.contains("at fills[0].from: must be a reference such as env:NAME"))
      #expect(!outcome.description.contains(secret))
    }
  }
}
