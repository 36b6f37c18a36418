import ArgumentParser
import ProfileRepository
import Profiles
import Reports

struct Show: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show a profile's stack, or which profiles an environment holds.")

  @Argument(
    help: ArgumentHelp("A profile, an environment or an export file.", valueName: "address"))
  var subject: String

  @OptionGroup var names: NameOptions
  @OptionGroup var repository: RepositoryOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let isProfile = Paths.isFile(subject) || subject.contains(":") || names.name != nil
    if isProfile {
      let named = try NamedDocument(subject, names: names, in: repository.open)
      let scope = named.address?.profile.scope.description
      try output.print(StackReport(named.document, origin: named.origin, scope: scope))
    } else {
      let snapshot = try repository.open().snapshot(at: Revision(subject))
      try output.print(ContentsReport(snapshot.entries()))
    }
  }
}
