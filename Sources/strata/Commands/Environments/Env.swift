import ArgumentParser
import ProfileRepository
import Reports

struct Env: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "env",
    abstract: "List, add, show or set environments.",
    subcommands: [List.self, Add.self, ShowOne.self, SetOne.self], defaultSubcommand: List.self)

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list",
      abstract: "List the environments in promotion order.")

    @OptionGroup var repository: RepositoryOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
      let repository = try repository.open()
      try output.print(EnvironmentsReport(Env.counted(repository.environments(), repository)))
    }
  }

  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "add", abstract: "Add an environment.")

    @Argument(help: "The new environment's name.") var name: String

    @Option(
      help: ArgumentHelp(
        "The environment that comes before it; else the last of the chain.", valueName: "name"))
    var after: String?

    @OptionGroup var repository: RepositoryOptions
    @OptionGroup var writer: WriterOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
      let repository = try repository.open()
      let made = try repository.addEnvironment(
        EnvironmentName(name), after: after.map(EnvironmentName.init),
        author: writer.signature(in: repository), as: writer.operation(in: repository))
      try output.print(EnvironmentsReport([(made, 0)]))
    }
  }

  struct ShowOne: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Show one environment.")

    @Argument(help: "The environment's name.") var name: String

    @OptionGroup var repository: RepositoryOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
      let repository = try repository.open()
      let one = try repository.environment(EnvironmentName(name))
      try output.print(
        EnvironmentsReport(
          Env.counted([one], repository), showsSettings: true,
          choices: repository.snapshot(of: one.name).registryChoices()))
    }
  }

  private static func counted(
    _ environments: [Environment], _ repository: ProfileRepository
  ) throws -> [(environment: Environment, profiles: Int)] {
    try environments.map { ($0, try repository.snapshot(of: $0.name).documentCount()) }
  }
}
