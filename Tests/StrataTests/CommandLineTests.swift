import Foundation
import Testing

@Suite struct CommandLineTests {
  private let bench: Workbench

  init() throws { bench = try Workbench() }

  @Test func `--repo stands before or after the command, else STRATA_REPO counts`() throws {
    let away = try TemporaryFolder("away")
    let run = { (arguments: [String], named: [String: String]) in
      try Execution(
        program: Tool.path, arguments: arguments, folder: away.path,
        environment: Tool.environment.merging(named) { $1 }
      ).run()
    }
    let path = bench.repository
    let wanted = try bench.strata("env", "list").text
    #expect(try run(["--repo", path, "env", "list"], [:]).text == wanted)
    #expect(try run(["--repo=\(path)", "env"], [:]).text == wanted)
    #expect(try run(["env", "list", "--repo", path], [:]).text == wanted)
    #expect(try run(["env", "list"], ["STRATA_REPO": path]).text == wanted)
    #expect(try run(["env", "list", "--repo", "/nope"], ["STRATA_REPO": path]).code == 6)
    #expect(try run(["--json", "env", "list"], ["STRATA_REPO": path]).json().count == 3)
    #expect(
      try run(["env", "list"], ["STRATA_REPO": path, "STRATA_OUTPUT": "json"]).json().count == 3)
  }

  @Test(arguments: [
    ["frob"], ["commit"], ["commit", "x.json"], ["log", "--nope"], ["export"], ["diff"],
    ["promote", "--all"], ["commit", "x.json", "--env", "dev", "--on-error", "maybe"],
  ])
  func `a wrong command line is exit code 64, on standard error`(_ arguments: [String]) throws {
    let outcome = try bench.strata(arguments)
    #expect(outcome.code == 64)
    #expect(outcome.text == "")
    #expect(outcome.errors.hasPrefix("Error: "))
    let json = try bench.strata(["--json"] + arguments)
    #expect(json.code == 64)
    if arguments != ["frob"] { #expect(try json.json()["error"]["code"].string == "usage") }
  }

  @Test func `help and version are data`() throws {
    let version = try bench.strata("--version")
    #expect(version.code == 0)
    #expect(version.text.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil)
    let help = try bench.strata("--help")
    #expect(help.code == 0)
    for command in [
      "init", "env", "facts", "commit", "log", "show", "export", "rm", "diff", "masked", "fill",
      "promote", "import", "verify", "upkeep", "canonicalize",
    ] {
      #expect(help.text.contains("\n  \(command) "), "\(command)")
      #expect(try bench.strata(command, "--help").code == 0, "\(command)")
    }
    #expect(try bench.strata("help", "commit").text.contains("--on-error"))
  }

  @Test func `errors are JSON where the output is JSON`() throws {
    for options in [["--json"], ["--output", "json"], ["-o", "json"], ["--output=json"]] {
      let outcome = try bench.strata(["show", "dev:nope"] + options)
      #expect(outcome.code == 6)
      let error = try outcome.json()["error"]
      #expect(error["code"].string == "not-found")
      #expect(error["message"].string == "no profile 'tenant/nope' in 'dev'")
      #expect(error["hint"].string == "see what is there with 'strata show dev'")
    }
  }

  private static let addresses = [
    ("dev:web", 0), ("dev:tenant/web", 0), ("dev:tenant/web@1.0.0", 0), ("dev~1:web", 0),
    ("dev~:web", 0), ("dev:projects/pay/web", 0), ("dev:a@b", 0), ("dev:a@b@1.0.0", 0),
    ("dev:x:y", 0), ("dev:web@2.0.0", 6), ("dev:web@1.0", 6), ("dev~99:web", 6), ("qa:web", 6),
    ("0123456:web", 6), ("dev:projects/nope/web", 6),
  ]

  @Test func `an address is REVISION:PATH`() throws {
    for name in ["a@b", "x:y", "web"] { try bench.commit(.numbered(1, name: name)) }
    try bench.commit(.numbered(1), to: "dev", "--scope", "projects/pay")
    for (address, code) in Self.addresses {
      let outcome = try bench.strata("export", address, "--format", "jcs")
      #expect(outcome.code == Int32(code), "\(address): \(outcome)")
    }
  }

  @Test func `an address that cannot be read is refused with how to write it`() throws {
    for address in ["dev:", ":web", "dev", "dev~x:web", "Dev:web", "dev:projects/web"] {
      let outcome = try bench.strata("export", address)
      #expect(outcome.code != 0 && outcome.code != 6)
      #expect(outcome.errors.contains("\nhint: "), "\(outcome.errors)")
    }
  }

  @Test func `names that do not fit take --scope, --name and --profile-version`() throws {
    for name in ["projects/x/y", "odd.json", "web@1.0.0", "tenant/z"] {
      try bench.commit(.numbered(7, name: name))
      let outcome = try bench.strata(
        "export", "dev", "--name", name, "--scope", "tenant", "--profile-version", "1.0.0",
        "--format", "jcs")
      #expect(outcome.code == 0, "\(outcome)")
      #expect(outcome.text.contains("replicas: 7"))
    }
    #expect(try bench.strata("export", "dev", "--name", "x", "--profile-version", "1").code == 64)
    #expect(try bench.strata("promote", "--all", "--from", "dev").code == 0)
    try bench.expectSound()
  }

  @Test func `upkeep merges packs and changes nothing that is read`() throws {
    for number in 1...5 { try bench.commit(.numbered(number)) }
    let before = try bench.strata("log", "dev", "--json").text
    let outcome = try bench.strata("upkeep")
    #expect(outcome.code == 0)
    #expect(outcome.lines.first?.wholeMatch(of: /packs \d+ → 1/) != nil)
    let json = try bench.strata("upkeep", "--json").json()
    #expect(json["packsBefore"].int == 1)
    #expect(json["packsAfter"].int == 1)
    #expect(try bench.strata("log", "dev", "--json").text == before)
    try bench.expectSound()
  }

  @Test func `canonicalize writes the two-space form, or the RFC 8785 bytes`() throws {
    let text = "{\"b\": [1.0, 1e2, \"\\u20ac\"],\n \"a\": {}}"
    #expect(
      try bench.strata("canonicalize", input: text).text
        == "{\n  \"a\": {},\n  \"b\": [\n    1,\n    100,\n    \"€\"\n  ]\n}\n")
    #expect(
      try bench.strata("canonicalize", "-", "--jcs", input: text).text
        == "{\"a\":{},\"b\":[1,100,\"€\"]}")
    let strict = try bench.strata("canonicalize", "--strict", input: "[9007199254740993]")
    #expect(strict.code == 1)
    #expect(strict.errors.hasPrefix("error: standard input: "))
    #expect(
      try bench.strata("canonicalize", "--jcs", input: "[9007199254740993]").text
        == "[9007199254740992]")
    try bench.folder.write(text, to: "x.json")
    #expect(try bench.strata("canonicalize", "x.json", "--out", "y.json").code == 0)
    #expect(try bench.strata("canonicalize", "y.json").output == (try bench.folder.data("y.json")))
  }
}
