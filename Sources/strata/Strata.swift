import ArgumentParser
import Git

/// The tool: parse, call, print.
struct Strata: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "strata",
    abstract: "Version control for Spectro Cloud Palette cluster profiles.",
    discussion: """
      Keeps profile exports in a git repository, one branch per environment; shows what changed layer by layer; says \
      which masked values are still to be filled; replays commits into the project or tenant of another environment.

      Exit codes: 0 done, 1 error, 2 differences (with --exit-code), 3 validation findings, 4 authentication, \
      5 conflict, 6 not found, 7 unreachable, 64 usage, 130 interrupted.
      """,
    version: version,
    groupedSubcommands: [
      CommandGroup(
        name: "Repository:",
        subcommands: [
          Init.self, Env.self, FactsCommand.self, RegistriesCommand.self, OverrideCommand.self,
          Verify.self, Upkeep.self,
          SetupGit.self,
        ]),
      CommandGroup(
        name: "Profiles:",
        subcommands: [
          Commit.self, Edit.self, Remove.self, Show.self, Export.self, Masked.self,
          FillCommand.self,
        ]),
      CommandGroup(
        name: "History and comparison:",
        subcommands: [Log.self, Blame.self, Diff.self, ApplyPatch.self]),
      CommandGroup(
        name: "Back to what was:",
        subcommands: [RollBack.self, UndoOperation.self, Hold.self, Release.self]),
      CommandGroup(
        name: "Between environments:",
        subcommands: [
          Status.self, Why.self, Validate.self, Promote.self, Import.self, PlanCommand.self,
          Apply.self,
        ]),
      CommandGroup(
        name: "With a live Palette:",
        subcommands: [CaptureCommand.self, DeployCommand.self, DriftCommand.self]),
      CommandGroup(name: "Serving:", subcommands: [Serve.self, KeyCommand.self, UserCommand.self]),
      CommandGroup(name: "JSON:", subcommands: [Canonicalize.self]),
      CommandGroup(
        name: "Called by git:", subcommands: [GitTextconv.self, GitDiff.self, GitMerge.self]),
    ])

  static let version = "0.1.0"
}

@main
enum Main {
  static func main() async {
    Machine.prepareProcess()
    let arguments = LeadingOptions.moved(Array(CommandLine.arguments.dropFirst()))
    do {
      var command = try Strata.parseAsRoot(arguments)
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      Failure(error, arguments: arguments).end()
    }
  }
}

/// Options that stand before the command move behind it, so that `strata --repo X log` works as git's `-C` does.
enum LeadingOptions {
  static func moved(_ arguments: [String]) -> [String] {
    var (rest, leading) = (arguments[...], [String]())
    while let first = rest.first {
      if first == "--json" || first.hasPrefix("--repo=") || first.hasPrefix("--output=") {
        leading.append(first)
        rest = rest.dropFirst()
      } else if ["--repo", "--output", "-o"].contains(first), rest.count > 1 {
        leading += rest.prefix(2)
        rest = rest.dropFirst(2)
      } else {
        break
      }
    }
    guard !rest.isEmpty else { return arguments }
    let end = rest.firstIndex(of: "--") ?? rest.endIndex
    return Array(rest[..<end]) + leading + Array(rest[end...])
  }
}
