import Foundation
import Testing

@Suite struct EditTests {
  private let bench: Workbench
  private let temporary: TemporaryFolder

  init() throws {
    bench = try Workbench()
    temporary = try TemporaryFolder("edits")
    try bench.commit(Export.numbered(3))
  }

  /// Runs `strata edit` with a script of the shell as the editor; `"$@"` are the files.
  private func edit(_ script: String, _ arguments: String...) throws -> Outcome {
    try bench.folder.write("#!/bin/sh\n" + script + "\n", to: "editor")
    return try bench.strata(
      ["edit", "dev:web"] + arguments,
      environment: [
        "EDITOR": "/bin/sh \(bench.folder["editor"])", "TMPDIR": temporary.path,
      ])
  }

  private func values() throws -> String? {
    try bench.strata("export", "dev:web").json()["spec"]["template"]["packs"][0]["values"].string
  }

  private static let layer = "layers/01-addon-nginx.yaml"

  @Test func `an edited text is committed with its message, and nothing is left behind`() throws {
    let outcome = try edit("sed -i 's/replicas: 3/replicas: 5/' \"$@\"", "-m", "More replicas")
    #expect(outcome.code == 0, "\(outcome)")
    let id = try bench.tip().prefix(7)
    #expect(outcome.text == "committed  dev:tenant/web@1.0.0  \(id)  from the editor\n")
    #expect(outcome.errors.hasPrefix("editing dev:tenant/web@1.0.0 in \(temporary.path)/strata-"))
    #expect(try values() == "charts:\n  nginx:\n    replicas: 5\n    port: 80")
    #expect(try bench.git("log", "-1", "--format=%s", "env/dev") == "More replicas\n")
    #expect(try temporary.names() == [])
    try bench.expectSound()
  }

  @Test func `without a change there is no commit`() throws {
    let outcome = try edit("for file; do echo >> $file; done")
    #expect(outcome.code == 0, "\(outcome)")
    #expect(outcome.text == "unchanged  dev:tenant/web@1.0.0  from the editor\n")
    #expect(try bench.commitCount() == 2)
    #expect(try temporary.names() == [])
  }

