import CanonicalJSON
import FoundationEssentials
import Git
import ProfileRepository
import Profiles

/// The file `strata/audit.jsonl`: a line for each change that came through the server, on the disk before its answer.
struct AuditLog: Sendable {
  private let path: String

  init(of repository: ProfileRepository) { path = "\(repository.store.ownFolder)/audit.jsonl" }

  /// One change, or one that was tried.
  struct Line: Sendable {
    /// Names the line in the answer's header `AuditUid`.
    let uid: String
    let request: String
    let peer: String
    let principal: Principal
    /// What was done, such as `profile import`.
    let action: String
    let environment: EnvironmentName
    let scope: Scope
    /// What it was done to.
    let subject: String
    /// The `Operation` of its commits.
    let operation: String
    /// Why it was not done; nil where it was.
    var refusal: String?
  }

  /// Adds a line durably. Blocks on the disk.
  func append(_ line: Line, at seconds: Int64) throws(GitError) {
    var object: JSONObject = [
      "action": text(line.action), "at": text(Moment.text(seconds)),
      "environment": text(line.environment.text), "key": text(line.principal.id),
      "operation": text(line.operation), "peer": text(line.peer), "request": text(line.request),
      "scope": text(line.scope.description), "subject": text(line.subject), "uid": text(line.uid),
      "who": text("\(line.principal.owner.name) <\(line.principal.owner.email)>"),
    ]
    object["refused"] = line.refusal.map(text)
    let last = try DurableFile.readEnd(path, limit: 1).last
    let isTorn = last.map { $0 != UInt8(ascii: "\n") } ?? false
    let bytes = (isTorn ? [0x0A] : []) + JSONValue.object(object).encoded() + [0x0A]
    try DurableFile.append(bytes, to: path, mode: 0o600)
  }

  private func text(_ text: String) -> JSONValue { .string(JSONString(text)) }
}

/// Dates in answers and logs, as ISO 8601 in UTC.
enum Moment {
  static func text(_ seconds: Int64) -> String {
    Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601)
  }
}
