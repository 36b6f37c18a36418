import ArgumentParser
import CanonicalJSON
import PackValues
import ProfileRepository
import Profiles
import Reports

struct OverrideCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "override",
    abstract: "Say what an environment differs in on purpose.",
    discussion: """
      A promotion or import takes such a value from the target, whatever the source has there, and says so. Without a \
      version all versions of the profile are meant.
      """,
    subcommands: [SetOne.self, List.self, Remove.self])

  /// Which value of which profile.
  struct PlaceArguments: ParsableArguments {
    @Argument(help: ArgumentHelp("The environment.", valueName: "env")) var environment: String
    @Argument(help: ArgumentHelp("The profile.", valueName: "profile")) var profile: String
    @Option(help: ArgumentHelp("The layer, by its pack's name.", valueName: "layer"))
    var layer: String
    @Option(help: ArgumentHelp("The path of the value.", valueName: "path")) var path: String
  }

  struct SetOne: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "set", abstract: "Keep a value as the environment has it.")

    @OptionGroup var place: PlaceArguments
    @Option(help: ArgumentHelp("Why.", valueName: "text")) var reason: String?
    @Option(name: .shortAndLong, help: "The commit message.") var message: String?
    @Flag(help: "Do everything but write.") var dryRun = false
    @OptionGroup var writer: WriterOptions
    @OptionGroup var repository: RepositoryOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
      let repository = try repository.open()
      let environment = try EnvironmentName(place.environment)
      let selector = try ProfileSelector(place.profile)
      let details = Change.Details(message: message, author: try writer.signature(in: repository))
      let written = try repository.write(
        to: environment, dryRun: dryRun, as: writer.operation(in: repository),
        reason: "override set"
      ) { change throws(RepositoryError) in
        let meant = try change.base.overriddenPlace(
          of: selector, layer: place.layer, path: place.path)
        var overrides = try change.base.overrides()
        overrides.set(Overrides.Entry(profile: selector, place: meant, reason: reason))
        return try change.put(
          file: overrides, subject: "Override \(place.layer) \(place.path)", details)
      }
      try output.print(FilesReport([(environment, "overrides", written.result)], dryRun: dryRun))
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List what environments override.")

    @Argument(help: ArgumentHelp("One environment; else all.", valueName: "env"))
    var environment: String?
    @OptionGroup var repository: RepositoryOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
      let repository = try repository.open()
      let names =
        try environment.map { [try EnvironmentName($0)] } ?? repository.environments().map(\.name)
      var items: [OverridesReport.Item] = []
      for name in names {
        let snapshot = try repository.snapshot(of: name)
        for entry in try snapshot.overrides().entries {
          items.append(.init(name, entry, isThere: try snapshot.stands(entry)))
        }
      }
      try output.print(OverridesReport(items))
    }
  }

  struct Remove: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "rm", abstract: "Let a value follow the source again.")

    @OptionGroup var place: PlaceArguments
    @Option(name: .shortAndLong, help: "The commit message.") var message: String?
    @Flag(help: "Do everything but write.") var dryRun = false
    @OptionGroup var writer: WriterOptions
    @OptionGroup var repository: RepositoryOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
      let repository = try repository.open()
      let environment = try EnvironmentName(place.environment)
      let selector = try ProfileSelector(place.profile)
      let details = Change.Details(message: message, author: try writer.signature(in: repository))
      let written = try repository.write(
        to: environment, dryRun: dryRun, as: writer.operation(in: repository), reason: "override rm"
      ) { change throws(RepositoryError) in
        var overrides = try change.base.overrides()
        for entry in try meant(overrides, selector) {
          overrides.remove(entry.profile, entry.place)
        }
        return try change.put(
          file: overrides, subject: "End override \(place.layer) \(place.path)", details)
      }
      try output.print(FilesReport([(environment, "overrides", written.result)], dryRun: dryRun))
    }

    /// By what is written in the file, since the place itself may be gone.
    private func meant(
      _ overrides: Overrides, _ selector: ProfileSelector
    ) throws(RepositoryError) -> [Overrides.Entry] {
      let found = overrides.entries.filter { entry in
        let layer = entry.place.layer.string
        return entry.profile == selector && "\(entry.place.path)" == place.path
          && (layer == place.layer || layer.split(separator: " ").contains { $0 == place.layer })
      }
      if !found.isEmpty { return found }
      throw RepositoryError(
        .notFound,
        "'\(place.environment)' overrides no '\(place.path)' in layer '\(place.layer)' of '\(selector)'",
        hint: "see what it does with 'strata override list \(place.environment)'")
    }
  }
}
