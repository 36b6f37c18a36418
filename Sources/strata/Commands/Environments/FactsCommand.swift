import ArgumentParser
import CanonicalJSON
import Git
import ProfileRepository
import Profiles
import Reports

struct FactsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "facts",
    abstract: "Show and keep what an environment is known to hold.",
    subcommands: [
      ShowAll.self, FactsCaptureCommand.self, FactsSetCommand.self, FactsImportCommand.self,
      SchemaCommand.self,
    ])

  struct ShowAll: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show",
      abstract: "Show what an environment is known to hold, and how old that is.",
      discussion: "As JSON it is the whole file, as it is kept in the environment's branch.")

    @Argument(help: ArgumentHelp("The environment, or a revision of it.", valueName: "env"))
    var revision: String

    @OptionGroup var repository: RepositoryOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
      guard let facts = try repository.open().snapshot(at: Revision(revision)).facts() else {
        throw RepositoryError(
          .notFound, "nothing is known of '\(revision)' yet",
          hint: "say it with 'strata facts set' or 'strata facts import'")
      }
      try output.print(FactsReport(facts, of: revision, now: Machine.seconds))
    }
  }
}

/// A pack in one version as a person names it.
struct PackArgument: ExpressibleByArgument {
  let pack: Sensitivity.Pack

  /// Reads `PACK@VERSION`; the version follows the last `@`.
  init?(argument: String) {
    guard let at = argument.utf8.lastIndex(of: UInt8(ascii: "@")) else { return nil }
    let name = JSONString(String(Substring(argument.utf8[..<at])))
    let version = JSONString(String(Substring(argument.utf8[at...].dropFirst())))
    guard NameRule.violation(of: name) == nil, NameRule.violation(of: version) == nil else {
      return nil
    }
    pack = Sensitivity.Pack(name: name, version: version)
  }
}

/// Which environments a command about facts concerns.
struct EnvironmentsOption: ParsableArguments {
  @Option(
    help: ArgumentHelp("The environment, may be repeated; else every one.", valueName: "env"))
  var env: [String] = []

  func names(in repository: ProfileRepository) throws -> [EnvironmentName] {
    if env.isEmpty { return try repository.environments().map(\.name) }
    return try env.map { try EnvironmentName($0) }
  }
}
