import ArgumentParser
import Git
import ProfileRepository
import Profiles
import Replay
import Reports

struct Commit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "commit",
    abstract: "Commit profile exports to an environment, one commit a profile version.",
    discussion: """
      Takes Palette's export files (JSON or YAML, of every era), folders of them, or '-' for standard input. What the \
      environment already holds makes no commit. A file that is refused never hides the others.

      A folder that 'strata edit --out' wrote is put together and committed to where it was taken from, alone; if the \
      profile was changed there meanwhile, it is refused with exit code 5.
      """)

  @Argument(help: ArgumentHelp("Export files, folders, or '-'.", valueName: "file|dir|-"))
  var files: [String]

  @Option(help: "The environment; an edited profile knows its own.") var env: String?

  @Option(help: "Where the profiles live: 'tenant' (the default) or 'projects/NAME'.")
  var scope: Scope?

  @Option(name: .shortAndLong, help: "The commit message.") var message: String?

  @Option(
    help: ArgumentHelp(
      "Refuse unless the branch is at this revision; exit code 5.", valueName: "rev"))
  var expect: String?

  @Option(help: "On a file that fails: fail, abort or ignore.") var onError: OnError = .fail

  @Flag(help: "Do everything but write.") var dryRun = false

  @OptionGroup var secrets: SecretOptions
  @OptionGroup var writer: WriterOptions
  @OptionGroup var repository: RepositoryOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    if let editFolder { return try commit(editFolder: editFolder) }
    guard let env else { throw ValidationError("Missing expected argument '--env <env>'") }
    let repository = try repository.open()
    let environment = try EnvironmentName(env)
    let items = try ExportFiles.items(files)
    var intake = Intake(into: environment, scope: scope ?? .tenant)
    intake.message = message
    intake.author = try writer.signature(in: repository)
    intake.gate = secrets.gate
    intake.expected = try expect.map { try repository.snapshot(at: Revision($0)).commit.id }
    intake.stopsAtFirstFailure = onError == .abort
    intake.dryRun = dryRun
    let operation = try writer.operation(in: repository)
    var report = CommitReport(environment: environment, dryRun: dryRun)
    try intake.run(items, in: repository, as: operation) { item, outcome throws(RepositoryError) in
      report.add(item.source, outcome)
      if output.format == .text {
        try tell(report.line(item.source, outcome), outcome)
        for remark in report.remarks(item.source, outcome) { Console.note(remark) }
      }
    }
    try finish(report, of: items.count)
  }

  /// What landed is data; what failed goes to standard error.
  private func tell(_ line: String, _ outcome: Intake.Outcome) throws(RepositoryError) {
    do {
      if case .failed(let error) = outcome {
        try StandardStream.error.write(line + "\n" + (error.hint.map { "hint: \($0)\n" } ?? ""))
      } else {
        try StandardStream.output.write(line + "\n")
      }
    } catch { throw RepositoryError(error) }
  }

  private func finish(_ report: CommitReport, of count: Int) throws {
    if output.format == .json {
      try output.print(report)
    } else if count > 1 {
      try Console.print(report.summary + "\n")
    }
    if report.failed == 0 { return }
    let landed = report.committed + report.unchanged
    if onError == .ignore && landed > 0 { return }
    throw Code.error
  }
}
