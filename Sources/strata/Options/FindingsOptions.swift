import ArgumentParser
import CanonicalJSON
import Git
import Replay
import Reports

/// How findings are told, and which of them count.
struct FindingsOptions: ParsableArguments {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json, sarif, junit
  }

  @Option(
    name: .shortAndLong,
    help: "The result's form: text, json, sarif or junit. Else STRATA_OUTPUT.")
  var output: Format?

  @Flag(help: "Short for --output json.")
  var json = false

  @Option(help: "What makes the check fail: 'error', or a 'warning' too.")
  var failOn = ValidationFinding.Severity.error

  private var format: Format {
    if json { return .json }
    return output ?? Machine.environment("STRATA_OUTPUT").flatMap(Format.init) ?? .text
  }

  /// Prints a command's own report, or its findings in a form that build servers and code hosts read.
  func print(_ report: some Report, findings subjects: [ValidatedSubject]) throws {
    switch format {
    case .text: try Console.print(report.text)
    case .json: try Console.print(PrintableJSON.encoded(report.json))
    case .sarif:
      try Console.print(
        PrintableJSON.encoded(SARIFReport(subjects, version: Strata.version).json))
    case .junit:
      try Console.print(JUnitReport(subjects, failsOnWarnings: failOn == .warning).xml)
    }
  }

  /// Whether there is a finding that makes the check fail.
  func fails(_ findings: [ValidationFinding]) -> Bool {
    findings.contains { $0.severity >= failOn }
  }
}
