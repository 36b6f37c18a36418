import ArgumentParser
import Git
import Reports

/// How a command tells a result that line tools read too.
struct TableOptions: ParsableArguments {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, compact, json
  }

  @Option(name: .shortAndLong, help: "The result's form: text, compact or json.")
  var output: Format?
  @Flag(help: "Short for --output json.") var json = false
  @Option(help: "When to use color: auto, always or never.") var color: ColorChoice?

  var format: Format {
    json ? .json : output ?? Machine.environment("STRATA_OUTPUT").flatMap(Format.init) ?? .text
  }

  var style: DifferenceReport.Options { (color ?? .auto).options(from: "", to: "") }
}
