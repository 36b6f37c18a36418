import ArgumentParser

struct Promote: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "promote",
    abstract: "Replay profiles into the environment that comes after, same scope.",
    discussion: PromotionOptions.discussion)

  @OptionGroup var promotion: PromotionOptions
  @Flag(help: "Do everything but write.") var dryRun = false
  @OptionGroup var repository: RepositoryOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let repository = try repository.open()
    try promotion.requests(in: repository).run(in: repository, dryRun: dryRun).finish(output)
  }
}
