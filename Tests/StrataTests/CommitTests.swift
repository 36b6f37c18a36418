import Foundation
import Testing

@Suite struct CommitTests {
  private let bench: Workbench

  init() throws { bench = try Workbench() }

  @Test func `a committed export says what landed where, and equal content makes no commit`()
    throws
  {
    try bench.folder.write(Export().json, to: "web.json")
    let first = try bench.strata("commit", "web.json", "--env", "dev", "-m", "Take over web")
    #expect(first.code == 0)
    let id = try bench.tip().prefix(7)
    #expect(first.text == "committed  dev:tenant/web@1.0.0  \(id)  from web.json\n")
    let again = try bench.strata("commit", "web.json", "--env", "dev")
    #expect(again.code == 0)
    #expect(again.text == "unchanged  dev:tenant/web@1.0.0  from web.json\n")
    #expect(try bench.commitCount() == 2)
    try bench.expectSound()
  }

  @Test func `a commit's message ends with one block of lineage`() throws {
    try bench.folder.write(Export().json, to: "in/web.json")
    try bench.strata("commit", "in", "--env", "dev", "-m", "Take over\n\nThe body.")
    let message = try bench.git("log", "-1", "--format=%B", "env/dev")
    let shown = message.replacing(/sha256:[0-9a-f]{64}/, with: "sha256:X")
      .replacing(/Operation: [0-9a-f]{16}\n/, with: "Operation: X\n")
    #expect(
      shown == """
        Take over

        The body.

        Profile: web@1.0.0
        Scope: tenant
        Profile-Digest: sha256:X
        Source: web.json
        Operation: X


        """)
    let people = try bench.git("log", "-1", "--format=%an <%ae> %aI|%cn <%ce>", "env/dev")
    #expect(
      people == "Ada <ada@example.org> 2026-11-20T14:03:00+01:00|Grace <grace@example.org>\n")
    try bench.expectSound()
  }

  @Test func `the digest is the sha256 of the jcs export`() throws {
    let outcome = try bench.commit(Export(), to: "dev", "--json")
    let digest = try #require(try outcome.json()["items"][0]["digest"].string)
    let sum = try bench.shell("$STRATA export dev:web --format jcs | sha256sum")
    #expect("sha256:" + sum.text.prefix(64) == digest)
  }

  @Test func `--author and --date say who and when`() throws {
    try bench.commit(
      Export(), to: "dev", "--author", "Zoë Q <zoe@example.org>", "--date",
      "2020-02-29T23:59:00-03:30")
    let author = try bench.git("log", "-1", "--format=%an <%ae> %ad", "--date=raw", "env/dev")
    #expect(author == "Zoë Q <zoe@example.org> 1583033340 -0330\n")
    for bad in ["Zoe", "Zoe <>", "<z@e>", "Z\nY <z@e>", "Z <z@e> trailing"] {
      let outcome = try bench.strata(
        "commit", "-", "--env", "dev", "--author", bad, input: Export.numbered(1).json)
      #expect(outcome.code != 0, "'\(bad)'")
    }
    let date = try bench.strata(
      "commit", "-", "--env", "dev", "--date", "yesterday", input: Export.numbered(1).json)
    #expect(date.code == 64)
    #expect(
      date.errors == """
        error: cannot read the date 'yesterday'
        hint: write it as ISO 8601 with a zone, such as 2026-11-20T14:03:00+01:00

        """)
    #expect(try bench.commitCount() == 2)
    try bench.expectSound()
  }

  @Test func `a message that brings one of strata's trailers is refused`() throws {
    for message in ["Add\n\nProfile: x@1.0.0", "add\noperation: 1", "x\n\nHold: y\n\nmore"] {
      let outcome = try bench.strata(
        "commit", "-", "--env", "dev", "-m", message, input: Export().json)
      #expect(outcome.code == 1)
      #expect(outcome.errors.contains("would look like one of Strata's own trailers"))
      #expect(outcome.errors.contains("hint: give another message with '-m'; nothing was written"))
    }
    #expect(
      try bench.strata("commit", "-", "--env", "dev", "-m", " ", input: Export().json).code == 1)
    #expect(try bench.commitCount() == 1)
  }

  @Test func `--expect refuses a branch that moved, with code 5 and nothing written`() throws {
    let base = try bench.tip()
    try bench.commit(.numbered(1))
    let late = try bench.strata(
      "commit", "-", "--env", "dev", "--expect", base, input: Export.numbered(2).json)
    #expect(late.code == 5)
    let now = try bench.tip().prefix(7)
    #expect(
      late.errors == """
        error: the branch of 'dev' is at \(now), not at the expected \(base.prefix(7))
        hint: nothing was written; see what changed with 'strata diff \(base.prefix(7)) dev'

        """)
    #expect(try bench.commitCount() == 2)
    try bench.commit(.numbered(2), to: "dev", "--expect", String(now))
    try bench.expectSound()
  }

  @Test func `a dry run says what would land and writes nothing`() throws {
    let before = try bench.git("for-each-ref") + bench.git("count-objects", "-v")
    let dry = try bench.strata(
      "commit", "-", "--env", "dev", "--dry-run", input: Export().json)
    #expect(dry.code == 0)
    #expect(dry.text == "would commit  dev:tenant/web@1.0.0  from -\n")
    #expect(try bench.git("for-each-ref") + bench.git("count-objects", "-v") == before)
    let json = try bench.strata(
      "commit", "-", "--env", "dev", "--dry-run", "--json", input: Export().json
    ).json()
    #expect(json["dryRun"].bool == true)
    #expect(json["items"][0]["commit"].string == nil)
  }

  @Test func `a project's profile lies in the project's folder`() throws {
    try bench.commit(Export(name: "ML Ops", version: nil), to: "dev", "--scope", "projects/Pay")
    let files = try bench.git("ls-tree", "-r", "--name-only", "env/dev").split(separator: "\n")
    #expect(files.contains { $0.hasSuffix("/profiles/ml-ops~b7d28aef/1.0.0.json") })
    let shown = try bench.strata("show", "dev", "--json").json()
    #expect(shown[0]["scope"].string == "projects/Pay")
    #expect(shown[0]["name"].string == "ML Ops")
    #expect(
      try bench.strata("commit", "-", "--env", "dev", "--scope", "team/x", input: Export().json)
        .code == 64)
    try bench.expectSound()
  }

  @Test func `an unknown environment is named with those that are there`() throws {
    let outcome = try bench.strata("commit", "-", "--env", "qa", input: Export().json)
    #expect(outcome.code == 6)
    #expect(
      outcome.errors == """
        error: no environment 'qa' (there are dev, staging, prod)
        hint: add it with 'strata env add qa'

        """)
  }

  @Test func `files of a folder land in the order of their paths, each its own commit`() throws {
    for number in 1...9 {
      let export = Export.numbered(number, name: "p\(number)")
      try bench.folder.write(export.json, to: "in/sub\(number % 3)/p\(number).json")
    }
    try bench.folder.write("not an export", to: "in/notes.txt")
    let outcome = try bench.strata("commit", "in", "--env", "dev")
    #expect(outcome.code == 0, "\(outcome)")
    #expect(outcome.lines.last == "9 committed, 0 unchanged, 0 failed")
    let subjects = try bench.git("log", "--reverse", "--format=%s", "env/dev").split(
      separator: "\n")
    let order = [3, 6, 9, 1, 4, 7, 2, 5, 8].map { "Add p\($0) 1.0.0" }
    #expect(subjects.dropFirst().map(String.init) == order)
    try bench.expectSound()
  }

  @Test func `exports are read as YAML too`() throws {
    let yaml = """
      metadata:
        name: edge
      spec:
        version: 1.0.0
        template:
          type: infra
          cloudType: edge-native
          packs:
            - name: ubuntu
              layer: os
              version: 22.04
              values: |-
                a: 1
      """
    try bench.folder.write(yaml, to: "edge.yaml")
    #expect(try bench.strata("commit", "edge.yaml", "--env", "dev").code == 0)
    let exported = try bench.strata("export", "dev:edge", "--format", "jcs").json()
    let pack = exported["spec"]["template"]["packs"][0]
    #expect(pack["version"].string == "22.04")
    #expect(pack["values"].string == "a: 1")
  }
}
