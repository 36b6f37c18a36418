import ArgumentParser
import ProfileRepository
import Replay
import Reports

struct Status: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Show how environments stand to each other: behind, ahead, hot-fixed, missing.",
    discussion: """
      Compares each environment with the one that it comes after, or those that are named with the nearest before \
      them. Profiles of the same content are counted, the others listed with the reason and the next command.
      """)

  @Argument(help: ArgumentHelp("Environments; else the whole chain.", valueName: "env"))
  var environments: [String] = []

  @Flag(help: "List the profiles that are equal, too.") var all = false
  @Flag(help: "Exit with 2 where anything is not equal.") var exitCode = false

  @OptionGroup var repository: RepositoryOptions
  @OptionGroup var output: TableOptions

  func run() throws {
    let names = try environments.map { try EnvironmentName($0) }
    let pairs = try Standings.along(names, in: repository.open(), listsIdentical: all)
    let style = output.style
    let report = StandingsReport(pairs, isColored: style.isColored, isASCII: style.isASCII)
    switch output.format {
    case .text: try Console.print(report.text)
    case .compact: try Console.print(report.compact)
    case .json: try Console.print(PrintableJSON.encoded(report.json))
    }
    if exitCode && !report.areEqual { throw Code.differences }
  }
}
