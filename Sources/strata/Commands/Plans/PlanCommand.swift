import ArgumentParser
import CanonicalJSON
import Git
import ProfileRepository
import Profiles
import Replay
import Reports

struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Work out a promotion or an import, to be looked at and applied later.",
    discussion: """
      A plan says what would be written, what differs and what speaks against it, and writes nothing. 'strata apply' \
      carries it out as long as nothing that it stands on has moved: its documents, holds, facts, settings, overrides and \
      fills. It takes the options of 'strata promote' and 'strata import', and exits as these would.
      """,
    subcommands: [PromotionPlan.self, ImportPlan.self])
}

extension PlanCommand {
  struct PromotionPlan: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "promote", abstract: "Plan what 'strata promote' would write.",
      discussion: PromotionOptions.discussion)

    @OptionGroup var promotion: PromotionOptions
    @OptionGroup var destination: PlanDestination
    @OptionGroup var repository: RepositoryOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
      let repository = try repository.open()
      try promotion.requests(in: repository).draw(in: repository, destination, output)
    }
  }

  struct ImportPlan: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "import", abstract: "Plan what 'strata import' would write.",
      discussion: ImportOptions.discussion)

    @OptionGroup var importing: ImportOptions
    @OptionGroup var destination: PlanDestination
    @OptionGroup var repository: RepositoryOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
      let repository = try repository.open()
      try importing.requests(in: repository).draw(in: repository, destination, output)
    }
  }
}

/// Where a plan is kept.
struct PlanDestination: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Write the plan to a file, whole or not at all; '-' prints it instead of the text.",
      valueName: "file"))
  var out: String?
}

extension TargetRequests {
  /// Works out what writing them would come to, keeps that as a plan, and prints it.
  fileprivate func draw(
    in repository: ProfileRepository, _ destination: PlanDestination, _ output: OutputOptions
  ) throws {
    var requests = self
    // The answers would be those of one target, and a plan has the options of all of them.
    requests.asks = false
    requests.targets = try targets.map {
      .init(name: $0.name, try $0.request.planned(in: repository))
    }
    let landings = try requests.run(in: repository, dryRun: true, as: .drawn)
    let drawn = try zip(requests.targets, landings.targets).map { target, result in
      (request: target.request, result: try result.result.get())
    }
    guard
      let plan = try Plan(of: drawn, file: file, answers: merging?.resolve, onError: onError)
    else { return }
    let bytes = plan.json.encoded(.indented)
    if let out = destination.out, out != "-" {
      try DurableFile.write(bytes, to: Paths.absolute(out))
    }
    if destination.out == "-" {
      try Console.print(bytes)
    } else {
      try output.print(PlanReport(plan, landings.report, drawn.map(\.result)))
    }
    try merging?.write(landings.report)
    if let out = destination.out, out != "-" {
      Console.note(
        landings.code == nil
          ? "wrote \(out): carry it out with 'strata apply \(ShellWord.quoted(out))'"
          : "wrote \(out): 'strata apply' will refuse it as long as this is so")
    }
    if let code = landings.code { throw code }
  }
}
