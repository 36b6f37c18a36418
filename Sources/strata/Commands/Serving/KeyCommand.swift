public import ArgumentParser
import Git
import ProfileRepository
import Profiles
import Reports
public import StrataServer

struct KeyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key", abstract: "Make, list and revoke the keys that open a served repository.",
    subcommands: [KeyCreate.self, KeyList.self, KeyRevoke.self])
}

struct KeyCreate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create", abstract: "Make an access key; it is shown this once.",
    discussion: """
      A client sends it in the header ApiKey. What is written with it has its owner as the author. The repository keeps a \
      hash of it, in 'strata/keys.json' beside git's files, not in git.
      """)

  @Option(
    help: ArgumentHelp(
      "An environment that it opens; may be repeated, the first is the tenant for Palette's API.",
      valueName: "env"))
  var env: [String]

  @Option(help: "What it allows: viewer, editor or admin.") var role: Role

  @Option(help: ArgumentHelp("Bind it to one project.", valueName: "name")) var project: String?

  @Option(
    help: ArgumentHelp("From when on it opens nothing, as ISO 8601.", valueName: "iso"))
  var expires: String?

  @Option(
    help: ArgumentHelp("Whose it is; else whoever runs the command.", valueName: "'N <e>'"))
  var owner: String?

  @OptionGroup var repository: RepositoryOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if env.isEmpty { throw ValidationError("--env names no environment") }
  }

  func run() throws {
    let repository = try repository.open()
    let environments = try env.map { try EnvironmentName($0) }
    for environment in environments { _ = try repository.snapshot(of: environment) }
    let now = Machine.seconds
    let request = KeyFile.Request(
      environments: environments, role: role, project: try scope(),
      owner: try owner.map { try Identity.parse($0) } ?? Identity.committer(in: repository),
      expires: try expires.map { try ISODate.parse($0).seconds })
    if let end = request.expires, end <= now {
      throw UsageError("the key would have expired already", hint: "name a date to come")
    }
    let (key, token) = try KeyFile(of: repository).create(request, at: now)
    try output.print(KeysReport([key], token: token))
  }

  private func scope() throws -> Scope? {
    guard let project else { return nil }
    guard let scope = Scope("projects/" + project) else {
      throw UsageError("'\(project)' is no name of a project", hint: "a name has no slash")
    }
    return scope
  }
}

struct KeyList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the access keys; their secrets are not kept.")

  @OptionGroup var repository: RepositoryOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    try output.print(KeysReport(KeyFile(of: repository.open()).keys()))
  }
}

struct KeyRevoke: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revoke", abstract: "Take access keys away; they open nothing from now on.")

  @Argument(help: ArgumentHelp("The ids, as 'strata key list' shows them.", valueName: "id"))
  var ids: [String]

  @OptionGroup var repository: RepositoryOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let file = KeyFile(of: try repository.open())
    var revoked: [AccessKey] = []
    for id in ids {
      guard let key = try file.revoke(id) else {
        throw RepositoryError(
          .notFound, "no key '\(id)'", hint: "see them with 'strata key list'")
      }
      revoked.append(key)
    }
    try output.print(KeysReport(revoked))
  }
}

extension Role: ExpressibleByArgument {}
