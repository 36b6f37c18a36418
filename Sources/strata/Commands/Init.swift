import ArgumentParser
import Git
import ProfileRepository
import Reports

struct Init: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Make a repository with one branch per environment.")

  @Argument(
    help: ArgumentHelp("Where; else --repo, STRATA_REPO, or 'strata.git' here.", valueName: "dir"))
  var folder: String?

  @Option(
    name: .customLong("env"),
    help: ArgumentHelp(
      "An environment, in promotion order; dev, staging and prod if none is named.",
      valueName: "name"))
  var environments: [String] = []

  @OptionGroup var repository: RepositoryOptions
  @OptionGroup var writer: WriterOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let path = try Paths.absolute(folder ?? repository.named ?? Layout.defaultName)
    let names = environments.isEmpty ? ["dev", "staging", "prod"] : environments
    let made = try ProfileRepository.create(
      at: path, environments: names.map(EnvironmentName.init),
      author: writer.signature(in: nil), committer: Identity.committer(in: nil))
    let list = try made.environments().map { ($0, 0) }
    if output.format == .text { try Console.print("made \(PrintableText.escaped(path))\n") }
    try output.print(EnvironmentsReport(list))
  }
}
