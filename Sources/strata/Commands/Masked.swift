import ArgumentParser
import ProfileRepository
import Profiles
import Reports

struct Masked: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "masked",
    abstract: "List every masked place: layer and path or line, or variable.")

  @Argument(help: ArgumentHelp("A profile or an environment.", valueName: "address|env"))
  var subject: String

  @OptionGroup var names: NameOptions
  @OptionGroup var repository: RepositoryOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    if Paths.isFile(subject) || subject.contains(":") || names.name != nil {
      let named = try NamedDocument(subject, names: names, in: repository.open)
      let scope = named.address?.profile.scope ?? .tenant
      let document = named.document
      try output.print(MasksReport([(document.key(in: scope), document.masks())]))
      return
    }
    let snapshot = try repository.open().snapshot(at: Revision(subject))
    let entries = try names.scope.map { try snapshot.entries(of: $0) } ?? snapshot.entries()
    try output.print(
      MasksReport(entries.map { ($0.key, try snapshot.document($0).masks()) }))
  }
}
