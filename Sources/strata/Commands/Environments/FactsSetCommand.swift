import ArgumentParser
import CanonicalJSON
import Git
import ProfileRepository
import Profiles
import Reports

struct FactsSetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set",
    abstract: "Add or take out single things that an environment is known to hold.",
    discussion: """
      Examples: strata facts set prod --macro tenant:proxy --project payments --registry \
      'Corp Mirror,kind=oci,uid=64ea…' --pack 'nginx@1.9.4=Corp Mirror'; --constraint \
      'shop@2.0.0:required,pack=kubernetes,layer=k8s,min=1.27,max=1.31'. Each option may be repeated, and each has \
      its opposite: --no-macro tenant:proxy, --no-project payments, --no-registry 'Corp Mirror', --no-pack nginx (or \
      nginx@1.9.4, or 'nginx@1.9.4=Corp Mirror'), --no-constraint shop@2.0.0.

      What is added where nothing was known is not taken for all there is: what is missing beside it stays \
      could-not-check. Say that it is all with --complete packs, projects, registries, macros:SCOPE or \
      versions:PACK=REGISTRY. The date of the facts stays.
      """)

  @Argument(help: "The environment.") var env: String

  @OptionGroup(title: "What is there") var added: AddedFacts
  @OptionGroup(title: "What is not there") var removed: RemovedFacts

  @Option(help: ArgumentHelp("A list that is complete now.", valueName: "part"))
  var complete: [String] = []

  @Option(name: .shortAndLong, help: "The commit message.") var message: String?
  @Flag(help: "Do everything but write.") var dryRun = false
  @OptionGroup var writer: WriterOptions
  @OptionGroup var repository: RepositoryOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if added.isEmpty && removed.isEmpty && complete.isEmpty {
      throw ValidationError("name what to change, with --macro, --pack, --registry or --project")
    }
  }

  func run() throws {
    let edit = FactsEdit(
      adding: try added.items(), removing: try removed.items(),
      completing: try complete.map(FactsWord.part))
    let repository = try repository.open()
    let environment = try EnvironmentName(env)
    let author = try writer.signature(in: repository)
    let taken = author?.seconds ?? Machine.seconds
    let details = Change.Details(message: message, author: author)
    let written = try repository.write(
      to: environment, dryRun: dryRun, as: writer.operation(in: repository), reason: "facts set"
    ) { change throws(RepositoryError) in
      try change.apply(
        edit, subject: "Change the facts of \(environment)", takenAt: taken, details)
    }
    try output.print(FilesReport([(environment, "facts", written.result)], dryRun: dryRun))
  }
}

struct AddedFacts: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A registry, with kind=, uid=, scope=, provider= and private=true|false as far as known.",
      valueName: "name[,key=value…]"))
  var registry: [String] = []

  @Option(
    help: ArgumentHelp(
      "A version of a pack in a registry.", valueName: "pack@version=registry"))
  var pack: [String] = []

  @Option(
    help: ArgumentHelp(
      "A macro's name, never its value; the scope is tenant, system or projects/NAME.",
      valueName: "scope:name"))
  var macro: [String] = []

  @Option(help: ArgumentHelp("A project.", valueName: "name")) var project: [String] = []

  @Option(
    help: ArgumentHelp(
      "What a pack asks of another: required, optional, notSupported or upgrade.",
      valueName: "pack@version:kind,pack=name[,layer=…][,min=…][,max=…]"))
  var constraint: [String] = []

  var isEmpty: Bool { [registry, pack, macro, project, constraint].allSatisfy(\.isEmpty) }

  func items() throws -> [FactsEdit.Item] {
    try registry.map(FactsWord.registry) + pack.map(FactsWord.pack) + macro.map(FactsWord.macro)
      + project.map { .project(.init($0)) } + constraint.map(FactsWord.constraint)
  }
}

struct RemovedFacts: ParsableArguments {
  @Option(
    help: ArgumentHelp("A registry to take out, with its packs.", valueName: "name"))
  var noRegistry: [String] = []

  @Option(
    help: ArgumentHelp(
      "A pack, a version of it, or that in one registry.", valueName: "pack[@version][=registry]"))
  var noPack: [String] = []

  @Option(help: ArgumentHelp("A macro to take out.", valueName: "scope:name"))
  var noMacro: [String] = []

  @Option(help: ArgumentHelp("A project to take out.", valueName: "name"))
  var noProject: [String] = []

  @Option(
    help: ArgumentHelp(
      "The version of a pack whose constraints are to go.", valueName: "pack@version"))
  var noConstraint: [String] = []

  var isEmpty: Bool {
    [noRegistry, noPack, noMacro, noProject, noConstraint].allSatisfy(\.isEmpty)
  }

  func items() throws -> [FactsEdit.Item] {
    try noRegistry.map { .registry(.init($0), .init()) } + noPack.map(FactsWord.packs)
      + noMacro.map(FactsWord.macro) + noProject.map { .project(.init($0)) }
      + noConstraint.map { .constraint(try FactsWord.version($0), nil) }
  }
}
