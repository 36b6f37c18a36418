import ArgumentParser
import Git
import ProfileRepository
import Reports

struct Log: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: "Show the history of a profile, of its values or of an environment, newest first.",
    discussion: """
      With --layer or --path: the commits in which that layer or value changed, each with the change. To write a value \
      otherwise is no change.

      With --operations: what was done, one entry a command, with the branches that it moved. 'strata undo' takes one \
      back.
      """)

  @Argument(
    help: ArgumentHelp(
      "A profile (dev:web-platform, dev:web-platform@1.2.0) or an environment; else all of them.",
      valueName: "address|env"))
  var subject: String?

  @Option(name: .customShort("n"), help: "At most so many commits, or operations.") var limit: Int?

  @Flag(help: "Show operations instead of commits.") var operations = false

  @Option(
    help: ArgumentHelp("Only what changed this layer; see 'strata help blame'.", valueName: "name"))
  var layer: String?

  @Option(help: "Only what changed the value at this path, or what lies below it.")
  var path: String?

  @OptionGroup var repository: RepositoryOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if layer != nil || path != nil, subject?.contains(":") != true {
      throw ValidationError("--layer and --path need a profile, such as dev:web-platform")
    }
    if let limit, limit < 0 { throw ValidationError("-n takes a number that is not negative") }
    if operations, subject?.contains(":") == true {
      throw ValidationError("--operations takes an environment, or nothing for all of them")
    }
  }

  func run() throws {
    let repository = try repository.open()
    if operations { return try output.print(OperationsReport(records(in: repository))) }
    if layer != nil || path != nil { return try showValues(repository) }
    let entries = try subject.map { try history($0, repository) } ?? whole(repository)
    try output.print(HistoryReport(Array(entries.prefix(limit ?? .max))))
  }

  private func records(in repository: ProfileRepository) throws -> [OperationRecord] {
    guard let subject else { return try repository.operations(limit: limit) }
    let environment = try repository.environment(EnvironmentName(subject)).name
    let all = try repository.operations().filter { $0.environments.contains(environment) }
    return Array(all.prefix(limit ?? .max))
  }

  private func showValues(_ repository: ProfileRepository) throws {
    let address = try Address(subject ?? "")
    let snapshot = try repository.snapshot(at: address.revision)
    let entry = try snapshot.find(address.profile)
    let selection = try snapshot.selection(of: entry, layer: layer, path: path)
    try output.print(
      ValueLogReport(
        snapshot.valueLog(entry, selecting: selection, limit: limit),
        isASCII: ColorChoice.auto.isASCII))
  }

  private func history(
    _ subject: String, _ repository: ProfileRepository
  ) throws -> [HistoryReport.Item] {
    guard subject.contains(":") else {
      let entries = try repository.snapshot(at: Revision(subject)).history(limit: limit)
      return entries.map { (nil, $0) }
    }
    let address = try Address(subject)
    let snapshot = try repository.snapshot(at: address.revision)
    let entries = try snapshot.history(of: address.profile)
    if entries.isEmpty { _ = try snapshot.find(address.profile) }
    return entries.map { (nil, $0) }
  }

  /// The environments' histories together, by committer date.
  private func whole(_ repository: ProfileRepository) throws -> [HistoryReport.Item] {
    let all = try repository.environments().flatMap { environment in
      try repository.snapshot(of: environment.name).history(limit: limit).map {
        HistoryReport.Item(environment.name, $0)
      }
    }
    return all.sorted {
      $0.entry.commit.committer.seconds > $1.entry.commit.committer.seconds
    }
  }
}
