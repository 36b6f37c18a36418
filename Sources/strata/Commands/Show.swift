import ArgumentParser
import ProfileRepository
import Profiles
import Replay
import Reports

struct Show: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show a profile's stack, or which profiles an environment holds.")

  @Argument(
    help: ArgumentHelp("A profile, an environment or an export file.", valueName: "address"))
  var subject: String

  @OptionGroup var labels: LabelOptions
  @OptionGroup var names: NameOptions
  @OptionGroup var repository: RepositoryOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let labels = try labels.selectors()
    let isProfile = Paths.isFile(subject) || subject.contains(":") || names.name != nil
    if isProfile, !labels.isEmpty {
      throw UsageError(
        "--label lists what an environment holds, and '\(subject)' is one profile",
        hint: "name the environment alone")
    }
    if isProfile {
      let named = try NamedDocument(subject, names: names, in: repository.open)
      let scope = named.address?.profile.scope.description
      try output.print(StackReport(named.document, origin: named.origin, scope: scope))
    } else {
      let snapshot = try repository.open().snapshot(at: Revision(subject))
      let selection = ProfileSelection(labels: labels, takesAllVersions: true)
      let entries = try selection.entries(in: snapshot)
      if entries.isEmpty, !labels.isEmpty { throw selection.nothing(to: "show", in: snapshot) }
      try output.print(ContentsReport(entries))
    }
  }
}
