import ArgumentParser
import Git
import ProfileRepository
import Profiles
import Reports

struct Remove: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rm", abstract: "Remove a profile version by a commit; its history stays.")

  @Argument(help: "The profile, such as dev:web-platform@1.2.0.") var address: String

  @Flag(help: "Remove every version of it, a commit each.") var allVersions = false

  @Option(name: .shortAndLong, help: "The commit message.") var message: String?

  @Option(help: ArgumentHelp("Refuse unless the branch is at this revision.", valueName: "rev"))
  var expect: String?

  @Flag(help: "Do everything but write.") var dryRun = false

  @OptionGroup var names: NameOptions
  @OptionGroup var writer: WriterOptions
  @OptionGroup var repository: RepositoryOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let repository = try repository.open()
    let address = try names.address(address)
    guard let environment = address.revision.environment, address.revision.generations == 0 else {
      throw UsageError(
        "cannot remove from '\(address.revision)'",
        hint: "name the environment itself, such as 'dev:\(address.profile)'")
    }
    let details = Change.Details(message: message, author: try writer.signature(in: repository))
    let written = try repository.write(
      to: environment,
      expecting: try expect.map { try repository.snapshot(at: Revision($0)).commit.id },
      dryRun: dryRun, as: writer.operation(in: repository), reason: "rm"
    ) { change throws(RepositoryError) in
      var removed: [RemovalReport.Item] = []
      for key in try selected(address.profile, in: change.base) {
        if let commit = try change.remove(key, details) { removed.append((key, commit)) }
      }
      return removed
    }
    try output.print(RemovalReport(written.result, from: environment, dryRun: dryRun))
  }

  private func selected(
    _ selector: ProfileSelector, in snapshot: Snapshot
  ) throws(RepositoryError) -> [ProfileKey] {
    let one = try snapshot.find(selector).key
    guard allVersions else { return [one] }
    return try snapshot.versions(of: selector.name, in: selector.scope).map(\.key)
  }
}
