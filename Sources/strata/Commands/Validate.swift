import ArgumentParser
import Git
import ProfileRepository
import Profiles
import Replay
import Reports

struct Validate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Check whether a profile can land in another environment.",
    discussion: """
      All findings at once: packs that no registry there holds, macros that nothing there defines, variables against \
      their format, and so on. What the environment's facts ('strata facts import') do not say gives the warning \
      could-not-check, never silence. Exits with 3 where something fails; nothing is written either way.
      """)

  enum Bar: String, ExpressibleByArgument, CaseIterable {
    case error, warning
  }

  @Argument(help: ArgumentHelp("A profile or an export file.", valueName: "address|file"))
  var subject: String

  @Option(
    help: ArgumentHelp(
      "Where it is to land; the scope stays unless it is named.", valueName: "env[:scope]"))
  var to: String

  @Option(help: "What makes the check fail: 'error', or a 'warning' too.")
  var failOn: Bar = .error

  @OptionGroup var names: NameOptions
  @OptionGroup var repository: RepositoryOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let repository = try repository.open()
    let target = try Target(to)
    let named = try NamedDocument(subject, names: names, in: { repository })
    let scope = target.scope ?? named.address?.profile.scope ?? names.scope ?? .tenant
    let validation = try Validation(
      named.document, in: scope, of: target.environment,
      at: repository.snapshot(of: target.environment), isFromFile: named.snapshot == nil)
    let report = ValidationReport(validation, now: Machine.seconds)
    try output.print(report)
    let failing = report.count(of: .error) + (failOn == .warning ? report.count(of: .warning) : 0)
    if failing > 0 { throw Code.findings }
  }
}
