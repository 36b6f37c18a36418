import ArgumentParser
import ProfileRepository
import Profiles
import Replay
import Reports

struct Why: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why",
    abstract:
      "Explain why a profile differs between two environments, and what a promotion would do.",
    discussion: """
      The environment that comes first in the promotion order is the source. Nothing is written; the promotion's \
      verdict comes from the code that promotes.
      """)

  @Argument(help: ArgumentHelp("One environment.", valueName: "env")) var first: String
  @Argument(help: ArgumentHelp("The other.", valueName: "env")) var second: String
  @Argument(help: ArgumentHelp("The profile, such as web-platform@1.2.0.", valueName: "profile"))
  var profile: String

  @Option(help: "The scope, where the profile does not say it: 'tenant' or 'projects/NAME'.")
  var scope: Scope?

  @OptionGroup var repository: RepositoryOptions
  @OptionGroup var output: OutputOptions
  @Option(help: "When to use color: auto, always or never.") var color: ColorChoice?

  func run() throws {
    let repository = try repository.open()
    let names = [try EnvironmentName(first), try EnvironmentName(second)]
    if names[0] == names[1] {
      throw UsageError(
        "'\(first)' does not differ from itself", hint: "name two environments")
    }
    for name in names { _ = try repository.snapshot(of: name) }
    let ordered = try repository.environments().map(\.name).filter(names.contains)
    let explanation = try Explanation(
      ProfileSelector(profile, scope: scope ?? .tenant), from: ordered[0], to: ordered[1],
      in: repository, as: Operation(committer: Identity.committer(in: repository)))
    let style = (color ?? .auto).options(from: "", to: "")
    try output.print(
      ExplanationReport(explanation, isColored: style.isColored, isASCII: style.isASCII))
  }
}
