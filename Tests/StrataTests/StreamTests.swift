import Foundation
import Testing

@Suite struct StreamTests {
  private let bench: Workbench

  init() throws { bench = try Workbench() }

  @Test func `the bytes are the same in every locale`() throws {
    var export = Export(name: "I İ ı i", description: "ÄÖ\nß")
    export.layers[0].values = "a: \(1.5)\nI: i\ntitle: ÍI"
    try bench.commit(export)
    let commands = [
      ["export", "dev", "--name", export.name, "--format", "stored"],
      ["export", "dev", "--name", export.name, "--format", "jcs"], ["show", "dev"],
      ["log", "dev"], ["verify"],
    ]
    for command in commands {
      let wanted = try bench.strata(command).output
      for locale in ["C", "POSIX", "tr_TR.UTF-8", "de_DE", "nonsense"] {
        let outcome = try bench.strata(
          command, environment: ["LC_ALL": locale, "LANG": locale, "LANGUAGE": locale])
        #expect(outcome.output == wanted, "\(command) in \(locale)")
      }
    }
    let path = try bench.git("ls-tree", "-r", "--name-only", "env/dev").split(separator: "\n").last
    for locale in ["C", "tr_TR.UTF-8"] {
      let other = try Workbench()
      let landed = try other.strata(
        ["commit", "-", "--env", "dev"], input: export.json, environment: ["LC_ALL": locale])
      #expect(landed.code == 0)
      let there = try other.git("ls-tree", "-r", "--name-only", "env/dev").split(separator: "\n")
      #expect(there.last == path)
    }
  }

  @Test func `a locale without UTF-8 gets a difference in ASCII`() throws {
    try bench.commit(.numbered(1))
    try bench.commit(.numbered(2))
    let plain = try bench.strata(["diff", "dev:web"], environment: ["LC_ALL": "C"])
    #expect(plain.output.allSatisfy { $0 < 0x80 }, "\(plain.text)")
    #expect(plain.text.contains("~ charts.nginx.replicas  1 -> 2\n"))
  }

  @Test func `color is off unless asked for`() throws {
    try bench.commit(.numbered(1))
    try bench.commit(.numbered(2))
    #expect(!(try bench.strata("diff", "dev:web").text.contains("\u{1B}")))
    #expect(try bench.strata("diff", "dev:web", "--color", "always").text.contains("\u{1B}[33m~"))
    let off = try bench.strata(
      ["diff", "dev:web"], environment: ["CLICOLOR_FORCE": "1", "NO_COLOR": "1"])
    #expect(!off.text.contains("\u{1B}"))
  }

  @Test func `a full device is an error, wherever output goes`() throws {
    try bench.commit(.numbered(1))
    for command in [
      "export dev:web", "log dev", "show dev:web", "env list", "verify", "--help",
      "--version", "canonicalize - < /dev/fd/3 3<<< '{}'", "export dev:web --out /dev/full",
    ] {
      let outcome = try bench.shell("$STRATA \(command) > /dev/full")
      #expect(outcome.code != 0, "\(command)")
      #expect(outcome.code < 128, "\(command): \(outcome.code)")
    }
    let outcome = try bench.shell("$STRATA export dev:web > /dev/full")
    #expect(
      outcome.errors.contains("cannot write to 'standard output': "), "\(outcome.errors)")
  }

  @Test func `a reader that goes away ends the writer with an error, not with a signal`() throws {
    try bench.commit(.numbered(1))
    let outcome = try bench.shell(
      "set -o pipefail; (sleep 0.2; for i in {1..50}; do $STRATA export dev:web || exit; done) | true"
    )
    #expect(outcome.code != 141)
    #expect(outcome.code < 128)
  }

  @Test func `closed streams do not send data into the wrong file`() throws {
    try bench.folder.write(Export().json, to: "web.json")
    let closed = try bench.shell("$STRATA commit - --env dev <&-")
    #expect(closed.code == 1)
    for streams in ["<&-", "<&- >&-", "<&- >&- 2>&-", ">&-", "2>&-"] {
      let outcome = try bench.shell(
        "$STRATA commit web.json --env dev \(streams); $STRATA upkeep \(streams); true")
      #expect(outcome.code == 0)
    }
    #expect(try bench.strata("show", "dev").text == "tenant/web@1.0.0\n")
    try bench.expectSound()
  }

  @Test func `no HOME, no PATH and no identity are no obstacle`() throws {
    try bench.folder.write(Export().json, to: "web.json")
    let outcome = try bench.shell("env -i $STRATA commit web.json --env dev")
    #expect(outcome.code == 0, "\(outcome)")
    let who = try bench.git("log", "-1", "--format=%an|%ae", "env/dev")
    #expect(who.wholeMatch(of: /[^|]+\|[^@]+@.+\n/) != nil, "\(who)")
    try bench.expectSound()
  }

  @Test func `the identity comes from STRATA_AUTHOR, GIT_AUTHOR, then the repository`() throws {
    let author = { try bench.git("log", "-1", "--format=%an <%ae>", "env/dev") }
    let set = "STRATA_AUTHOR_NAME=S STRATA_AUTHOR_EMAIL=s@x"
    let git = "GIT_AUTHOR_NAME=G GIT_AUTHOR_EMAIL=g@x"
    for number in 1...3 {
      try bench.folder.write(Export.numbered(number).json, to: "\(number).json")
    }
    try bench.shell("env -i \(set) \(git) $STRATA commit 1.json --env dev")
    #expect(try author() == "S <s@x>\n")
    try bench.shell("env -i \(git) $STRATA commit 2.json --env dev")
    #expect(try author() == "G <g@x>\n")
    try bench.git("config", "user.name", "R")
    try bench.git("config", "user.email", "r@x")
    try bench.shell("env -i $STRATA commit 3.json --env dev")
    #expect(try author() == "R <r@x>\n")
    let bad = try bench.strata(
      ["commit", "-", "--env", "dev"], input: Export.numbered(4).json,
      environment: ["STRATA_AUTHOR_NAME": "a\nb", "STRATA_AUTHOR_EMAIL": "x@y"])
    #expect(bad.code != 0)
    #expect(try bench.commitCount() == 4)
    try bench.expectSound()
  }
}
