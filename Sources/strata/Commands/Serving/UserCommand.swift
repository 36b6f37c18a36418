import ArgumentParser
import Git
import ProfileRepository
import Profiles
import StrataServer

struct UserCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "user", abstract: "Say who may sign in to the console, and with which password.",
    discussion: """
      A user signs in at the address of 'strata serve'. What is written there has the user as its author. The repository \
      keeps what scrypt makes of a password, in 'strata/users.json' beside git's files, not in git.
      """,
    subcommands: [UserAdd.self, UserList.self, UserRemove.self, UserPassword.self])
}

struct UserAdd: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Add a user; the password is asked for, or read from standard input.")

  @Argument(help: ArgumentHelp("Letters, digits and '.-_@'.", valueName: "name")) var name: String

  @Option(help: "What it allows: viewer, editor or admin.") var role: Role

  @Option(
    help: ArgumentHelp(
      "An environment that it opens; may be repeated, every one if it is left out.",
      valueName: "env"))
  var env: [String] = []

  @Option(help: ArgumentHelp("Bind the user to one project.", valueName: "name"))
  var project: String?

  @Option(help: ArgumentHelp("The address that commits name.", valueName: "address"))
  var email: String?

  @OptionGroup var repository: RepositoryOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if !ConsoleUser.isName(name) {
      throw ValidationError("a user's name is made of letters, digits and '.-_@'")
    }
  }

  func run() throws {
    let repository = try repository.open()
    let environments = try env.map { try EnvironmentName($0) }
    for environment in environments { _ = try repository.snapshot(of: environment) }
    let address = email ?? (name.contains("@") ? name : "\(name)@\(Machine.hostName)")
    _ = try Signature(name: name, email: address, seconds: 0)
    let request = UserFile.Request(
      name: name, email: address, role: role, environments: environments,
      project: try project.map(ProjectOption.scope))
    let user = try UserFile(of: repository).add(request, password: NewPassword.read(for: name))
    try output.print(UsersReport([user]))
  }
}

struct UserList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List those who may sign in to the console.")

  @OptionGroup var repository: RepositoryOptions
  @OptionGroup var output: OutputOptions

  func run() throws { try output.print(UsersReport(UserFile(of: repository.open()).users())) }
}

struct UserRemove: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rm", abstract: "Take a user away; sessions end with the next request.")

  @Argument(help: ArgumentHelp("The user.", valueName: "name")) var name: String

  @OptionGroup var repository: RepositoryOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    guard let user = try UserFile(of: repository.open()).remove(name) else {
      throw UserPassword.unknown(name)
    }
    try output.print(UsersReport([user]))
  }
}

struct UserPassword: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "passwd",
    abstract: "Set a user's password; it is asked for, or read from standard input.")

  @Argument(help: ArgumentHelp("The user.", valueName: "name")) var name: String

  @OptionGroup var repository: RepositoryOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let file = UserFile(of: try repository.open())
    guard try file.users().contains(where: { $0.name == name }),
      let user = try file.setPassword(NewPassword.read(for: name), of: name)
    else { throw Self.unknown(name) }
    try output.print(UsersReport([user]))
  }

  static func unknown(_ name: String) -> RepositoryError {
    RepositoryError(.notFound, "no user '\(name)'", hint: "see them with 'strata user list'")
  }
}

/// A password that somebody chooses: twice from the terminal, or the first line of standard input.
enum NewPassword {
  static func read(for name: String) throws -> [UInt8] {
    guard StandardStream.hasKeyboard else { return try line() }
    let first = try ask("password for \(name): ")
    guard try ask("again: ") == first else {
      throw UsageError(
        "the two passwords differ", hint: "nothing was written; run the command again")
    }
    return first
  }

  private static func ask(_ question: String) throws -> [UInt8] {
    switch HiddenInput.ask(question) {
    case .line(let bytes): return bytes
    case .noTerminal: return try line()
    case .ended: throw UsageError("no password was given", hint: "nothing was written")
    }
  }

  private static func line() throws -> [UInt8] {
    guard let line = readLine(strippingNewline: true), !line.isEmpty else {
      throw UsageError(
        "no password was given", hint: "type it on a terminal, or send it to standard input")
    }
    return Array(line.utf8)
  }
}

/// The project that a key or a user is bound to.
enum ProjectOption {
  static func scope(_ name: String) throws -> Scope {
    guard let scope = Scope("projects/" + name) else {
      throw UsageError("'\(name)' is no name of a project", hint: "a name has no slash")
    }
    return scope
  }
}
