public import CanonicalJSON
public import ProfileRepository
internal import Profiles
public import Replay

/// What speaks against a profile in a target, each with its place and what to do.
public struct ValidationReport: Report {
  private let validation: Validation
  private let now: Int64

  /// - Parameter now: in seconds since 1970, for the age of the facts.
  public init(_ validation: Validation, now: Int64) {
    (self.validation, self.now) = (validation, now)
  }

  /// How many findings are of a severity.
  public func count(of severity: ValidationFinding.Severity) -> Int {
    validation.findings.count { $0.severity == severity }
  }

  public var text: String {
    let lines = validation.findings.flatMap { finding in
      let word = finding.severity == .error ? "error  " : "warning"
      let place = Self.place(finding.place).map { "\($0): " } ?? ""
      return [
        "\(word)  \(finding.code.rawValue)  \(place)\(finding.detail)",
        "         remedy: \(finding.remedy)",
      ]
    }
    return (lines + [footer]).map { PrintableText.escaped($0) + "\n" }.joined()
  }

  private var footer: String {
    "\(validation.key) to \(validation.environment): \(Count.of(count(of: .error), "error")), "
      + "\(Count.of(count(of: .warning), "warning")); \(age)"
  }

  private var age: String {
    guard let facts = validation.facts else {
      return "nothing is known of \(validation.environment)"
    }
    return FactsAge.text(facts, at: now)
  }

  private static func place(_ place: ValidationFinding.Place) -> String? {
    var parts: [String] = []
    if let layer = place.layer { parts.append("\(layer)") }
    if let manifest = place.manifest { parts.append("manifest '\(manifest)'") }
    if let path = place.path { parts.append(path) }
    if let line = place.line { parts.append("line \(line)") }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  public var json: JSONValue {
    Build.object([
      "environment": Build.string(validation.environment),
      "errors": Build.number(count(of: .error)),
      "facts": validation.facts.map {
        Build.object(["ageDays": Build.number($0.age(at: now)), "date": Build.string($0.date)])
      },
      "findings": .array(validation.findings.map(Self.value)),
      "profile": KeyJSON.value(validation.key), "warnings": Build.number(count(of: .warning)),
    ])
  }

  private static func value(_ finding: ValidationFinding) -> JSONValue {
    Build.object([
      "code": Build.string(finding.code.rawValue), "detail": Build.string(finding.detail),
      "layer": Build.optional(finding.place.layer), "line": finding.place.line.map(Build.number),
      "manifest": Build.optional(finding.place.manifest),
      "path": Build.optional(finding.place.path), "remedy": Build.string(finding.remedy),
      "severity": Build.string(finding.severity.rawValue),
    ])
  }
}

/// Says how old facts are.
public enum FactsAge {
  /// `facts of 2026-11-20, 4 days old`.
  public static func text(_ facts: Facts, at now: Int64) -> String {
    "facts of \(facts.date.prefix(10)), \(Count.of(facts.age(at: now), "day")) old"
  }
}
