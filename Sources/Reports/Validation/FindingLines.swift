internal import CanonicalJSON
public import ProfileRepository
internal import Profiles
internal import Replay

/// Findings as every report words them.
enum FindingLines {
  /// A line that says what is wrong and where, and one that says what to do.
  static func lines(_ finding: ValidationFinding) -> [String] {
    let word = finding.severity == .error ? "error  " : "warning"
    let place = finding.place.text.map { "\($0): " } ?? ""
    return [
      "\(word)  \(finding.code.rawValue)  \(place)\(finding.detail)",
      "         remedy: \(finding.remedy)",
    ].map(PrintableText.escaped)
  }

  static func value(_ finding: ValidationFinding) -> JSONValue {
    Build.object([
      "code": Build.string(finding.code.rawValue), "detail": Build.string(finding.detail),
      "layer": Build.optional(finding.place.layer), "line": finding.place.line.map(Build.number),
      "manifest": Build.optional(finding.place.manifest),
      "path": Build.optional(finding.place.path), "remedy": Build.string(finding.remedy),
      "severity": Build.string(finding.severity.rawValue),
    ])
  }

  /// `1 error, 2 warnings`.
  static func count(_ findings: [ValidationFinding]) -> String {
    let errors = findings.count { $0.severity == .error }
    let warnings = findings.count - errors
    return "\(Count.of(errors, "error")), \(Count.of(warnings, "warning"))"
  }
}

/// Says how old facts are.
public enum FactsAge {
  /// `facts of 2026-11-20, 4 days old`.
  public static func text(_ facts: Facts, at now: Int64) -> String {
    "facts of \(facts.date.prefix(10)), \(Count.of(facts.age(at: now), "day")) old"
  }

  static func value(_ facts: Facts, at now: Int64) -> JSONValue {
    Build.object(["ageDays": Build.number(facts.age(at: now)), "date": Build.string(facts.date)])
  }
}
