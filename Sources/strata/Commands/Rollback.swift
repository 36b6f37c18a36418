import ArgumentParser
import Git
import ProfileRepository
import Profiles
import Replay
import Reports

struct RollBack: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rollback",
    abstract: "Bring the documents of an earlier commit back, by new commits.",
    discussion: """
      Takes a whole environment (prod), a profile with all its versions (prod:web-platform) or one version \
      (prod:web-platform@1.2.0). What was added since is removed, what was removed comes back; settings and facts of the \
      environment stay. History is never rewritten. The next promotion leaves it so until the source has newer commits; \
      with --hold it stays until 'strata release'.
      """)

  @Argument(help: ArgumentHelp("The environment, or a profile in it.", valueName: "env|address"))
  var subject: String

  @Option(
    help: ArgumentHelp(
      "The commit whose documents come back, such as prod~2 or 91c0d44.", valueName: "rev"))
  var to: String

  @Flag(help: "Hold what changes: replays leave it as it is until it is released.")
  var hold = false

  @Option(name: .shortAndLong, help: "The commit message.") var message: String?

  @Option(
    help: ArgumentHelp(
      "Refuse unless the branch is at this revision; exit code 5.", valueName: "rev"))
  var expect: String?

  @Flag(help: "Do everything but write.") var dryRun = false

  @OptionGroup var names: NameOptions
  @OptionGroup var writer: WriterOptions
  @OptionGroup var repository: RepositoryOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let repository = try repository.open()
    let subject = try EnvironmentSubject(subject, names: names)
    let state = try repository.snapshot(at: Revision(to))
    let rollback = try Rollback(
      subject.environment, subject.profile, to: state, holds: hold, message: message,
      author: writer.signature(in: repository))
    let result = try rollback.run(
      in: repository, as: writer.operation(in: repository),
      expecting: try expect.map { try repository.snapshot(at: Revision($0)).commit.id },
      dryRun: dryRun)
    let next = """
      newer commits of the source still come in by a promotion; 'strata hold' keeps them out
      """
    try output.print(
      RestorationReport(
        [result], subject: "\(subject.environment)@\(state.commit.id.abbreviated)", next: next,
        dryRun: dryRun))
  }
}

/// An environment as it is now, or a profile in it.
struct EnvironmentSubject {
  let environment: EnvironmentName
  /// Nil means the whole environment.
  let profile: ProfileSelector?

  init(_ text: String, names: NameOptions) throws {
    guard text.contains(":") || names.name != nil else {
      if names.scope != nil || names.profileVersion != nil {
        throw UsageError(
          "--scope and --profile-version say which profile is meant, and none is named",
          hint: "name it, such as '\(text):web-platform', or with --name")
      }
      environment = try EnvironmentName(text)
      profile = nil
      return
    }
    let address = try names.address(text)
    guard let environment = address.revision.environment, address.revision.generations == 0 else {
      throw UsageError(
        "cannot write to '\(address.revision)'",
        hint: "name the environment itself, such as 'prod:\(address.profile)'")
    }
    self.environment = environment
    profile = address.profile
  }
}
