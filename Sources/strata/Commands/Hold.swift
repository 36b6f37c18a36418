import ArgumentParser
import Git
import ProfileRepository
import Replay
import Reports

struct Hold: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hold",
    abstract: "Hold a profile: promotions and imports leave it as it is until it is released.",
    discussion: """
      A commit on the environment's branch says so and changes no document; the message is the reason that a promotion \
      shows. Without a version every version that is there is held. Direct commits, rollbacks and undos still write.
      """)

  @OptionGroup var holding: HoldOptions

  func run() throws { try holding.run(isHeld: true) }
}

struct Release: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "release",
    abstract: "Release a held profile, so that promotions and imports write it again.",
    discussion: "Without a version every version that is held is released.")

  @OptionGroup var holding: HoldOptions

  func run() throws { try holding.run(isHeld: false) }
}

/// What holding and releasing take alike.
struct HoldOptions: ParsableArguments {
  @Argument(help: "The profile, such as prod:web-platform@1.2.0.") var address: String

  @Option(name: .shortAndLong, help: ArgumentHelp("The reason.", valueName: "reason"))
  var message: String?

  @Option(
    help: ArgumentHelp(
      "Refuse unless the branch is at this revision; exit code 5.", valueName: "rev"))
  var expect: String?

  @Flag(help: "Do everything but write.") var dryRun = false

  @OptionGroup var names: NameOptions
  @OptionGroup var writer: WriterOptions
  @OptionGroup var repository: RepositoryOptions
  @OptionGroup var output: OutputOptions

  func run(isHeld: Bool) throws {
    let repository = try repository.open()
    let subject = try EnvironmentSubject(address, names: names)
    guard let profile = subject.profile else {
      throw UsageError(
        "'\(address)' names no profile",
        hint: "write it as '\(subject.environment):NAME'; 'strata env set' freezes an environment")
    }
    let holding = try Holding(
      subject.environment, profile, isHeld: isHeld, message: message,
      author: writer.signature(in: repository))
    let result = try holding.run(
      in: repository, as: writer.operation(in: repository),
      expecting: try expect.map { try repository.snapshot(at: Revision($0)).commit.id },
      dryRun: dryRun)
    try output.print(HoldReport(result, dryRun: dryRun))
  }
}
