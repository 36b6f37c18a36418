public import CanonicalJSON
internal import ProfileRepository
internal import Profiles
public import Replay

/// What speaks against a profile in a target, each with its place and what to do.
public struct ValidationReport: Report {
  private let result: ReplayResult
  private let now: Int64

  /// - Parameters:
  ///   - result: what the validation of a request or of a file gave.
  ///   - now: in seconds since 1970, for the age of the facts.
  public init(_ result: ReplayResult, now: Int64) {
    (self.result, self.now) = (result, now)
  }

  public var text: String { result.outcomes.map(text).joined() }

  private func text(_ outcome: ReplayOutcome) -> String {
    let footer =
      "\(outcome.target) to \(result.target): \(FindingLines.count(outcome.findings)); \(age)"
    let lines = outcome.findings.flatMap(FindingLines.lines) + [PrintableText.escaped(footer)]
    return lines.map { $0 + "\n" }.joined()
  }

  private var age: String {
    result.facts.map { FactsAge.text($0, at: now) } ?? "nothing is known of \(result.target)"
  }

  /// One object; of several profile versions a list.
  public var json: JSONValue {
    let values = result.outcomes.map(value)
    return values.count == 1 ? values[0] : .array(values)
  }

  private func value(_ outcome: ReplayOutcome) -> JSONValue {
    let errors = outcome.findings.count { $0.severity == .error }
    return Build.object([
      "environment": Build.string(result.target), "errors": Build.number(errors),
      "facts": result.facts.map { FactsAge.value($0, at: now) },
      "findings": .array(outcome.findings.map(FindingLines.value)),
      "profile": KeyJSON.value(outcome.target),
      "warnings": Build.number(outcome.findings.count - errors),
    ])
  }
}
