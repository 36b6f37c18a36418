import ArgumentParser
import CanonicalJSON
import ProfileRepository

struct Canonicalize: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "canonicalize",
    abstract: "Write any JSON in canonical form.",
    discussion: """
      Two-space indentation in RFC 8785 order, or with --jcs the RFC 8785 bytes themselves, without a newline. Numbers \
      are rounded to doubles as the RFC says; --strict refuses those that would change.
      """)

  @Argument(help: ArgumentHelp("The file; '-' or none is standard input.", valueName: "file|-"))
  var file: String = "-"

  @Flag(help: "Write the RFC 8785 bytes.") var jcs = false

  @Flag(help: "Refuse numbers that a double does not hold exactly.") var strict = false

  @OptionGroup var destination: DestinationOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let bytes = try ExportFiles.read(file)
    let value: JSONValue
    do { value = try JSONReader.read(bytes, numbers: strict ? .exact : .rounded) } catch {
      throw RepositoryError(.invalid, "\(file == "-" ? "standard input" : file): \(error)")
    }
    try destination.write(value.encoded(jcs ? .canonical : .indented))
  }
}
