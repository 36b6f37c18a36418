import Foundation
import Testing

/// Which registry of the target packs come from, as a person says it.
@Suite struct RegistriesCommandTests {
  private let bench: Workbench

  init() throws {
    bench = try Workbench()
    try bench.commit(.numbered(1))
    let facts = """
      {"packs": {"nginx": {"Corp Mirror": ["1.9.4"], "Palette Registry": ["1.9.4"]}},
       "registries": {"Corp Mirror": {"kind": "oci", "uid": "c1"}, "Palette Registry": {"uid": "p1"}}}
      """
    let known = try bench.strata("facts", "import", "-", "--env", "staging", input: facts)
    try #require(known.code == 0, "\(known)")
  }

  private func registry() throws -> String? {
    try bench.strata("show", "staging:web", "--json").json()["layers"][0]["registry"]["name"].string
  }

  @Test func `an open choice is refused, names the options, and is made with a flag`() throws {
    let tip = try bench.tip("staging")
    let open = try bench.strata("promote", "web", "--from", "dev")
    #expect(open.code == 3)
    #expect(
      open.text.contains(
        "error    several-registries  addon nginx: nginx 1.9.4 is in several registries: "
          + "'Corp Mirror', 'Palette Registry'\n"))
    #expect(open.text.contains("remedy: choose one with --registry-for 'nginx=Corp Mirror'"))
    #expect(try bench.tip("staging") == tip)
    let chosen = ["promote", "web", "--from", "dev", "--registry-for", "nginx=Corp Mirror"]
    let dry = try bench.strata(chosen + ["--dry-run"])
    #expect(dry.text.contains("would keep   pack nginx → 'Corp Mirror', for staging\n"))
    #expect(try bench.tip("staging") == tip)
    let real = try bench.strata(chosen)
    #expect(real.code == 0, "\(real)")
    #expect(
      real.text.contains("             registry 'Public Repo' → 'Corp Mirror': nginx\n"))
    #expect(real.text.contains("remembered   pack nginx → 'Corp Mirror', for staging\n"))
    #expect(try registry() == "Corp Mirror")
    #expect(try bench.strata("promote", "web", "--from", "dev").text.hasPrefix("up to date"))
    try bench.expectSound()
  }

  @Test func `choices are set, listed, used and forgotten`() throws {
    let set = try bench.strata(
      "registries", "set", "staging", "--registry", "Public Repo=Corp Mirror")
    #expect(set.code == 0, "\(set)")
    try bench.strata(
      "registries", "set", "staging:projects/pay", "--registry-for", "nginx=Palette Registry#p9")
    #expect(
      try bench.strata("registries").text == """
        staging  registry 'Public Repo' → 'Corp Mirror'
        staging  pack nginx → 'Palette Registry#p9' in projects/pay

        """)
    #expect(
      try bench.strata("env", "show", "staging").text.contains(
        "\n  registry 'Public Repo' → 'Corp Mirror'\n"))
    #expect(try bench.strata("promote", "web", "--from", "dev").code == 0)
    #expect(try registry() == "Corp Mirror")
    try bench.strata("import", "dev:web", "--to", "staging:projects/pay")
    let own = try bench.strata("show", "staging:projects/pay/web", "--json").json()
    #expect(own["layers"][0]["registry"]["name"].string == "Palette Registry")
    #expect(own["layers"][0]["registry"]["uid"].string == "p9")
    #expect(
      try bench.strata("registries", "forget", "staging", "--registry-for", "nginx").code == 6)
    try bench.strata("registries", "forget", "staging", "--registry", "Public Repo")
    try bench.strata("registries", "forget", "staging:projects/pay", "--all")
    #expect(try bench.strata("registries", "list", "staging").text == "no registry is chosen\n")
    try bench.expectSound()
  }

  @Test func `a pack that no layer has is a slip of the pen`() throws {
    let slip = try bench.strata("promote", "web", "--from", "dev", "--registry-for", "ngin=Corp")
    #expect(slip.code == 64)
    #expect(
      slip.errors
        == "error: no layer of 'web' is of the pack 'ngin'\nhint: the packs are 'nginx'\n")
  }

  @Test func `an unknown member of the file is named by verify`() throws {
    try bench.shell(
      """
      git clone -q -b env/staging strata.git clone && cd clone &&
      echo '{"choices": [{"pak": "nginx", "registry": "Corp"}], "format": 1}' > registries.json &&
      git add . && git commit -qm x && git -C ../strata.git fetch -q "$PWD" env/staging:env/staging
      """)
    let verified = try bench.strata("verify")
    #expect(verified.code != 0)
    #expect(verified.description.contains("unknown member 'pak'; did you mean 'pack'?"))
    #expect(try bench.strata("promote", "web", "--from", "dev").code == 1)
  }

  /// A terminal of its own for the tool, with an answer for each question.
  private static let terminal = """
    import os, pty, select, sys, time
    answers, pid, fd, out, seen, end = sys.argv[1].split(","), *pty.fork(), b"", 0, time.time() + 60
    if pid == 0: os.execv(sys.argv[2], sys.argv[2:])
    while time.time() < end:
        if select.select([fd], [], [], 1)[0]:
            try: data = os.read(fd, 4096)
            except OSError: break
            if not data: break
            out += data
        if out.count(b"for none: ") > seen:
            seen += 1
            os.write(fd, (answers.pop(0) if answers else "").encode() + b"\\n")
    else: os.kill(pid, 9)
    sys.stdout.write(out.decode().replace("\\r", ""))
    sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
    """

  @Test(.enabled(if: ProcessInfo.processInfo.environment["STRATA_PYTHON"] != nil))
  func `on a terminal the tool asks, again where it does not understand, and remembers`() throws {
    let python = try #require(ProcessInfo.processInfo.environment["STRATA_PYTHON"])
    try bench.folder.write(Self.terminal, to: "terminal.py")
    let ask = { (answers: String, more: [String]) in
      try Execution(
        program: python,
        arguments: ["terminal.py", answers, Tool.path, "promote", "web", "--from", "dev"] + more,
        folder: bench.folder.path
      ).run()
    }
    let silent = try ask("1", ["--no-input"])
    #expect(silent.code == 3 && !silent.text.contains("which one?"))
    #expect(try ask("", []).code == 3)
    let asked = try ask("7,2a", [])
    #expect(asked.code == 0, "\(asked)")
    #expect(
      asked.text.hasPrefix(
        """
        nginx 1.9.4 from 'Public Repo' is in several registries of staging:
          1  Corp Mirror
          2  Palette Registry
        which one? 1 to 2,
        """))
    #expect(try registry() == "Palette Registry")
    #expect(
      try bench.strata("registries", "list", "staging").text
        == "staging  registry 'Public Repo' → 'Palette Registry'\n")
    try bench.expectSound()
  }
}
