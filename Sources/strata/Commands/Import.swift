import ArgumentParser

struct Import: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Replay a profile, or write an export file, into one or more target scopes.",
    discussion: ImportOptions.discussion)

  @OptionGroup var importing: ImportOptions
  @Flag(help: "Do everything but write.") var dryRun = false
  @OptionGroup var repository: RepositoryOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let repository = try repository.open()
    try importing.requests(in: repository).run(in: repository, dryRun: dryRun).finish(output)
  }
}
