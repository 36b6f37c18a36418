import ArgumentParser
import CanonicalJSON
import Git
import ProfileRepository
import Profiles
import Reports

struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Keep what a pack's schema.yaml declares, so that its passwords are known as such.",
    discussion: """
      An export does not say which values of a layer are sensitive; the schema.yaml of the pack's version does. A schema \
      counts for its own version of the pack alone.
      """,
    subcommands: [Add.self, List.self, ShowOne.self, Forget.self])

  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "add", abstract: "Keep the schema of a pack's version.")

    @Argument(help: ArgumentHelp("Such as akuity-agent@0.30.0.", valueName: "pack@version"))
    var pack: PackArgument
    @Argument(help: ArgumentHelp("The pack's schema.yaml, or '-'.", valueName: "file"))
    var file: String

    @OptionGroup var options: SchemaChange

    func run() throws {
      let schema = try Self.schema(file)
      let author = try options.author()
      try options.run(pack.pack, reason: "facts schema add") { change throws(RepositoryError) in
        try change.put(
          schema, of: pack.pack, takenAt: author.taken,
          .init(message: options.message, author: author.signature))
      }
    }

    private static func schema(_ file: String) throws -> PackSchema {
      let bytes = try ExportFiles.read(file)
      do throws(DocumentError) { return try PackSchema(yaml: bytes) } catch {
        throw RepositoryError(error, in: file == "-" ? "standard input" : file)
      }
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List the schemas that are kept.")

    @OptionGroup var environments: EnvironmentsOption
    @OptionGroup var repository: RepositoryOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
      try output.print(SchemasReport(SchemaCommand.kept(in: repository.open(), environments)))
    }
  }

  struct ShowOne: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Show what a pack's version declares, path by path.")

    @Argument(help: ArgumentHelp("Such as akuity-agent@0.30.0.", valueName: "pack@version"))
    var pack: PackArgument

    @OptionGroup var environments: EnvironmentsOption
    @OptionGroup var repository: RepositoryOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
      let kept = try SchemaCommand.kept(in: repository.open(), environments)
      let found = kept.filter { $0.pack == pack.pack }
      if found.isEmpty { throw SchemaCommand.missing(pack.pack, kept.map(\.pack)) }
      try output.print(SchemasReport(found, showsEntries: true))
    }
  }

  struct Forget: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "rm", abstract: "Forget the schema of a pack's version.")

    @Argument(help: ArgumentHelp("Such as akuity-agent@0.30.0.", valueName: "pack@version"))
    var pack: PackArgument

    @OptionGroup var options: SchemaChange

    func run() throws {
      let kept = try SchemaCommand.kept(in: options.repository.open(), options.environments)
      guard kept.contains(where: { $0.pack == pack.pack }) else {
        throw SchemaCommand.missing(pack.pack, kept.map(\.pack))
      }
      let author = try options.author().signature
      try options.run(pack.pack, reason: "facts schema rm") { change throws(RepositoryError) in
        try change.removeSchema(of: pack.pack, .init(message: options.message, author: author))
      }
    }
  }

  private static func kept(
    in repository: ProfileRepository, _ environments: EnvironmentsOption
  ) throws -> [SchemasReport.Item] {
    try environments.names(in: repository).flatMap { name in
      let schemas = try repository.snapshot(of: name).facts()?.schemas ?? [:]
      return schemas.sorted { $0.key < $1.key }.map { (name, $0.key, $0.value) }
    }
  }

  private static func missing(
    _ pack: Sensitivity.Pack, _ kept: [Sensitivity.Pack]
  ) -> RepositoryError {
    let versions = Set(kept.filter { $0.name == pack.name }.map(\.version)).sorted()
    let list = versions.map(\.string).joined(separator: ", ")
    let near = Nearest.name(to: pack.name.string, among: kept.map(\.name.string))
    return RepositoryError(
      .notFound, "no schema of \(pack) is kept",
      hint: !versions.isEmpty
        ? "there is one of \(list)"
        : near.map { "did you mean '\($0)'?" } ?? "see them with 'strata facts schema list'")
  }
}

/// What `schema add` and `schema rm` have in common.
struct SchemaChange: ParsableArguments {
  @OptionGroup var environments: EnvironmentsOption
  @Option(name: .shortAndLong, help: "The commit message.") var message: String?
  @Flag(help: "Do everything but write.") var dryRun = false
  @OptionGroup var writer: WriterOptions
  @OptionGroup var repository: RepositoryOptions
  @OptionGroup var output: OutputOptions

  /// Who writes, and when the facts count as taken.
  func author() throws -> (signature: Signature?, taken: Int64) {
    let repository = try repository.open()
    let signature = try writer.signature(in: repository)
    return (signature, try (signature ?? Identity.committer(in: repository)).seconds)
  }

  /// Writes to one environment after another; each one is on its own, and what is there already makes no commit.
  func run(
    _ pack: Sensitivity.Pack, reason: String,
    _ body: (inout Change) throws(RepositoryError) -> ObjectID?
  ) throws {
    let repository = try repository.open()
    let operation = try writer.operation(in: repository)
    var items: [FilesReport.Item] = []
    for name in try environments.names(in: repository) {
      let written = try repository.write(
        to: name, dryRun: dryRun, as: operation, reason: reason, body)
      items.append((name, "schema of \(pack)", written.result))
    }
    try output.print(FilesReport(items, dryRun: dryRun))
  }
}
