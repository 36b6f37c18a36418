import ArgumentParser
import Git
import ProfileRepository
import Profiles
import Replay
import Reports

struct Apply: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "apply",
    abstract: "Carry a plan out, unless something that it stands on has moved.",
    discussion: """
      Everything is worked out anew by the code of 'strata promote' and 'strata import', and written only if it stands on \
      the same and comes out the same; else exit code 5, with the name of all that moved. Commits on other documents do \
      not matter. A plan that was applied before is said so, and changes nothing.
      """)

  @Argument(help: ArgumentHelp("A plan that 'strata plan' wrote.", valueName: "plan"))
  var plan: String

  @Option(
    help: ArgumentHelp(
      "The export file that the plan imports, where it is not at the plan's path.",
      valueName: "file"))
  var file: String?

  @Option(
    help: ArgumentHelp(
      "The answers to conflicts, where they are not at the plan's path.", valueName: "file"))
  var resolve: String?

  @Flag(help: "Do everything but write.") var dryRun = false

  @OptionGroup var repository: RepositoryOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let repository = try repository.open()
    let bytes = try ExportFiles.read(self.plan)
    let plan: Plan
    do throws(DocumentError) { plan = try Plan(bytes) } catch {
      throw RepositoryError(error, in: self.plan)
    }
    let requests = try plan.requests(in: repository, with: inputs(of: plan))
    let committer = try Identity.committer(in: repository)
    try TargetRequest.checkStale(
      requests, in: repository, as: Operation(committer: committer, plan: .drawn))
    try TargetRequests(
      source: plan.source.description,
      targets: zip(plan.targets, requests).map { .init(name: $0.description, $1) },
      onError: plan.onError, merging: nil,
      endsWithFailure: requests.count == 1
    ).run(in: repository, dryRun: dryRun, as: .applied(digest: plan.digest)).finish(output)
  }

  private func inputs(of plan: Plan) throws -> Plan.Inputs {
    if file != nil, plan.file == nil {
      throw UsageError("the plan imports no file", hint: "leave --file out")
    }
    if resolve != nil, plan.answers == nil {
      throw UsageError("the plan has no answers to conflicts", hint: "leave --resolve out")
    }
    return Plan.Inputs(
      document: try plan.file.map { try ExportFiles.document(file ?? $0) },
      answers: try plan.answers.map { try MergeOptions.answers(resolve ?? $0) })
  }
}
