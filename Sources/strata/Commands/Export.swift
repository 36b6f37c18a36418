import ArgumentParser
import Profiles

struct Export: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case palette, jcs, stored
  }

  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a stored profile as the export file that Palette imports.",
    discussion: """
      --fill puts values where masks stand, from where the environment's fills say ('strata fill'). They are resolved at \
      this moment and go into the file that --out names alone, mode 0600. Where one is missing nothing is written, \
      every missing one is named, and the exit code is 3.
      """)

  @Argument(help: "The profile, such as prod:web-platform@1.2.0.") var address: String

  @Option(
    help: "palette: its member order, two-space; jcs: RFC 8785 bytes; stored: as in the repository."
  )
  var format: Format = .palette

  @Flag(help: "Put the values of fills where masks stand; only with --out.") var fill = false
  @Flag(help: "Ask nothing on the terminal.") var noInput = false

  @OptionGroup var destination: DestinationOptions
  @OptionGroup var names: NameOptions
  @OptionGroup var repository: RepositoryOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let named = try NamedDocument(address, names: names, in: repository.open)
    if fill {
      try FilledExport(named, to: destination.out, takesInput: !noInput).write(as: encoded, output)
    } else {
      try destination.write(encoded(named.document))
    }
  }

  private func encoded(_ document: ProfileDocument) -> [UInt8] {
    switch format {
    case .palette: document.palette
    case .jcs: document.canonical
    case .stored: document.stored
    }
  }
}
