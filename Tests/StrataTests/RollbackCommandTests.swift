import Foundation
import Testing

/// `rollback`, `hold`, `release`, `undo` and `log --operations` as a person meets them.
@Suite struct RollbackCommandTests {
  private let bench: Workbench

  init() throws {
    bench = try Workbench()
    try bench.commit(.numbered(1))
    try bench.strata("promote", "web", "--from", "dev")
    try bench.commit(.numbered(2))
    try bench.strata("promote", "web", "--from", "dev")
  }

  private func masked(_ text: String) -> String {
    text.replacing(/[0-9a-f]{16}/, with: "OPERATION").replacing(/[0-9a-f]{7}/, with: "ID")
  }

  @Test func `a rollback with a hold keeps the next promotion away until the release`() throws {
    let dry = try bench.strata(
      "rollback", "staging:web", "--to", "staging~1", "--hold", "--dry-run")
    #expect(dry.text == "would restore     staging:tenant/web@1.0.0  held\n")
    #expect(try bench.commitCount("staging") == 3)
    let real = try bench.strata(
      "rollback", "staging:web", "--to", "staging~1", "--hold", "-m", "Breaks the ingress")
    #expect(masked(real.text) == "restored       staging:tenant/web@1.0.0  ID  held\n")
    #expect(try bench.git("rev-list", "--count", "env/staging") == "4\n")
    try bench.commit(.numbered(3))
    let held = try bench.strata("promote", "web", "--from", "dev")
    #expect(held.code == 5)
    #expect(
      masked(held.text) == """
        held         dev:tenant/web@1.0.0 → staging:tenant/web@1.0.0  by ID 'Breaks the ingress'; \
        'strata release' lets it move

        """)
    let all = try bench.strata("promote", "--all", "--from", "dev", "--json")
    #expect(all.code == 0)
    let item = try all.json()["targets"][0]["items"][0]
    #expect(item["result"].string == "held")
    #expect(item["reason"].string == "Breaks the ingress")
    #expect(item["skipped"].bool == true)
    let released = try bench.strata("release", "staging:web", "-m", "Fixed")
    #expect(masked(released.text) == "released  staging:tenant/web@1.0.0  ID\n")
    #expect(try bench.strata("promote", "web", "--from", "dev").code == 0)
    #expect(try bench.strata("diff", "dev", "staging").text == "no differences\n")
    try bench.expectSound()
  }

  @Test func `a rollback without a hold says what the next promotion does`() throws {
    let real = try bench.strata("rollback", "staging", "--to", "staging~1")
    #expect(
      masked(real.text) == """
        restored       staging:tenant/web@1.0.0  ID
        newer commits of the source still come in by a promotion; 'strata hold' keeps them out

        """)
    let promoted = try bench.strata("promote", "web", "--from", "dev")
    #expect(promoted.code == 0)
    #expect(
      promoted.text == """
        up to date   dev:tenant/web@1.0.0 → staging:tenant/web@1.0.0  rolled back there, and \
        nothing newer comes; '--overwrite' writes it again

        """)
    let again = try bench.strata("rollback", "staging", "--to", "staging~2")
    #expect(masked(again.text) == "nothing to do: everything is as before staging@ID\n")
    try bench.expectSound()
  }

  @Test func `what cannot be rolled back is refused with the exit code of its kind`() throws {
    let missing = try bench.strata("rollback", "staging:wbe", "--to", "staging~1")
    #expect(missing.code == 6)
    #expect(
      try bench.strata("rollback", "staging", "--to", "dev~1").code == 1)
    #expect(try bench.strata("rollback", "staging~1", "--to", "staging~1").code == 1)
    let stale = try bench.strata(
      "rollback", "staging", "--to", "staging~1", "--expect", "staging~1")
    #expect(stale.code == 5)
    #expect(try bench.commitCount("staging") == 3)
  }

  @Test func `every command that writes is an operation that can be undone`() throws {
    try bench.folder.write(Export.numbered(7, name: "db").json, to: "db.json")
    try bench.strata("import", "db.json", "--to", "dev:projects/p")
    try bench.strata("rm", "dev:projects/p/db")
    try bench.strata("rollback", "dev", "--to", "dev~1")
    try bench.strata("hold", "dev:web")
    try bench.strata("env", "add", "lab")
    let listed = try bench.strata("log", "--operations", "--json").json()
    #expect(
      listed.elements.compactMap { $0["command"].string } == [
        "env add", "hold", "rollback", "rm", "import", "promotion", "commit", "promotion", "commit",
        "init",
      ])
    #expect(listed[4]["environments"][0]["from"].string == "db.json")
    #expect(listed[5]["environments"][0]["from"].string?.hasPrefix("dev@") == true)
    let text = try bench.strata("log", "--operations", "staging", "-n", "1").text
    #expect(
      masked(text).replacing(/\d{4}-\d\d-\d\d \d\d:\d\d \+0000/, with: "DATE") == """
        OPERATION  DATE  promotion  Grace <grace@example.org>
            staging  ID → ID  1 commit  from dev@ID

        """)
    let refused = try bench.strata("undo")
    #expect(refused.code == 1)
    #expect(refused.errors.contains("it started the environment 'lab'"))
    for (index, word) in [(1, "released"), (2, "removed"), (4, "nothing")] {
      let id = try #require(listed[index]["operation"].string)
      let undone = try bench.strata("undo", id)
      #expect(undone.code == 0, "\(undone)")
      #expect(undone.text.hasPrefix(word), "\(undone)")
    }
    let conflict = try bench.strata("undo", listed[8]["operation"].string ?? "", "--json")
    #expect(conflict.code == 5)
    #expect(try conflict.json()["error"]["code"].string == "conflict")
    try bench.expectSound()
  }

  @Test func `two undos of one operation at once: one commit, and both are told`() throws {
    let id = try bench.strata("log", "--operations", "dev", "-n", "1").text.prefix(16)
    let outcome = try bench.shell(
      """
      for n in 1 2 3; do ($STRATA undo \(id); echo "code $?") & done
      wait
      """)
    #expect(outcome.lines.filter { $0 == "code 0" }.count == 3, "\(outcome)")
    #expect(outcome.lines.filter { $0.hasPrefix("restored") }.count == 1)
    #expect(outcome.lines.filter { $0.hasPrefix("nothing to do") }.count == 2)
    #expect(try bench.commitCount() == 4)
    try bench.expectSound()
  }

  @Test func `of two rollbacks that expect the same base, one is told`() throws {
    let base = try bench.tip("staging")
    let outcome = try bench.shell(
      """
      for n in 1 2; do
        ($STRATA rollback staging --to staging~$n --expect \(base); echo "code $?") &
      done
      wait
      """)
    #expect(outcome.lines.filter { $0.hasPrefix("code ") }.sorted() == ["code 0", "code 5"])
    #expect(try bench.commitCount("staging") == 4)
    try bench.expectSound()
  }

  @Test func `a clone knows what is held`() throws {
    try bench.strata("hold", "staging:web", "-m", "Wait for the audit")
    let log = try bench.git("log", "-1", "--format=%B", "env/staging")
    #expect(log.hasPrefix("Wait for the audit\n\nHold: tenant/web@1.0.0\nOperation: "))
    #expect(
      try bench.strata("log", "staging", "-n", "1").text.contains("held      tenant/web@1.0.0"))
  }

  @Test func `a hostile reason is stored and printed safely, a secret refused`() throws {
    let hostile = try bench.strata("hold", "staging:web", "-m", "x\u{1B}[2J")
    #expect(hostile.code == 1)
    let secret = try bench.strata(
      "hold", "staging:web", "-m", "token ghp_" + String(repeating: "a1B2", count: 9))
    #expect(secret.code == 1)
    #expect(!secret.errors.contains("a1B2a1B2"))
    #expect(try bench.commitCount("staging") == 3)
    let log = try String(
      contentsOfFile: bench.repository + "/strata/operations.jsonl", encoding: .utf8)
    #expect(!log.contains("a1B2a1B2"))
  }
}
