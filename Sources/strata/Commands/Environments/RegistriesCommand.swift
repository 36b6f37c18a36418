import ArgumentParser
import CanonicalJSON
import ProfileRepository
import Profiles
import Reports

struct RegistriesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "registries",
    abstract: "Say which registry packs come from, where an environment has several.",
    discussion: """
      What an import or a promotion is told with --registry and --registry-for, or on the terminal, is kept here and \
      holds for the next one. A choice for a pack counts before one for a registry, a scope's own before the environment's.
      """,
    subcommands: [List.self, SetOnes.self, Forget.self], defaultSubcommand: List.self)

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List what was chosen.")

    @Argument(help: ArgumentHelp("One environment; else all.", valueName: "env"))
    var environment: String?
    @OptionGroup var repository: RepositoryOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
      let repository = try repository.open()
      let names =
        try environment.map { [try EnvironmentName($0)] } ?? repository.environments().map(\.name)
      try output.print(
        RegistriesReport(names.map { ($0, try repository.snapshot(of: $0).registryChoices()) }))
    }
  }

  struct SetOnes: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "set", abstract: "Choose registries.")

    @Argument(
      help: ArgumentHelp("The environment, or one of its scopes.", valueName: "env[:scope]"))
    var place: String
    @OptionGroup var registries: RegistryOptions
    @OptionGroup var change: RegistryChangeOptions
    @OptionGroup var repository: RepositoryOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
      if registries.registry.isEmpty && registries.registryFor.isEmpty {
        throw ValidationError("name a choice with --registry or --registry-for")
      }
    }

    func run() throws {
      let mappings = try registries.mappings()
      try change.run(place, "Choose", in: repository.open(), output) { choices, scope in
        for mapping in mappings { choices.set(.init(mapping, in: scope)) }
      }
    }
  }

  struct Forget: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "forget", abstract: "Forget choices, so that the next import asks again.")

    @Argument(
      help: ArgumentHelp("The environment, or one of its scopes.", valueName: "env[:scope]"))
    var place: String
    @Option(help: ArgumentHelp("The source's registry.", valueName: "source"))
    var registry: [String] = []
    @Option(help: ArgumentHelp("The pack.", valueName: "pack")) var registryFor: [String] = []
    @Flag(help: "Everything that was chosen there.") var all = false
    @OptionGroup var change: RegistryChangeOptions
    @OptionGroup var repository: RepositoryOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
      if all == !(registry.isEmpty && registryFor.isEmpty) {
        throw ValidationError("name choices with --registry or --registry-for, or --all")
      }
    }

    func run() throws {
      let named =
        registry.map { RegistryMapping.Subject.registry(.init($0)) }
        + registryFor.map { RegistryMapping.Subject.pack(.init($0)) }
      try change.run(place, "Forget", in: repository.open(), output) {
        choices, scope throws(RepositoryError) in
        let there = choices.entries.filter { $0.scope == scope }.map(\.mapping.subject)
        for subject in all ? there : named where !choices.remove(subject, in: scope) {
          throw RepositoryError(
            .notFound, "nothing is chosen for \(Self.words(subject)) in '\(place)'",
            hint: "see what is with 'strata registries list'")
        }
      }
    }

    private static func words(_ subject: RegistryMapping.Subject) -> String {
      switch subject {
      case .registry(let name): "the registry '\(name)'"
      case .pack(let name): "the pack '\(name)'"
      }
    }
  }
}

/// How a change of the choices is committed.
struct RegistryChangeOptions: ParsableArguments {
  @Option(name: .shortAndLong, help: "The commit message.") var message: String?
  @Flag(help: "Do everything but write.") var dryRun = false
  @OptionGroup var writer: WriterOptions

  func run(
    _ place: String, _ verb: String, in repository: ProfileRepository, _ output: OutputOptions,
    _ edit: (inout RegistryChoices, Scope?) throws(RepositoryError) -> Void
  ) throws {
    let target = try Target(place)
    let details = Change.Details(message: message, author: try writer.signature(in: repository))
    let written = try repository.write(
      to: target.environment, dryRun: dryRun, as: writer.operation(in: repository),
      reason: "registries"
    ) { change throws(RepositoryError) in
      var choices = try change.base.registryChoices()
      try edit(&choices, target.scope)
      return try change.put(
        file: choices, subject: "\(verb) registries of \(target.environment)", details)
    }
    try output.print(
      FilesReport([(target.environment, "registries", written.result)], dryRun: dryRun))
  }
}
