import Foundation
import Testing

/// `plan` and `apply` as a person meets them: practice's traps 13, 14 and 16.
@Suite struct PlanCommandTests {
  private let bench: Workbench

  init() throws {
    bench = try Workbench()
    try bench.commit(.numbered(1))
  }

  @discardableResult
  private func plan(
    _ arguments: String..., to file: String = "web.plan", code: Int32 = 0
  ) throws -> Outcome {
    let outcome = try bench.strata(["plan"] + arguments + ["--out", file])
    #expect(outcome.code == code, "\(outcome)")
    return outcome
  }

  private func text(_ name: String) throws -> String {
    String(decoding: try bench.folder.data(name), as: UTF8.self)
  }

  @Test func `a plan shows what differs, and apply writes just that`() throws {
    try bench.strata("promote", "web", "--from", "dev")
    try bench.commit(.numbered(2))
    let before = try bench.tip("staging")
    let planned = try plan("promote", "web", "--from", "dev")
    #expect(
      planned.text.replacing(/@[0-9a-f]{7}/, with: "@ID").replacing(
        /sha256:[0-9a-f]+/, with: "HASH"
      )
      .contains(
        """

        staging:tenant/web@1.0.0  current staging@ID → proposed dev@ID
            ~  addon  nginx   1.9.4    1 value
          Summary: 1 changed, 0 unchanged layers; 1 value

        plan HASH…  1 profile version; it holds while nothing of what it stands on moves

        """), "\(planned)")
    #expect(planned.errors == "wrote web.plan: carry it out with 'strata apply web.plan'\n")
    #expect(try bench.tip("staging") == before)
    let applied = try bench.strata("apply", "web.plan")
    #expect(applied.code == 0, "\(applied)")
    #expect(applied.text.hasPrefix("written      dev:tenant/web@1.0.0 → staging:tenant/web@1.0.0"))
    let again = try bench.strata("apply", "web.plan")
    #expect(again.code == 0)
    #expect(
      again.text.replacing(/[0-9a-f]{16} of [^,]*/, with: "ID")
        == "up to date   staging  this plan was applied by operation ID, Grace\n")
    #expect(
      try bench.strata("apply", "web.plan", "--json").json()["targets"][0]["appliedBefore"][
        "commit"
      ]
      .string == bench.tip("staging"))
    try bench.expectSound()
  }

  @Test func `the branch moved at the same document: code 5, each thing named, nothing written`()
    throws
  {
    try plan("promote", "web", "--from", "dev")
    try bench.commit(.numbered(2))
    try bench.commit(.numbered(7), to: "staging")
    let before = try bench.tip("staging")
    for more in [["--dry-run"], []] {
      let outcome = try bench.strata(["apply", "web.plan"] + more)
      #expect(outcome.code == 5)
      #expect(
        outcome.errors.replacing(/[0-9a-f]{7}/, with: "ID") == """
          error: the plan is stale: 'dev:tenant/web@1.0.0' moved from ID to ID; \
          'staging:tenant/web@1.0.0' is new: ID
          hint: nothing was written; write it anew with 'strata plan', and look at what it says

          """)
    }
    let error = try bench.strata("apply", "web.plan", "--json").json()["error"]
    #expect(error["code"].string == "stale-plan")
    #expect(error["details"].count == 2)
    #expect(error["details"][0]["to"].string == (try bench.tip()))
    #expect(try bench.tip("staging") == before)
  }

  @Test func `plan, dry run, promotion and apply come to the same`() throws {
    let missing = #"{"macros":{"tenant":[],"system":[]}}"#
    try bench.folder.write(missing, to: "facts.json")
    var export = Export.numbered(2)
    export.layers[0].values += "\n    name: '{{.spectro.macro.missing}}'"
    for facts in [false, true] {
      if facts {
        let taken = try bench.strata("facts", "import", "facts.json", "--env", "staging")
        try #require(taken.code == 0, "\(taken)")
        try bench.commit(export)
      }
      let dry = try bench.strata("promote", "web", "--from", "dev", "--dry-run", "--json")
      let planned = try plan("promote", "web", "--from", "dev", "--json", code: dry.code)
      let applied = try bench.strata("apply", "web.plan", "--dry-run", "--json")
      #expect(applied.code == dry.code)
      let (a, b) = (try applied.json()["targets"][0], try dry.json()["targets"][0])
      #expect(a["items"].count == 1)
      #expect(try Self.sorted(a["items"]) == Self.sorted(b["items"]))
      let findings = try planned.json()["targets"][0]["items"][0]["findings"]
      #expect(findings.count == a["items"][0]["findings"].count)
      #expect(findings.count > 0)
      let real = try bench.strata("apply", "web.plan")
      #expect(real.code == dry.code, "\(real)")
      #expect(dry.code == (facts ? 3 : 0))
    }
    #expect(try bench.commitCount("staging") == 3)
  }

  private static func sorted(_ json: JSON) throws -> String {
    let data = try JSONSerialization.data(
      withJSONObject: json.value ?? [Any](), options: [.sortedKeys])
    return String(decoding: data, as: UTF8.self)
  }

  @Test func `two applies at once: exactly one lands, and the other says so`() throws {
    for number in 2...5 { try bench.commit(.numbered(number)) }
    try plan("promote", "web", "--from", "dev")
    let outcome = try bench.shell(
      """
      for n in 1 2 3 4; do ($STRATA apply web.plan; echo "code $?") & done
      wait
      """)
    #expect(outcome.lines.filter { $0 == "code 0" }.count == 4, "\(outcome)")
    #expect(outcome.lines.filter { $0.hasPrefix("written") }.count == 1)
    #expect(outcome.lines.filter { $0.contains("this plan was applied by operation") }.count == 3)
    #expect(try bench.commitCount("staging") == 6)
    try bench.expectSound()
  }

  @Test func `two plans for one document: the first wins, the second is stale`() throws {
    try plan("promote", "web", "--from", "dev", to: "a.plan")
    try plan("promote", "web", "--from", "dev", "--on-error", "abort", to: "b.plan")
    let outcome = try bench.shell(
      "for n in a b; do ($STRATA apply $n.plan > /dev/null 2>&1; echo \"code $?\") & done; wait")
    #expect(outcome.lines.sorted() == ["code 0", "code 5"])
    #expect(try bench.commitCount("staging") == 2)
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/strace")))
  func `a kill at every point of an apply leaves old or new, and running it again ends it`() throws
  {
    try bench.commit(.numbered(2))
    try bench.commit(.numbered(1, name: "db"))
    try plan("promote", "--all", "--from", "dev")
    let calls = "openat,write,rename,renameat,unlink,fsync,ftruncate,close"
    let count = try bench.shell(
      """
      cp -r strata.git base.git
      strace -f -qq -e trace=\(calls) -o trace $STRATA --repo base.git apply web.plan >&2
      grep -n 'base.git/' trace | head -1 | cut -d: -f1
      wc -l < trace
      """)
    let numbers = count.lines.compactMap { Int($0) }
    try #require(numbers.count == 2, "\(count)")
    for point in stride(
      from: numbers[0], through: numbers[1], by: max(1, (numbers[1] - numbers[0]) / 15))
    {
      let outcome = try bench.shell(
        """
        rm -rf try.git; cp -r strata.git try.git
        strace -f -qq -e trace=\(calls) -e inject=\(calls):signal=KILL:when=\(point) -o /dev/null \
          $STRATA --repo try.git apply web.plan > first 2>&1
        count=$(git -C try.git rev-list --count env/staging)
        case $count in 1|4) ;; *) echo "half at \(point): $count" ;; esac
        grep -q ^written first && [ $count = 1 ] && echo "lied at \(point)"
        $STRATA --repo try.git apply web.plan > second || echo "blocked at \(point)"
        grep -q $([ $count = 1 ] && echo ^written || echo applied) second || echo "off at \(point)"
        [ $(git -C try.git rev-list --count env/staging) = 4 ] || echo "twice at \(point)"
        $STRATA --repo try.git verify > /dev/null || echo "not sound at \(point)"
        """)
      #expect(outcome.text == "", "\(outcome)")
    }
  }

  @Test func `a file: read again, and refused where it says something else`() throws {
    try bench.folder.write(Export.numbered(4, name: "new").json, to: "new.json")
    try plan("import", "new.json", "--to", "prod", "--to", "prod:projects/p", "-m", "By hand")
    try bench.folder.write(Export.numbered(5, name: "new").json, to: "new.json")
    let moved = try bench.strata("apply", "web.plan")
    #expect(moved.code == 5)
    #expect(moved.errors.contains("'new.json:tenant/new@1.0.0' moved from "))
    #expect(moved.errors.contains("'new.json:projects/p/new@1.0.0' moved from "))
    #expect(try bench.commitCount("prod") == 1)
    try bench.folder.write(Export.numbered(4, name: "new").json, to: "elsewhere.json")
    let applied = try bench.strata("apply", "web.plan", "--file", "elsewhere.json")
    #expect(applied.code == 0, "\(applied)")
    #expect(try bench.commitCount("prod") == 3)
    #expect(try bench.git("log", "-1", "--format=%s", "env/prod") == "By hand\n")
    #expect(try bench.strata("apply", "web.plan", "--file", "elsewhere.json").code == 0)
    #expect(try bench.commitCount("prod") == 3)
    try bench.expectSound()
  }

  @Test func `a required plan shuts every other way in`() throws {
    try bench.folder.write(Export.numbered(4).json, to: "web.json")
    let set = try bench.strata("env", "set", "staging", "--protect", "required-plan")
    #expect(set.code == 0, "\(set)")
    for door in [
      ["promote", "web", "--from", "dev"], ["import", "dev:web", "--to", "staging:projects/p"],
      ["import", "web.json", "--to", "staging"],
    ] {
      for more in [["--dry-run"], []] {
        let refused = try bench.strata(door + more)
        #expect(refused.code == 5, "\(refused)")
      }
      let planned = try bench.strata(["plan"] + door + ["--out", "door.plan"])
      #expect(planned.code == 0, "\(planned)")
    }
    #expect(try bench.commitCount("staging") == 2)
    #expect(try bench.strata("apply", "door.plan").code == 0)
    #expect(try bench.strata("rollback", "staging", "--to", "staging~1").code == 0)
    #expect(try bench.strata("undo").code == 0)
    try bench.expectSound()
  }

  @Test func `a conflict is in the plan, and its answers are read again`() throws {
    try bench.strata("promote", "web", "--from", "dev")
    try bench.commit(.numbered(9), to: "staging", "-m", "Hot fix")
    try bench.commit(.numbered(2))
    let open = try plan(
      "promote", "web", "--from", "dev", "--conflicts", "answers.json", code: 5)
    #expect(open.errors.contains("'strata apply' will refuse it as long as this is so"))
    let refused = try bench.strata("apply", "web.plan")
    #expect(refused.code == 5)
    #expect(refused.text.hasPrefix("refused      dev:tenant/web@1.0.0"))
    let sheet = try text("answers.json")
    try bench.folder.write(
      sheet.replacing(/"take": (null|"")/, with: #""take": "theirs""#), to: "answers.json")
    try plan("promote", "web", "--from", "dev", "--resolve", "answers.json")
    try bench.folder.write(
      sheet.replacing(/"take": (null|"")/, with: #""take": "ours""#), to: "answers.json")
    let other = try bench.strata("apply", "web.plan")
    #expect(other.code == 5, "\(other)")
    #expect(other.errors.contains("does not come out as it was made: 'staging:tenant/web@1.0.0'"))
    try bench.folder.write(
      sheet.replacing(/"take": (null|"")/, with: #""take": "theirs""#), to: "good.json")
    #expect(try bench.strata("apply", "web.plan", "--resolve", "good.json").code == 0)
    #expect(try bench.strata("export", "staging:web").text.contains("replicas: 2"))
    try bench.expectSound()
  }

  @Test func `an edited plan, a torn one and one of another repository are told apart`() throws {
    try plan("promote", "web", "--from", "dev")
    let text = try text("web.plan")
    let cases = [
      (text.replacing("staging", with: "prod"), "the file was changed since it was written"),
      (String(text.prefix(text.count / 2)), "web.plan: "),
      (text.replacing("strata-plan/1", with: "strata-plan/2"), "must be 'strata-plan/1'"),
      (String(repeating: "{\"a\":", count: 5000), "web.plan: "), ("", "web.plan: "),
    ]
    for (changed, words) in cases {
      try bench.folder.write(changed, to: "web.plan")
      let outcome = try bench.strata("apply", "web.plan")
      #expect(outcome.code == 1)
      #expect(outcome.errors.contains(words), "\(outcome)")
    }
    try bench.folder.write(text, to: "web.plan")
    let other = try Workbench()
    let foreign = try other.strata("apply", bench.folder["web.plan"])
    #expect(foreign.code == 1)
    #expect(foreign.errors.contains("the plan was made in another one"))
    #expect(try bench.strata("apply", "none.plan").code == 6)
    #expect(try bench.strata("apply", "web.plan", "--file", "x.json").code == 64)
    #expect(try bench.commitCount("prod") == 1)
  }

  @Test func `a plan holds no document, and no secret`() throws {
    let token = "ghp" + "_" + "aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5"
    var export = Export.numbered(3, name: "keys")
    export.layers[0].values += "\n    note: a text that only documents hold\n    token: \(token)"
    try bench.folder.write(export.json, to: "keys.json")
    let refused = try bench.strata("plan", "import", "keys.json", "--to", "prod", "--out", "k.plan")
    #expect(refused.code == 1)
    #expect(!(try bench.folder.names().contains("k.plan")))
    let message = try bench.strata(
      "plan", "import", "keys.json", "--to", "prod", "--mask", "-m", "use \(token)", "--out",
      "k.plan")
    #expect(message.code == 1)
    #expect(!(try bench.folder.names().contains("k.plan")))
    let planned = try bench.strata(
      "plan", "import", "keys.json", "--to", "prod", "--mask", "--out", "k.plan")
    #expect(planned.code == 0, "\(planned)")
    let text = try text("k.plan")
    for hidden in [token, "only documents hold", "replicas"] {
      #expect(!text.contains(hidden))
      #expect(!planned.text.contains(hidden))
    }
    #expect(try bench.strata("apply", "k.plan").code == 0)
    #expect(try bench.strata("export", "prod:keys").text.contains("only documents hold"))
    try bench.expectSound()
  }

  @Test func `an older plan of another target is found in a clone too`() throws {
    try plan("promote", "web", "--from", "dev")
    try bench.strata("apply", "web.plan")
    try bench.shell(
      "cp -r strata.git other.git; rm other.git/strata/operations.jsonl")
    let again = try bench.strata("--repo", "other.git", "apply", "web.plan")
    #expect(again.code == 0)
    #expect(again.text.contains("this plan was applied by operation"))
  }
}
