import ArgumentParser
import Reports

/// Called by git, which shows what this prints in place of a file (gitattributes, "textconv").
struct GitTextconv: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "git-textconv", abstract: "Print a stored document as values, for git.",
    shouldDisplay: false)

  @Argument(help: "The file.") var file: String

  func run() throws {
    try Console.print(ReadableFile(ExportFiles.read(file)).text)
  }
}
