import ArgumentParser
import ProfileRepository
import Profiles
import Reports

struct Blame: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "blame",
    abstract: "Show who set each value, in which commit, and where a promotion brought it from.",
    discussion: """
      A value counts as set by the newest commit in which it became what it is; to write it otherwise is no change. \
      PATH names a value or what is above it: charts.oidc.issuer, files[0], list[name=x], ["a.b"]; with --layer also version, \
      tag, registry.name and manifests[name=x]:path, without it the profile's members and variables[name=x].
      """)

  @Argument(help: ArgumentHelp("A profile, such as dev:web-platform@1.2.0.", valueName: "address"))
  var address: String

  @Argument(help: ArgumentHelp("A value's path; else every value.", valueName: "path"))
  var path: String?

  @Option(
    help: ArgumentHelp(
      "The layer: a pack's name, a display name or 'KIND PACK'.", valueName: "name"))
  var layer: String?

  @OptionGroup var names: NameOptions
  @OptionGroup var repository: RepositoryOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let address = try names.address(address)
    let snapshot = try repository.open().snapshot(at: address.revision)
    let entry = try snapshot.find(address.profile)
    let selection = try snapshot.selection(of: entry, layer: layer, path: path)
    try output.print(
      BlameReport(snapshot.blame(entry, selecting: selection), label: snapshot.label))
  }
}
