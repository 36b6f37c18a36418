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
      What an import would come to, with all findings at once: packs that no registry there holds, macros that \
      nothing there defines, variables against their format, and so on. What the environment's facts ('strata facts \
      import') do not say gives the warning could-not-check, never silence. Exits with 3 where something fails, with 5 \
      where the import would meet a conflict; nothing is written either way. With --output sarif a code host shows the \
      findings beside a change, with --output junit a build server shows a test for each kind of finding.
      """)

  @Argument(help: ArgumentHelp("A profile or an export file.", valueName: "address|file"))
  var subject: String

  @Option(
    help: ArgumentHelp(
      "Where it is to land; the scope stays unless it is named.", valueName: "env[:scope]"))
  var to: String

  @OptionGroup var registries: RegistryOptions
  @OptionGroup var names: NameOptions
  @OptionGroup var repository: RepositoryOptions
  @OptionGroup var output: FindingsOptions

  func run() throws {
    let repository = try repository.open()
    let target = try Target(to)
    let operation = Operation(committer: try Identity.committer(in: repository))
    let request = try request(for: target, repository)
    let result = try request.validation(in: repository, as: operation)
    try output.print(
      ValidationReport(result, now: Machine.seconds),
      findings: ValidatedSubject.all(
        in: result, name: subject, file: Paths.isFile(subject) && subject != "-" ? subject : nil))
    if result.outcomes.contains(where: \.isConflict) { throw Code.conflict }
    if output.fails(result.outcomes.flatMap(\.findings)) { throw Code.findings }
  }

  private func request(
    for target: Target, _ repository: ProfileRepository
  ) throws -> TargetRequest {
    if Paths.isFile(subject) {
      let document = try ExportFiles.document(subject)
      return .file(
        FileImport(
          document: document, source: Paths.lastComponent(subject),
          target: target.environment, scope: target.scope ?? names.scope ?? .tenant,
          landing: Landing(registries: try registries.mappings(for: { [document] }))))
    }
    let address = try names.address(subject)
    let snapshot = try repository.snapshot(at: address.revision)
    let entry = try snapshot.find(address.profile)
    return .replay(
      ReplayRequest(
        kind: .import, source: snapshot, entries: [entry], target: target.environment,
        scope: target.scope,
        landing: Landing(
          registries: try registries.mappings(for: { [try snapshot.document(entry)] }))),
      expecting: nil)
  }
}
