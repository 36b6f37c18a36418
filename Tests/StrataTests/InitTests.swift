import Foundation
import Testing

@Suite struct InitTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder("init") }

  @discardableResult
  private func strata(_ arguments: String..., in name: String = "") throws -> Outcome {
    try Execution(program: Tool.path, arguments: arguments, folder: folder[name]).run()
  }

  private func git(_ arguments: String..., of repository: String = "strata.git") throws -> Outcome {
    try Execution(
      program: "/usr/bin/env", arguments: ["git", "-C", folder[repository]] + arguments,
      folder: folder.path
    ).run()
  }

  @Test func `init makes three environments in promotion order`() throws {
    let made = try strata("init")
    #expect(made.code == 0)
    #expect(made.lines.first == "made \(folder["strata.git"])")
    let rows = made.lines.dropFirst().map { line in
      line.replacing(/[0-9a-f]{7}/, with: "ID")
    }
    #expect(
      rows == [
        "dev      ID  0 profile versions  first", "staging  ID  0 profile versions  after dev",
        "prod     ID  0 profile versions  after staging",
      ])
    #expect(try git("fsck", "--full", "--strict", "--no-progress").code == 0)
    #expect(try git("show", "env/prod:environment.json").text.contains("\"after\": \"staging\""))
    #expect(try git("symbolic-ref", "HEAD").text == "refs/heads/main\n")
    #expect(try git("ls-tree", "--name-only", "main").text == "README.md\n")
    #expect(
      try git("ls-tree", "--name-only", "env/dev").text == ".gitattributes\nenvironment.json\n")
  }

  @Test func `the order of --env is the promotion order`() throws {
    let made = try strata("init", "x.git", "--env", "lab", "--env", "live", "--json")
    #expect(made.code == 0)
    let list = try made.json()
    #expect(list.count == 2)
    #expect(list[0]["name"].string == "lab")
    #expect(list[0]["after"].string == nil)
    #expect(list[1]["name"].string == "live")
    #expect(list[1]["after"].string == "lab")
  }

  @Test func `a folder that holds something is refused and left alone`() throws {
    try folder.write("mine", to: "full/note.txt")
    let made = try strata("init", "full")
    #expect(made.code == 1)
    #expect(
      made.errors == """
        error: cannot make the repository '\(folder["full"])': the folder is not empty
        hint: name a folder that is empty or not there yet

        """)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder["full"]) == ["note.txt"])
  }

  @Test func `a repository that is there is not made again`() throws {
    #expect(try strata("init").code == 0)
    let before = try git("for-each-ref").text
    let again = try strata("init", "--json")
    #expect(again.code == 1)
    #expect(
      try again.json()["error"]["message"].string
        == "cannot make the repository '\(folder["strata.git"])': there is a repository already")
    #expect(try git("for-each-ref").text == before)
  }

  @Test func `an empty folder becomes the repository`() throws {
    try FileManager.default.createDirectory(
      atPath: folder["empty"], withIntermediateDirectories: false)
    #expect(try strata("init", "empty").code == 0)
    #expect(try git("fsck", "--full", "--strict", "--no-progress", of: "empty").code == 0)
    #expect(try strata("verify", "--repo", "empty").code == 0)
    #expect(try folder.names() == ["empty"])
  }

  @Test func `an environment named twice or badly is refused before anything is made`() throws {
    let twice = try strata("init", "--env", "dev", "--env", "dev")
    #expect(twice.code != 0)
    #expect(twice.errors.hasPrefix("error: the environment 'dev' is named twice\n"))
    for name in ["", "Dev", "a..b", "deadbeef", "-x", "x.lock", "a/b", "\u{1B}[31m"] {
      let outcome = try strata("init", "--env=\(name)")
      #expect(outcome.code != 0, "'\(name)'")
      #expect(!outcome.errors.contains("\u{1B}"))
    }
    #expect(try folder.names() == [])
  }

  @Test func `env add appends to the chain or follows the named one`() throws {
    try strata("init", "--env", "dev", "--env", "prod")
    #expect(try strata("env", "add", "dr").text.hasSuffix("after prod\n"))
    #expect(try strata("env", "add", "qa", "--after", "dev").text.hasSuffix("after dev\n"))
    let again = try strata("env", "add", "qa")
    #expect(again.code == 1)
    #expect(
      again.errors
        == "error: the environment 'qa' exists already\nhint: see it with 'strata env show qa'\n")
    let unknown = try strata("env", "add", "x", "--after", "nope")
    #expect(unknown.code == 6)
    let names = try strata("env", "list", "--json").json().elements.map { $0["name"].string }
    #expect(names == ["dev", "prod", "dr", "qa"])
    #expect(try git("fsck", "--full", "--strict", "--no-progress").code == 0)
    #expect(try strata("verify").code == 0)
  }

  @Test func `the repository is found from a folder inside it and beside it`() throws {
    try strata("init")
    try folder.write("", to: "deep/er/file")
    for place in ["", "deep/er", "strata.git", "strata.git/refs"] {
      #expect(try strata("env", "list", in: place).code == 0, "\(place)")
    }
    let elsewhere = try TemporaryFolder("elsewhere")
    let lost = try Execution(
      program: Tool.path, arguments: ["env", "list"], folder: elsewhere.path
    ).run()
    #expect(lost.code == 6)
    #expect(
      lost.errors == """
        error: no strata repository here or in a folder above
        hint: make one with 'strata init', or name one with '--repo' or STRATA_REPO

        """)
  }

  @Test func `a git repository that strata did not make is not opened`() throws {
    let made = try Execution(
      program: "/usr/bin/env", arguments: ["git", "init", "-q", "--bare", "other.git"],
      folder: folder.path
    ).run()
    #expect(made.code == 0)
    let outcome = try strata("env", "list", "--repo", "other.git")
    #expect(outcome.code == 6)
    #expect(
      outcome.errors.hasPrefix(
        "error: cannot open '\(folder["other.git"])': it is not a repository that strata made\n"))
  }
}
