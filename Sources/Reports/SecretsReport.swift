public import CanonicalJSON
internal import Git
public import ProfileRepository
internal import Profiles

/// Where the history holds secrets in the plain: places and kinds, never texts.
public struct SecretsReport: Report {
  private let found: [PlainSecret]

  public init(_ found: [PlainSecret]) { self.found = found }

  public var text: String {
    if found.isEmpty { return "no secrets in the plain\n" }
    let lines = found.flatMap { item in
      item.findings.map { finding in
        let allowed = item.allowedReason.map { "  allowed: \($0)" } ?? ""
        return "\(item.environment)@\(item.commit.abbreviated)  \(item.path)  \(finding)\(allowed)"
      }
    }
    let advice = "rotate them first; then purge them from the history, as the README says"
    return lines.map { PrintableText.escaped($0) + "\n" }.joined()
      + "\(Count.of(lines.count, "secret")) in the plain\n" + advice + "\n"
  }

  public var json: JSONValue {
    .array(
      found.map { item in
        Build.object([
          "allowed": Build.optional(item.allowedReason), "commit": Build.string(item.commit),
          "environment": Build.string(item.environment),
          "findings": .array(item.findings.map(SecretJSON.value)), "path": Build.string(item.path),
        ])
      })
  }
}
