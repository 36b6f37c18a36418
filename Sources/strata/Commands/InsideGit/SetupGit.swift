import ArgumentParser
import Git
import ProfileRepository
import Reports

struct SetupGit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "setup-git",
    abstract: "Let plain git diff, log, show, blame and merge read profiles as layers and values.",
    discussion: """
      Writes two sections of the repository's own configuration and lines of its info/attributes, nothing of yours. \
      'git diff --no-ext-diff --no-textconv' still shows the stored lines.
      """)

  @Argument(
    help: ArgumentHelp(
      "A clone's work tree or a bare repository; else --repo, STRATA_REPO, or what is found from the working folder upward.",
      valueName: "dir"))
  var folder: String?

  @Flag(help: "Say what is installed and whether it works; change nothing.") var status = false

  @Flag(help: "Restore exactly what was there before.") var undo = false

  @OptionGroup var repository: RepositoryOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if status && undo { throw ValidationError("--status and --undo exclude each other") }
  }

  func run() throws {
    guard let tool = Machine.programPath else {
      throw UsageError("cannot tell where this program's file is")
    }
    let setup = GitSetup(try gitFolder(), tool: tool)
    if undo { return try takeBack(setup) }
    if !status, try !setup.install(), output.format == .text {
      return try Console.print("nothing to do: installed already\n")
    }
    try output.print(GitSetupReport(setup.status()))
  }

  private func takeBack(_ setup: GitSetup) throws {
    let undone = try setup.undo()
    for key in undone?.kept ?? [] { Console.note("kept: \(key) was set to something else since") }
    if output.format == .json { return try output.print(GitSetupReport(setup.status())) }
    try Console.print(
      undone == nil ? "nothing to do: not installed\n" : "restored what was there before\n")
  }

  private func gitFolder() throws -> GitFolder {
    if let named = folder ?? repository.named {
      let path = try Paths.absolute(named)
      if let found = GitFolder(at: path) { return found }
      throw RepositoryError(
        .notFound, "'\(path)' is neither a git work tree nor a bare repository",
        hint: "name the top folder of a clone, or the repository that 'strata init' made")
    }
    var here = try Folder.current()
    while true {
      for path in ["\(here)/\(Layout.defaultName)", here] {
        if let found = GitFolder(at: path) { return found }
      }
      guard let slash = here.lastIndex(of: "/"), here != "/" else { break }
      here = slash == here.startIndex ? "/" : String(here[..<slash])
    }
    throw RepositoryError(
      .notFound, "no git repository here or in a folder above",
      hint: "name a clone or a repository: strata setup-git DIR")
  }
}
