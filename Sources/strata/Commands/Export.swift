import ArgumentParser
import Profiles

struct Export: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case palette, jcs, stored
  }

  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a stored profile as the export file that Palette imports.")

  @Argument(help: "The profile, such as prod:web-platform@1.2.0.") var address: String

  @Option(
    help: "palette: its member order, two-space; jcs: RFC 8785 bytes; stored: as in the repository."
  )
  var format: Format = .palette

  @OptionGroup var destination: DestinationOptions
  @OptionGroup var names: NameOptions
  @OptionGroup var repository: RepositoryOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let document = try NamedDocument(address, names: names, in: repository.open).document
    switch format {
    case .palette: try destination.write(document.palette)
    case .jcs: try destination.write(document.canonical)
    case .stored: try destination.write(document.stored)
    }
  }
}
