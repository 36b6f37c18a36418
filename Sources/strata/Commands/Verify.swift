import ArgumentParser
import ProfileRepository
import Reports

struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check every object, branch, path and document; exit code 1 where one is damaged.",
    discussion: """
      With --secrets every document of every environment's history is looked through for certain secrets instead; exit \
      code 3 where one stands in the plain. A secret that got in is known to whoever has the repository: rotate it first, \
      then purge it as the documentation says.
      """)

  @Flag(help: "Look through the whole history for secrets in the plain.") var secrets = false

  @OptionGroup var repository: RepositoryOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    if secrets {
      let found = try repository.open().plainSecrets()
      try output.print(SecretsReport(found))
      if !found.isEmpty { throw Code.findings }
      return
    }
    let verification = try repository.open().verify()
    try output.print(VerificationReport(verification))
    if !verification.problems.isEmpty { throw Code.error }
  }
}

struct Upkeep: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "upkeep",
    abstract: "Merge packs and remove what dead writers left; nothing that is reachable goes.",
    discussion: """
      Also renews the hook that refuses a plain 'git push' to an environment, and shortens an overlong operation log.
      """)

  @OptionGroup var repository: RepositoryOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let repository = try repository.open()
    let report = try repository.upkeep()
    try output.print(UpkeepText(report))
    if let remark = try repository.guardPushes() { Console.note(remark) }
  }
}
