import ArgumentParser
import CanonicalJSON
import Git
import ProfileRepository
import Profiles
import Reports

struct FactsImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Keep what an environment holds, from files: facts, or answers of Palette's API.",
    discussion: """
      What a file is, its shape tells: one of Palette's answers (GET /v1/registries/metadata, /v1/registries/pack, helm \
      and oci with their summaries, GET /v1/packs/{name}/registries/{uid}, GET /v1/packs, POST /v1/packs/search, the \
      macros of a project, the tenant or the system, GET /v1/dashboard/projects/metadata, POST /v1/dashboard/projects), a \
      pack's pack.json, or facts by hand. Several files at once are merged; the pages of a list belong together. Of a \
      macro the name is taken and never its value.

      Facts by hand are JSON; what a member says, and of macros each scope, takes the place of what was known of it: \
      {"registries": {"Public Repo": {"uid": "…", "kind": "pack"}}, "packs": {"nginx": {"Public Repo": ["1.9.4"]}}, \
      "macros": {"tenant": ["proxy"], "projects/payments": [], "system": []}, "projects": ["payments"]}. For single \
      things there is 'strata facts set'.
      """)

  @Argument(help: ArgumentHelp("The files, or '-'.", valueName: "file")) var files: [String]

  @Option(help: ArgumentHelp("The environment that they describe.", valueName: "env"))
  var env: String

  @Option(
    help: ArgumentHelp(
      "The scope of the macros: tenant, system or projects/NAME.", valueName: "scope"))
  var scope: String?

  @Flag(help: "The answers were filtered: what they do not name may be there all the same.")
  var partial = false

  @Option(
    help: ArgumentHelp(
      "Which registry a name means that several have, may be repeated.", valueName: "name=uid"))
  var registryUid: [String] = []

  @Option(name: .shortAndLong, help: "The commit message.") var message: String?
  @Flag(help: "Do everything but write.") var dryRun = false
  @OptionGroup var writer: WriterOptions
  @OptionGroup var repository: RepositoryOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let repository = try repository.open()
    let environment = try EnvironmentName(env)
    let author = try writer.signature(in: repository)
    let taken = author?.seconds ?? Machine.seconds
    let taking = try taking()
    let details = Change.Details(message: message, author: author)
    let written = try repository.write(
      to: environment, dryRun: dryRun, as: writer.operation(in: repository), reason: "facts import"
    ) { change throws(RepositoryError) in
      try change.put(taking, subject: "Renew the facts of \(environment)", takenAt: taken, details)
    }
    try output.print(FilesReport([(environment, "facts", written.result)], dryRun: dryRun))
  }

  private func taking() throws -> FactsImport {
    var taking = FactsImport(
      .init(
        macroScope: try scope.map(FactsWord.macroScope), isPartial: partial,
        registryUIDs: try chosen()))
    for file in files {
      let bytes = try ExportFiles.read(file)
      do throws(DocumentError) { try taking.add(bytes) } catch {
        throw RepositoryError(error, in: file == "-" ? "standard input" : file)
      }
    }
    return taking
  }

  private func chosen() throws -> [JSONString: JSONString] {
    var chosen: [JSONString: JSONString] = [:]
    for text in registryUid {
      // A uid holds no '=', a name may.
      guard let at = text.utf8.lastIndex(of: UInt8(ascii: "=")) else {
        throw UsageError("--registry-uid takes NAME=UID, not '\(text)'")
      }
      chosen[JSONString(String(text[..<at]))] = JSONString(String(text[at...].dropFirst()))
    }
    return chosen
  }
}
