import Foundation
import Testing

/// Practice's trap 15: every command that writes obeys the protection of its environment.
@Suite struct ProtectionCommandTests {
  private let bench: Workbench

  init() throws {
    bench = try Workbench()
    for number in 1...2 {
      try bench.commit(.numbered(number))
      try bench.strata("promote", "web", "--from", "dev")
    }
    try bench.commit(.numbered(3))
    try bench.folder.write(Export.numbered(9).json, to: "web.json")
  }

  private static let doors: [[String]] = [
    ["commit", "web.json", "--env", "staging"], ["rm", "staging:web"],
    ["import", "web.json", "--to", "staging:projects/p"],
    ["import", "dev:web", "--to", "staging:projects/p"], ["promote", "web", "--from", "dev"],
    ["rollback", "staging", "--to", "staging~2"], ["undo"],
  ]

  private func set(_ arguments: String...) throws {
    let outcome = try bench.strata(["env", "set", "staging"] + arguments)
    try #require(outcome.code == 0, "\(outcome)")
  }

  /// The exit codes of all doors, each tried as a dry run where it has one, then in earnest.
  private func codes() throws -> [Int32] {
    let last = try bench.strata("log", "--operations", "staging").text.split(separator: "\n")
      .first { $0.contains("promotion") }?.prefix(16)
    return try Self.doors.map { door in
      let command = door == ["undo"] ? ["undo", String(last ?? "")] : door
      let dry = try bench.strata(command + ["--dry-run"])
      let real = try bench.strata(command)
      #expect(dry.code == real.code, "\(command): \(dry) \(real)")
      return real.code
    }
  }

