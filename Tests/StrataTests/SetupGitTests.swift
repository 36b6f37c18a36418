import Foundation
import Testing

@Suite struct SetupGitTests {
  private let bench: Workbench

  init() throws {
    bench = try Workbench()
    try bench.commit(.numbered(3))
    try bench.commit(.numbered(4))
  }

  @Test func `undo gives every file back, byte for byte, even after a second setup`() throws {
    let starts: [(config: String, attributes: String?)] = [
      ("", nil), ("", ""), ("[user]\n\tname = Ada", "*.txt text\n"),
      ("[user]\n\tname = Ada", "*.txt text"),
      ("[diff \"strata\"]\n\ttextconv = mine\n\n# end\n", "# nothing\n"),
      (
        "[diff \"strata\"] command=a\ncommand = b ; why\n[merge \"strata\"]\n driver = \"c d\"", nil
      ),
    ]
    for (number, start) in starts.enumerated() {
      let clone = try Clone(bench, as: "clone\(number)")
      let config = String(decoding: clone.bytes(".git/config") ?? Data(), as: UTF8.self)
      try clone.write(config + start.config, to: ".git/config")
      if let attributes = start.attributes {
        try clone.write(attributes, to: ".git/info/attributes")
      }
      if number == 0 { try FileManager.default.removeItem(atPath: clone.path + "/.git/info") }
      let before = try clone.files()
      #expect(try clone.strata("setup-git").code == 0)
      #expect(try clone.git("config", "diff.strata.textconv") == "'\(Tool.path)' git-textconv\n")
      #expect(try clone.strata("setup-git").text == "nothing to do: installed already\n")
      #expect(try clone.git("status", "--porcelain") == "")
      let undone = try clone.strata("setup-git", "--undo")
      #expect(undone.text == "restored what was there before\n", "\(undone)")
      #expect(try clone.files() == before, "start \(number)")
      #expect(try clone.strata("setup-git", "--undo").text == "nothing to do: not installed\n")
    }
  }

  @Test func `the bare repository is as before after undo, and sound in between`() throws {
    let files = {
      try bench.shell("cd strata.git && find . -type f | sort | xargs sha256sum").text
    }
    let before = try files()
    let made = try bench.strata("setup-git")
    #expect(made.code == 0)
    #expect(made.text.hasPrefix("repository  \(bench.repository)  (bare)\n"), "\(made)")
    try bench.expectSound()
    #expect(try bench.strata("setup-git", "--undo").code == 0)
    #expect(try files() == before)
  }

  @Test func `what others changed since stays, and what they set otherwise is named`() throws {
    let clone = try Clone(bench)
    try clone.strata("setup-git")
    try clone.git("config", "user.name", "Grace")
    try clone.git("config", "diff.strata.textconv", "cat")
    try clone.git("config", "diff.strata.binary", "true")
    #expect(try clone.strata("setup-git", "--status", "--json").json()["isWorking"].bool == false)
    let undone = try clone.strata("setup-git", "--undo")
    #expect(undone.errors == "kept: diff.strata.textconv was set to something else since\n")
    #expect(try clone.git("config", "user.name") == "Grace\n")
    #expect(try clone.git("config", "diff.strata.textconv") == "cat\n")
    #expect(try clone.git("config", "diff.strata.binary") == "true\n")
    #expect(try clone.attempt("config", "diff.strata.command").code == 1)
  }

  @Test func `a tool whose path holds blanks and quotes works, and one that is gone is told`()
    throws
  {
    let folder = try TemporaryFolder("it's a \"tool\" $(x) 100%")
    let tool = folder["strata"]
    try FileManager.default.copyItem(atPath: Tool.path, toPath: tool)
    let clone = try Clone(bench)
    #expect(try clone.strata("setup-git", tool: tool).code == 0)
    #expect(try clone.git("log", "-p", "-1").contains("+addon nginx  charts.nginx.replicas: 4\n"))
    #expect(try clone.git("diff", "HEAD~").contains("strata diff tenant/profiles/web/1.0.0.json\n"))
    #expect(try clone.strata("setup-git", "--status").text.contains("(not the one that runs now)"))
    try FileManager.default.removeItem(atPath: tool)
    #expect(try clone.strata("setup-git", "--status").text.contains("(cannot be run)"))
    #expect(try clone.strata("setup-git").code == 0)
    #expect(try clone.git("config", "diff.strata.textconv") == "'\(Tool.path)' git-textconv\n")
    #expect(try clone.git("log", "-p", "-1").contains("+addon nginx  charts.nginx.replicas: 4\n"))
  }

  @Test func `a linked work tree and a subfolder lead to the same repository`() throws {
    let clone = try Clone(bench)
    try clone.git("worktree", "add", "-q", "../linked", "origin/env/prod")
    let made = try bench.strata("setup-git", "linked")
    #expect(made.text.hasPrefix("repository  \(clone.path)/.git\n"), "\(made)")
    #expect(try clone.strata("setup-git", "--undo").code == 0)
  }

  @Test func `the attributes of a branch lead a clone's documents to the drivers`() throws {
    let clone = try Clone(bench)
    for path in ["tenant/profiles/web/1.0.0.json", "projects/p/profiles/a~1f/2.0.0-rc.1.json"] {
      #expect(try clone.git("check-attr", "diff", path) == "\(path): diff: strata\n")
      #expect(try clone.git("check-attr", "merge", path) == "\(path): merge: strata\n")
    }
    #expect(
      try clone.git("check-attr", "diff", "environment.json")
        == "environment.json: diff: unspecified\n")
  }

  @Test func `where there is no git, or git holds the lock, nothing is written`() throws {
    let empty = try TemporaryFolder("empty")
    let nowhere = try Execution(
      program: Tool.path, arguments: ["setup-git", empty.path], folder: empty.path
    ).run()
    #expect(nowhere.code == 6)
    #expect(nowhere.errors.contains("neither a git work tree nor a bare repository"))
    let clone = try Clone(bench)
    let before = try clone.files()
    try clone.write("", to: ".git/config.lock")
    let locked = try clone.strata("setup-git")
    #expect(locked.code == 5)
    #expect(locked.errors.contains("if no git process works on this repository, run: rm"))
    try FileManager.default.removeItem(atPath: clone.path + "/.git/config.lock")
    #expect(try clone.files() == before)
  }
}
