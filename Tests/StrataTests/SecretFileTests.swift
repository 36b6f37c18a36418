import Foundation
import Testing

/// What becomes of secrets when the process that has them is interrupted, and who may say where they come from.
@Suite struct SecretFileTests {
  private let bench: Workbench

  init() throws {
    bench = try Workbench()
    var export = Export()
    export.layers[0].values = "a:\n  pw: ********"
    try bench.commit(export)
    let outcome = try bench.strata(
      "fill", "dev:web", "--layer", "nginx", "--path", "a.pw", "--from", "cmd:pw")
    try #require(outcome.code == 0, "\(outcome)")
  }

  private func configure(_ run: String) throws {
    try bench.folder.write(
      "{\"format\": 1, \"commands\": {\"pw\": {\"run\": \(run)}}}", to: "own/config.json")
    try bench.shell("chmod 600 own/config.json; mkdir -p out")
  }

  private let export =
    "STRATA_CONFIG=own/config.json $STRATA export dev:web --fill --out out/o.json"

  @Test(.enabled(if: KillPoints.isPossible), arguments: [["", "new"], ["old", "", "new"]])
  func `a kill at every point of a filled export leaves no other file with secrets`(
    _ states: [String]
  ) throws {
    try configure(#"["printf", "planted-hunter2"]"#)
    let start = states[0].isEmpty ? "rm -f out/*" : "echo old > out/o.json"
    let command =
      "STRATA_CONFIG=own/config.json $STRACE $STRATA export dev:web --fill --out out/o.json"
    let points = try KillPoints(
      of: "\(start); \(command)", touching: bench.folder["out"], in: bench)
    var found: Set<String> = []
    for point in points.options {
      let outcome = try bench.shell(
        """
        \(start); STRACE="strace -f -qq -o /dev/null \(point)"
        \(command) > /dev/null 2>&1
        grep -qs old out/o.json && echo old
        grep -qs planted-hunter2 out/o.json && tail -c 2 out/o.json | grep -q } && echo new
        ls -A out | grep -v ^o.json$
        grep -rl planted-hunter2 . | grep -v -e out/o.json -e own/config.json
        true
        """)
      let state = outcome.lines.joined(separator: " ")
      #expect(states.contains(state), "\(point): \(outcome)")
      found.insert(state)
    }
    #expect(found == Set(states))
  }

  @Test(.enabled(if: KillPoints.isPossible))
  func `a file system without files that have no name will do`() throws {
    try configure(#"["printf", "planted-hunter2"]"#)
    for old in ["", "old"] {
      let outcome = try bench.shell(
        """
        rm -f out/*; [ -z "\(old)" ] || echo "\(old)" > out/o.json
        STRATA_CONFIG=own/config.json strace -f -qq -P $PWD/out -o trace \
          -e inject=openat:error=EOPNOTSUPP:when=1 $STRATA export dev:web --fill --out out/o.json
        echo $?; grep -c TMPFILE trace; ls -A out; stat -c %a out/o.json; grep -c planted-hunter2 out/o.json
        """)
      #expect(outcome.text == "0\n1\no.json\n600\n1\n", "\(outcome)")
    }
  }

  @Test(arguments: [("INT", 130), ("TERM", 143)])
  func `an interrupt ends a source's command with all that it started`(
    _ signal: String, _ code: Int
  ) throws {
    try configure(#"["sh", "-c", "sleep 1000 & echo $! > child; wait"]"#)
    let outcome = try bench.shell(
      """
      \(export) & p=$!
      until [ -s child ]; do read -t 0.01 <> <(:); done
      kill -\(signal) $p; wait $p; echo $?
      while grep -qs '^State:.[^ZX]' /proc/$(cat child)/status; do read -t 0.01 <> <(:); done
      ls -A out
      """)
    #expect(outcome.text == "\(code)\n", "\(outcome)")
  }

  @Test func `a source's command has no terminal and a bounded output`() throws {
    try configure(#"["sh", "-c", "(: < /dev/tty) && echo there || echo none"]"#)
    #expect(try bench.shell(export).code == 0)
    #expect(try bench.shell("grep -c none out/o.json").text == "1\n")
    try configure(#"["sh", "-c", "yes planted-hunter2 | head -c 3000000"]"#)
    let outcome = try bench.shell(export)
    #expect(outcome.code == 3)
    #expect(outcome.text.contains("from cmd:pw  the command wrote more than 1048576 bytes"))
    #expect(!outcome.description.contains("hunter2"))
  }

  @Test func `whoever edits a branch can name a source and never define one`() throws {
    let command = #"{"pw":{"run":["touch","PWNED"]}}"#
    let definition =
      "{\"format\":1,\"commands\":\(command),\"files\":{\"pw\":{\"path\":\"/etc/shadow\"}}}"
    let files = [
      "config.json": definition, "strata/config.json": definition,
      ".config/strata/config.json": definition, "tenant/config.json": definition,
    ]
    try push(files)
    let outcome = try bench.strata("export", "dev:web", "--fill", "--out", "o.json")
    #expect(outcome.code == 3)
    #expect(outcome.text.contains("from cmd:pw  no command of this name in "))
    for from in [
      "cmd:touch PWNED", "cmd:/bin/touch", "cmd:../pw", "file:/etc/shadow", "file:../../etc/shadow",
      "cmd:pw;touch PWNED", "exec:pw",
    ] {
      try push([
        "tenant/fills.json":
          #"{"fills":[{"from":"\#(from)","profile":"web","variable":"v"}],"format":1}"#
      ])
      let refused = try bench.strata("export", "dev:web", "--fill", "--out", "o.json")
      #expect(refused.code == 1)
      #expect(refused.errors.contains("at fills[0].from: must be a reference"), "\(refused)")
    }
    try push([
      "tenant/fills.json": "{\"commands\":\(command),\"fills\":[],\"format\":1}"
    ])
    let more = try bench.strata("export", "dev:web", "--fill", "--out", "o.json")
    #expect(more.errors.contains("unknown member 'commands'"))
    #expect(try bench.folder.names() == ["index", "strata.git"])
  }

  /// Files on dev's branch as plain git puts them there.
  private func push(_ files: [String: String]) throws {
    for (path, text) in files {
      try bench.folder.write(text, to: "file")
      try bench.shell(
        """
        export GIT_DIR=strata.git GIT_INDEX_FILE=$PWD/index
        git read-tree env/dev
        git update-index --add --cacheinfo 100644,$(git hash-object -w file),\(path)
        git update-ref refs/heads/env/dev $(git commit-tree $(git write-tree) -p env/dev -m x)
        rm file
        """)
    }
  }
}
