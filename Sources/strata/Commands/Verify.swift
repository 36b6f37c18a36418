import ArgumentParser
import ProfileRepository
import Reports

struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check every object, branch, path and document; exit code 1 where one is damaged.")

  @OptionGroup var repository: RepositoryOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let verification = try repository.open().verify()
    try output.print(VerificationReport(verification))
    if !verification.problems.isEmpty { throw Code.error }
  }
}

struct Upkeep: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "upkeep",
    abstract: "Merge packs and remove what dead writers left; nothing that is reachable goes.")

  @OptionGroup var repository: RepositoryOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let report = try repository.open().upkeep()
    try output.print(UpkeepText(report))
  }
}
