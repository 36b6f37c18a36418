import Foundation
import Testing

/// What `verify` finds, and what a command does on a repository that is not as it should be.
@Suite struct DamageCommandTests {
  private let bench: Workbench

  init() throws {
    bench = try Workbench()
    try bench.commit(.numbered(1))
  }

  @Test func `a sound repository is counted and exit code 0`() throws {
    let outcome = try bench.strata("verify")
    #expect(outcome.code == 0)
    #expect(outcome.text.wholeMatch(of: /\d+ objects, 4 commits, 1 document: all sound\n/) != nil)
    let json = try bench.strata("verify", "--json").json()
    #expect(json["problems"].count == 0)
    #expect(json["documents"].int == 1)
  }

  @Test func `a document that was pushed past strata is found and can be superseded`() throws {
    try bench.shell(
      """
      git clone -q -b env/dev strata.git clone && cd clone &&
      sed -i 's/replicas: 1/replicas: 2/' tenant/profiles/web/1.0.0.json &&
      git commit -qam 'By hand' && git -C ../strata.git fetch -q "$PWD" env/dev:env/dev
      """)
    let tip = try bench.tip().prefix(7)
    let outcome = try bench.strata("verify")
    #expect(outcome.code == 1)
    #expect(
      outcome.text.hasPrefix(
        "damaged  env/dev commit \(tip): changes documents and was not written by strata\n"))
    let advice =
      "hint: commit a good export over a damaged document; fetch damaged objects from a clone; "
      + "history is never rewritten, so a commit that strata did not write stays listed\n"
    #expect(outcome.text.hasSuffix(": 1 problem\n" + advice))
    let problem = try bench.strata("verify", "--json").json()["problems"][0]
    #expect(problem["place"].string == "env/dev commit \(tip)")
    #expect(try bench.strata("export", "dev:web").text.contains("replicas: 2"))
    try bench.commit(.numbered(3))
    #expect(try bench.strata("promote", "web", "--from", "dev").code == 0)
  }

  @Test func `a stored document that is not canonical is named, not shown`() throws {
    try bench.shell(
      """
      git clone -q -b env/dev strata.git clone && cd clone &&
      sed -i 's/"name": "web"/"name":  "web"/' tenant/profiles/web/1.0.0.json &&
      git commit -qam 'By hand' && git -C ../strata.git fetch -q "$PWD" env/dev:env/dev
      """)
    for command in ["export", "show", "masked", "log"] {
      let outcome = try bench.strata(command, "dev:web@1.0.0")
      #expect((outcome.code == 0) == (command == "log"), "\(command)")
      if command == "log" { continue }
      #expect(outcome.text == "")
      #expect(
        outcome.errors.hasPrefix(
          "error: the stored document 'tenant/web@1.0.0' is damaged: line "), "\(outcome.errors)")
      let hint =
        "hint: run 'strata verify' to see what else is; a good export can be committed over it\n"
      #expect(outcome.errors.hasSuffix(hint))
    }
    #expect(try bench.strata("verify").code == 1)
  }

  @Test(arguments: ["", "garbage\n"])
  func `a branch whose file holds no commit is named, never left out`(content: String) throws {
    try bench.shell("printf %s '\(content)' > strata.git/refs/heads/env/prod")
    let outcome = try bench.strata("verify")
    #expect(outcome.code == 1)
    #expect(
      outcome.text.contains(
        "damaged  refs/heads/env/prod: its file holds no commit; "
          + "its last values are in 'logs/refs/heads/env/prod'\n"))
    #expect(try bench.strata("env", "list").code == 1)
    try bench.shell(
      "tail -n 1 strata.git/logs/refs/heads/env/prod | cut -d' ' -f2 > strata.git/refs/heads/env/prod"
    )
  }

  @Test func `a loose object that was cut is named within seconds`() throws {
    let damage = try bench.shell(
      """
      o=$(echo hello | git -C strata.git hash-object -w --stdin)
      f=strata.git/objects/${o:0:2}/${o:2}; chmod u+w $f; truncate -s 10 $f; echo $o
      timeout 20 $STRATA verify; echo "code $?"
      """)
    #expect(damage.lines.count == 5)
    #expect(damage.lines[1] == "damaged  \(damage.lines[0]): its file is cut short or damaged")
    #expect(damage.lines.last == "code 1")
    try bench.commit(.numbered(2))
  }

  @Test func `a pack that was cut is an error that names it, not something missing`() throws {
    try bench.strata("upkeep")
    try bench.shell(
      "for f in strata.git/objects/pack/*.pack; do chmod u+w $f; truncate -s 100 $f; done")
    let outcome = try bench.strata("export", "dev:web")
    #expect(outcome.code == 1)
    #expect(!outcome.errors.contains("there is no such"), "\(outcome.errors)")
    let verified = try bench.strata("verify")
    #expect(verified.code == 1)
    #expect(verified.description.contains("pack-"), "\(verified)")
  }

  @Test(.enabled(if: geteuid() == 0))
  func `a repository of another user is not opened`() throws {
    try bench.shell("chown -R 1234 strata.git")
    let outcome = try bench.strata("log", "dev")
    #expect(outcome.code == 1)
    #expect(
      outcome.errors == """
        error: cannot open the repository '\(bench.repository)': '\(bench.repository)' belongs to \
        user 1234, this process runs as user 0
        hint: run as the owner, or change the owner with chown -R

        """)
  }

  @Test func `an interrupt ends a command with nothing written`() throws {
    let outcome = try bench.shell(
      """
      mkfifo in; exec 3<>in
      env --default-signal=INT $STRATA commit - --env dev < in & p=$!
      until [ "$(readlink /proc/$p/exe)" = "$(readlink -f $STRATA)" ]; do :; done
      kill -INT $p; wait $p; echo "code $?"
      """)
    #expect(outcome.text == "code 130\n")
    #expect(try bench.commitCount() == 2)
    try bench.expectSound()
  }

  @Test func `abort stops at the first target that fails`() throws {
    try bench.commit(.numbered(8), to: "staging")
    let arguments = ["import", "dev:web", "--to", "staging", "--to", "prod"]
    #expect(try bench.strata(arguments + ["--on-error", "abort"]).code == 3)
    #expect(try bench.commitCount("prod") == 1)
    #expect(try bench.strata(arguments + ["--on-error", "ignore"]).code == 0)
    #expect(try bench.commitCount("prod") == 2)
    try bench.expectSound()
  }

  @Test func `300 files land in one command, whatever the size of a batch`() throws {
    for number in 0..<300 {
      try bench.folder.write(
        Export.numbered(number, name: "p\(number % 100)").json, to: "in/\(1000 + number).json")
    }
    let base = try bench.tip()
    let outcome = try bench.strata("commit", "in", "--env", "dev", "--expect", base, "--json")
    #expect(outcome.code == 0)
    #expect(try outcome.json()["committed"].int == 300)
    #expect(try bench.commitCount() == 302)
    try bench.expectSound()
  }
}
