public import CanonicalJSON
internal import Git
internal import PackValues
public import ProfileRepository
internal import Profiles

/// What became of each file of a `commit`.
public struct CommitReport: Report {
  private var items: [(source: String, outcome: Intake.Outcome)] = []
  private let environment: EnvironmentName
  private let dryRun: Bool

  public init(environment: EnvironmentName, dryRun: Bool) {
    self.environment = environment
    self.dryRun = dryRun
  }

  public mutating func add(_ source: String, _ outcome: Intake.Outcome) {
    items.append((source, outcome))
  }

  public var committed: Int {
    items.count { if case .committed = $0.outcome { true } else { false } }
  }

  public var unchanged: Int {
    items.count { if case .unchanged = $0.outcome { true } else { false } }
  }

  public var failed: Int { items.count - committed - unchanged }

  /// One line for one file, without a line feed.
  public func line(_ source: String, _ outcome: Intake.Outcome) -> String {
    let source = PrintableText.escaped(source)
    switch outcome {
    case .committed(let key, let commit, _):
      let word = dryRun ? "would commit" : "committed"
      let id = dryRun ? "" : "  " + commit.abbreviated
      return "\(word)  \(place(key))\(id)  from \(source)"
    case .unchanged(let key): return "unchanged  \(place(key))  from \(source)"
    case .failed(let error):
      let detail = PrintableText.escaped(error.detail)
      let named = error.detail.hasPrefix(source) ? detail : "\(source): \(detail)"
      return "failed     \(named)"
    }
  }

  /// What was masked on the way in, and what is likely a secret; a line each, to stand beside the data.
  public func remarks(_ source: String, _ outcome: Intake.Outcome) -> [String] {
    guard let receipt = outcome.receipt else { return [] }
    let name = source == "-" ? "standard input" : source
    return receipt.masked.map { "masked   \(name): \($0)" }
      + receipt.warnings.map { "warning: \(name): \($0); it is stored in the plain" }
  }

  private func place(_ key: ProfileKey) -> String {
    "\(environment):\(PrintableText.escaped(key.description))"
  }

  /// One line a file and, for several, a line of counts.
  public var text: String {
    let lines = items.map { line($0.source, $0.outcome) + "\n" }.joined()
    return items.count > 1 ? lines + summary + "\n" : lines
  }

  /// `2 committed, 1 unchanged, 1 failed`.
  public var summary: String {
    "\(committed) \(dryRun ? "would be committed" : "committed"), \(unchanged) unchanged, "
      + "\(failed) failed"
  }

  public var json: JSONValue {
    Build.object([
      "committed": Build.number(committed), "dryRun": .bool(dryRun),
      "environment": Build.string(environment), "failed": Build.number(failed),
      "items": .array(items.map { itemJSON($0.source, $0.outcome) }),
      "unchanged": Build.number(unchanged),
    ])
  }

  private func itemJSON(_ source: String, _ outcome: Intake.Outcome) -> JSONValue {
    switch outcome {
    case .committed(let key, let commit, let receipt):
      return Build.object([
        "commit": dryRun ? nil : Build.string(commit), "digest": Build.string(receipt.digest),
        "masked": SecretJSON.list(receipt.masked), "profile": KeyJSON.value(key),
        "result": "committed", "source": Build.string(source),
        "warnings": SecretJSON.list(receipt.warnings),
      ])
    case .unchanged(let key):
      return Build.object([
        "profile": KeyJSON.value(key), "result": "unchanged", "source": Build.string(source),
      ])
    case .failed(let error):
      return Build.object([
        "error": ErrorJSON.value(error), "result": "failed", "source": Build.string(source),
      ])
    }
  }
}

extension Intake.Outcome {
  /// Of the document that was committed, masks put in; nil where none was.
  public var receipt: PreparedDocument.Receipt? {
    if case .committed(_, _, let receipt) = self { receipt } else { nil }
  }
}

/// Places of secrets in machine form; they hold no text of one.
enum SecretJSON {
  /// Nil for none.
  static func list(_ findings: [SecretFinding]) -> JSONValue? {
    findings.isEmpty ? nil : .array(findings.map(value))
  }

  static func value(_ finding: SecretFinding) -> JSONValue {
    Build.object([
      "kind": Build.string(finding.kind.rawValue), "layer": finding.layer.map(JSONValue.string),
      "line": Build.number(finding.line), "manifest": finding.manifest.map(JSONValue.string),
      "member": Build.string(finding.path), "path": finding.valuesPath?.json,
      "variable": finding.variable.map(JSONValue.string),
    ])
  }
}

/// A profile version in machine form.
enum KeyJSON {
  static func value(_ key: ProfileKey) -> JSONValue {
    Build.object([
      "name": .string(key.name), "path": Build.string(key.path),
      "scope": Build.string(key.scope), "version": Build.string(key.version),
    ])
  }
}

/// An error in machine form: `{code, message, hint, details}`.
public enum ErrorJSON {
  public static func value(_ error: RepositoryError) -> JSONValue {
    Build.object([
      "code": Build.string(error.code.rawValue), "details": details(error),
      "hint": Build.optional(error.hint), "message": Build.string(error.detail),
    ])
  }

  public static func value(code: String, message: String, hint: String?) -> JSONValue {
    Build.object([
      "code": Build.string(code), "hint": Build.optional(hint), "message": Build.string(message),
    ])
  }

  private static func value(_ moved: MovedState) -> JSONValue {
    Build.object([
      "from": Build.optional(moved.from), "subject": Build.string(moved.subject),
      "to": Build.optional(moved.to),
    ])
  }

  private static func details(_ error: RepositoryError) -> JSONValue? {
    if case .moved(let moved) = error.underlying { return .array(moved.map(value)) }
    guard case .document(let document) = error.underlying else { return nil }
    return Build.object([
      "code": Build.string(document.code.rawValue),
      "column": document.column.map(Build.number), "line": document.line.map(Build.number),
      "path": Build.optional(document.path),
    ])
  }
}