  @Test func `frozen: nothing comes in, by no command`() throws {
    try set("--freeze-until", "2999-01-01T00:00:00Z")
    let before = try bench.tip("staging")
    #expect(try codes() == [5, 5, 5, 5, 5, 5, 5])
    #expect(try bench.tip("staging") == before)
    let refused = try bench.strata("rm", "staging:web")
    #expect(
      refused.errors == """
        error: cannot write to 'staging': it is frozen until 2999-01-01T00:00:00Z
        hint: nothing was written; wait, or thaw it with 'strata env set staging --thaw'

        """)
    #expect(try bench.strata("hold", "staging:web").code == 0)
    #expect(try bench.strata("release", "staging:web").code == 0)
    try set("--thaw")
    #expect(try bench.strata("promote", "web", "--from", "dev").code == 0)
    try bench.expectSound()
  }

  @Test func `a plan obeys what its command obeys, when it is made and when it is applied`() throws
  {
    let plan = ["plan", "promote", "web", "--from", "dev", "--out", "web.plan"]
    #expect(try bench.strata(plan).code == 0)
    try set("--freeze-until", "2999-01-01T00:00:00Z")
    #expect(try bench.strata(plan).code == 5)
    let stale = try bench.strata("apply", "web.plan")
    #expect(stale.code == 5)
    #expect(stale.errors.contains("the plan is stale: 'staging:environment.json' moved from "))
    try set("--thaw", "--writer", "*@ops.example.org")
    let ops = ["GIT_COMMITTER_EMAIL": "op@ops.example.org"]
    #expect(try bench.strata(plan).code == 5)
    #expect(try bench.strata(plan, environment: ops).code == 0)
    #expect(try bench.strata("apply", "web.plan").errors.contains("is not among those who may"))
    #expect(try bench.strata(["apply", "web.plan"], environment: ops).code == 0)
    try bench.expectSound()
  }

  @Test(arguments: [
    ["--freeze-until", "2999-01-01T00:00:00Z"], ["--protect", "no-direct-commits"],
    ["--writer", "*@ops.example.org"],
  ])
  func `an edited profile does not come in either, and the work is kept`(_ rule: [String]) throws {
    try bench.strata("edit", "staging:web", "--out", "work")
    try bench.shell("sed -i 's/replicas: 2/replicas: 7/' work/layers/*")
    let outcome = try bench.strata(["env", "set", "staging"] + rule)
    try #require(outcome.code == 0, "\(outcome)")
    let before = try bench.tip("staging")
    for command in [
      ["commit", "work", "--dry-run"], ["commit", "work"], ["edit", "staging:web"],
    ] {
      let refused = try bench.strata(
        command,
        environment: [
          "EDITOR": "sed -i 's/replicas: 2/replicas: 8/'", "TMPDIR": bench.folder.path,
        ])
      #expect(refused.code == 5, "\(command): \(refused)")
    }
    #expect(try bench.tip("staging") == before)
    #expect(try bench.shell("grep -rl 'replicas: 8' . | wc -l").text == "1\n")
    #expect(try bench.shell("grep -rl 'replicas: 7' work | wc -l").text == "1\n")
    try bench.expectSound()
  }

  @Test func `no direct commits: replays and what was there before still come in`() throws {
    try set("--protect", "no-direct-commits")
    #expect(try codes() == [5, 5, 5, 0, 0, 0, 0])
    try bench.expectSound()
  }

  @Test func `only from the previous environment`() throws {
    try bench.strata("env", "set", "prod", "--protect", "only-previous")
    let past = try bench.strata("promote", "web", "--from", "dev", "--to", "prod", "--json")
    #expect(past.code == 5)
    #expect(try past.json()["error"]["code"].string == "protected")
    #expect(try bench.strata("import", "dev:web", "--to", "prod").code == 5)
    #expect(try bench.strata("promote", "web", "--from", "staging").code == 0)
    try bench.expectSound()
  }

  @Test func `who may: the committer counts, not the author`() throws {
    try set("--writer", "*@ops.example.org")
    #expect(try codes() == [5, 5, 5, 5, 5, 5, 5])
    #expect(try bench.strata("hold", "staging:web").code == 5)
    #expect(try bench.strata("env", "set", "staging", "--no-writer", "*@ops.example.org").code == 5)
    let ops = ["GIT_COMMITTER_EMAIL": "Op@ops.example.org"]
    let promoted = try bench.strata(["promote", "web", "--from", "dev"], environment: ops)
    #expect(promoted.code == 0, "\(promoted)")
    let lifted = try bench.strata(
      ["env", "set", "staging", "--no-writer", "*@ops.example.org"], environment: ops)
    #expect(lifted.code == 0, "\(lifted)")
    try bench.expectSound()
  }

  @Test func `env show says what is protected, and undo lifts it as it came`() throws {
    try set(
      "--protect", "only-previous", "--protect", "no-direct-commits", "--freeze-until",
      "2999-01-01T00:00:00Z", "--writer", "*@example.org")
    let shown = try bench.strata("env", "show", "staging")
    #expect(
      shown.text.split(separator: "\n").dropFirst().joined(separator: "\n") == """
          protect no-direct-commits
          protect only-previous
          frozen  until 2999-01-01T00:00:00Z
          writer  *@example.org
        """)
    let json = try bench.strata("env", "show", "staging", "--json").json()
    #expect(json[0]["protection"]["rules"][0].string == "no-direct-commits")
    let undone = try bench.strata("undo")
    #expect(undone.text == "restored       staging:environment.json\n", "\(undone)")
    #expect(try bench.strata("env", "show", "staging").lines.count == 1)
    try bench.expectSound()
  }

  @Test func `a rule that is none, a date that is none and a pattern that is none are refused`()
    throws
  {
    for more in [
      ["--protect", "no-commits"], ["--freeze-until", "soon"], ["--freeze-until", "x", "--thaw"],
      ["--protect", "only-previous", "--unprotect", "only-previous"], [],
    ] {
      #expect(try bench.strata(["env", "set", "staging"] + more).code == 64, "\(more)")
    }
    #expect(try bench.strata("env", "set", "staging", "--writer", "a b").code == 1)
    #expect(try bench.strata("env", "set", "staging", "--no-writer", "a").code == 6)
  }
}
