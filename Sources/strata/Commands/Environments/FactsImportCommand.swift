import ArgumentParser
import Git
import ProfileRepository
import Profiles
import Reports

struct FactsImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Keep what an environment holds: registries, packs, macro names, projects.",
    discussion: """
      The file is JSON with any of four members; what it says takes the place of what was known of the same, and dates the \
      facts anew: {"registries": {"Public Repo": {"uid": "…", "kind": "pack"}}, "packs": {"nginx": {"Public Repo": \
      ["1.9.4"]}}, "macros": {"tenant": ["proxy"], "projects/payments": [], "system": []}, "projects": ["payments"]}. \
      Macros have names here, never values: a file with anything else in it is refused.
      """)

  @Argument(help: ArgumentHelp("The file, or '-'.", valueName: "file")) var file: String

  @Option(help: ArgumentHelp("The environment that it describes.", valueName: "env"))
  var env: String

  @Option(name: .shortAndLong, help: "The commit message.") var message: String?
  @Flag(help: "Do everything but write.") var dryRun = false
  @OptionGroup var writer: WriterOptions
  @OptionGroup var repository: RepositoryOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let repository = try repository.open()
    let environment = try EnvironmentName(env)
    let source = file == "-" ? "standard input" : file
    let author = try writer.signature(in: repository)
    let taken = author?.seconds ?? Machine.seconds
    let bytes = try ExportFiles.read(file)
    let taking: FactsImport
    do throws(DocumentError) { taking = try FactsImport(bytes) } catch {
      throw RepositoryError(error, in: source)
    }
    let details = Change.Details(message: message, author: author)
    let written = try repository.write(
      to: environment, dryRun: dryRun, as: writer.operation(in: repository), reason: "facts import"
    ) { change throws(RepositoryError) in
      try change.put(taking, subject: "Renew the facts of \(environment)", takenAt: taken, details)
    }
    try output.print(FilesReport([(environment, "facts", written.result)], dryRun: dryRun))
  }
}