  @Test func `the files are private and hold what is stored`() throws {
    let seen = bench.folder["seen"]
    let outcome = try edit("{ stat -c '%a %F' . \"$@\" .strata*; echo \"$@\"; } > \(seen)")
    #expect(outcome.code == 0, "\(outcome)")
    #expect(
      String(decoding: try bench.folder.data("seen"), as: UTF8.self) == """
        700 directory
        600 regular file
        600 regular file
        600 regular file
        profile.json \(Self.layer)

        """)
  }

  @Test func `a failed or killed editor commits nothing, and its work is kept and named`() throws {
    for (ending, says) in [
      ("exit 3", "ended with exit code 3"), ("kill -9 $$", "ended with exit code 137"),
    ] {
      let outcome = try edit("echo 'a: 9' > \(Self.layer)\n\(ending)")
      #expect(outcome.code == 1)
      #expect(outcome.errors.contains(says) || outcome.errors.contains("ended by signal 9"))
      let name = try #require(try temporary.names().first)
      #expect(outcome.errors.contains("run 'strata commit \(temporary[name])'"))
      #expect(try bench.commitCount() == 2)
      #expect(
        try String(contentsOfFile: temporary[name] + "/" + Self.layer, encoding: .utf8) == "a: 9\n")
      try FileManager.default.removeItem(atPath: temporary[name])
    }
    #expect(try values()?.contains("replicas: 3") == true)
  }

  @Test func `what is refused is kept, and commit goes on from the corrected files`() throws {
    let outcome = try edit(
      "echo 'a: 9' > \(Self.layer); sed -i 's/1.0.0/1.0/' profile.json", "--no-input")
    #expect(outcome.code == 1)
    #expect(outcome.errors.contains("the profile's version is not strict semver"))
    let folder = temporary[try #require(try temporary.names().first)]
    try bench.shell(
      "sed -i 's/\"version\": \"1.0\"/\"version\": \"1.1.0\"/' \(folder)/profile.json")
    let committed = try bench.strata("commit", folder)
    #expect(committed.code == 0, "\(committed)")
    #expect(committed.text.hasPrefix("committed  dev:tenant/web@1.1.0  "))
    #expect(try values() == "a: 9")
    try bench.expectSound()
  }

  @Test func `garbage, a secret and a stranger are refused and not stored`() throws {
    let token = "ghp_" + String(repeating: "a1", count: 18)
    for (script, says) in [
      ("head -c 100 /bin/sh > profile.json", "profile.json: "),
      ("head -c 100 /bin/sh > \(Self.layer)", "the text is not UTF-8"),
      ("echo 'token: \(token)' > \(Self.layer)", "GitHub token in the values of layer 'nginx'"),
      ("echo > layers/more.yaml", "'profile.json' does not name this file"),
      ("sed -i 's/\"web\"/\"w\\\\u0007eb\"/' profile.json", "control character"),
    ] {
      let outcome = try edit(script)
      #expect(outcome.code == 1, "\(outcome)")
      #expect(outcome.errors.contains(says), "\(outcome)")
      #expect(outcome.errors.contains("the edited files are kept in '"))
      #expect(!outcome.errors.contains(token))
    }
    #expect(try bench.commitCount() == 2)
    try bench.expectSound()
  }

  @Test func `a profile that changed meanwhile is a conflict, and the work is kept`() throws {
    let other = try bench.folder.write(Export.numbered(4).json, to: "other.json")
    let outcome = try edit(
      "echo 'a: 9' > \(Self.layer); \(Tool.path) commit \(other) --env dev "
        + "--repo \(bench.repository) > /dev/null")
    #expect(outcome.code == 5, "\(outcome)")
    #expect(outcome.errors.contains("'tenant/web@1.0.0' was changed in 'dev' meanwhile"))
    #expect(try temporary.names().count == 1)
    #expect(try values()?.contains("replicas: 4") == true)
    try bench.expectSound()
  }

  @Test func `killed while the editor is open, the work is there and goes on`() throws {
    let outcome = try edit(
      """
      printf 'a: 9' > \(Self.layer)
      parent=$PPID
      while test "$(cat /proc/$parent/comm)" != strata; do
        parent=$(sed 's/.*) [A-Z] //; s/ .*//' /proc/$parent/stat)
      done
      kill -9 $parent
      """)
    #expect(outcome.signal == 9, "\(outcome)")
    let folder = temporary[try #require(try temporary.names().first)]
    #expect(outcome.errors.contains(" in \(folder)\n"))
    #expect(try bench.commitCount() == 2)
    #expect(try bench.strata("commit", folder).code == 0)
    #expect(try values() == "a: 9")
    try bench.expectSound()
  }

  @Test func `what the editor prints is no part of the result`() throws {
    let outcome = try edit("echo 'a: 9' > \(Self.layer); echo chatter", "--json")
    #expect(try outcome.json()["items"][0]["result"].string == "committed")
    #expect(outcome.errors.contains("chatter"))
  }

  @Test func `an edited profile among exports is told apart`() throws {
    try bench.strata("edit", "dev:web", "--out", "all/web")
    let outcome = try bench.strata("commit", "all", "--env", "dev")
    #expect(outcome.code == 64)
    #expect(outcome.errors.contains("'all/web' is an edited profile, and is committed alone"))
    try FileManager.default.removeItem(atPath: bench.folder["all/web/profile.json"])
    let broken = try bench.strata("commit", "all/web", "--json")
    #expect(broken.code == 1)
    #expect(
      try broken.json()["error"]["message"].string?.hasSuffix(
        "all/web/profile.json: the file is not there") == true)
  }

  @Test func `a dry run of an edited folder says what it would do and writes nothing`() throws {
    try bench.strata("edit", "dev:web", "--out", "w")
    try bench.folder.write("a: 9", to: "w/\(Self.layer)")
    let tip = try bench.tip()
    let dry = try bench.strata("commit", "w", "--dry-run")
    #expect(dry.text == "would commit  dev:tenant/web@1.0.0  from w\n")
    #expect(try bench.strata("commit", "w", "--expect", "dev~1").code == 5)
    #expect(try bench.tip() == tip)
    #expect(try bench.strata("commit", "w", "--expect", String(tip)).code == 0)
  }

  @Test func `without an editor there is a clear error`() throws {
    let outcome = try bench.strata("edit", "dev:web")
    #expect(outcome.code == 64)
    #expect(
      outcome.errors == """
        error: there is no editor: neither VISUAL nor EDITOR is set, and this is no terminal
        hint: set EDITOR, or write the files with --out DIR and take them in with 'strata commit DIR'

        """)
  }

  @Test func `only the newest state is edited`() throws {
    let outcome = try bench.strata("edit", "dev~1:web", environment: ["EDITOR": "true"])
    #expect(outcome.code == 64)
    #expect(try bench.strata("edit", "dev:none", environment: ["EDITOR": "true"]).code == 6)
  }

  @Test func `a folder is written for later, and commit knows where it belongs`() throws {
    let written = try bench.strata("edit", "dev:web", "--out", "w/web")
    #expect(
      written.text == """
        wrote  dev:tenant/web@1.0.0  as 2 files to w/web
        when they are edited: strata commit w/web

        """)
    #expect(try bench.strata("commit", "w/web").text.hasPrefix("unchanged  dev:tenant/web@1.0.0"))
    for number in [7, 8] {
      try bench.folder.write("a: \(number)\n", to: "w/web/\(Self.layer)")
      let committed = try bench.strata("commit", "w/web", "-m", "By hand \(number)")
      #expect(committed.code == 0, "\(committed)")
      #expect(try values() == "a: \(number)")
    }
    try bench.commit(Export.numbered(4))
    try bench.folder.write("a: 9\n", to: "w/web/\(Self.layer)")
    let late = try bench.strata("commit", "w/web")
    #expect(late.code == 5, "\(late)")
    #expect(try values()?.contains("replicas: 4") == true)
    let elsewhere = try bench.strata("commit", "w/web", "--env", "prod", "--scope", "projects/p")
    #expect(elsewhere.text.hasPrefix("committed  prod:projects/p/web@1.0.0"), "\(elsewhere)")
    try bench.expectSound()
  }

  @Test func `a folder that is not empty is left alone`() throws {
    try bench.folder.write("mine", to: "w/note.txt")
    let outcome = try bench.strata("edit", "dev:web", "--out", "w")
    #expect(outcome.code == 1)
    #expect(outcome.errors.contains("cannot write to 'w': the folder is not empty"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: bench.folder["w"]) == ["note.txt"])
  }

  @Test func `a commit of exports still needs its environment`() throws {
    let outcome = try bench.strata("commit", "-", input: Export().json)
    #expect(outcome.code == 64)
    #expect(outcome.errors.contains("Missing expected argument '--env <env>'"))
  }

  @Test func `on a terminal a refused text comes back to the editor`() throws {
    guard FileManager.default.isExecutableFile(atPath: "/usr/bin/script") else { return }
    try bench.folder.write(
      """
      #!/bin/sh
      if test -e \(bench.folder["second"]); then echo 'a: 2' > \(Self.layer)
      sed -i 's/"1.0"/"1.0.0"/' profile.json
      else sed -i 's/"version": "1.0.0"/"version": "1.0"/' profile.json
      touch \(bench.folder["second"]); fi
      """, to: "editor")
    let outcome = try bench.shell(
      "echo | EDITOR='/bin/sh \(bench.folder["editor"])' TMPDIR=\(temporary.path) "
        + "script -qec \"$STRATA edit dev:web\" /dev/null")
    #expect(outcome.code == 0, "\(outcome)")
    #expect(outcome.text.contains("edit again? [Y/n]"))
    #expect(try values() == "a: 2")
    #expect(try temporary.names() == [])
  }
}
