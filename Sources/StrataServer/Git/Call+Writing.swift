import Git
import Hummingbird
import ProfileRepository
import Profiles

/// A change that a request makes: what the audit log says of it.
struct Deed: Sendable {
  /// Such as `profile import`; it is also what the operation log says.
  let action: String
  let environment: EnvironmentName
  let scope: Scope
  /// What it is done to: a profile's name and version, a macro's name.
  var subject: String
}

extension Call {
  /// Does a change in its turn, as the key's owner, with its line in the audit log before this returns.
  ///
  /// A change that is refused has a line too.
  func change<Result: Sendable>(
    _ deed: Deed,
    _ job: @escaping @Sendable (ProfileRepository, Operation, inout Deed) throws -> Result
  ) async throws -> (result: Result, auditUid: String) {
    let principal = try principal()
    let (audit, context) = (parts.audit, context)
    return try await parts.git.write { repository in
      let now = Machine.seconds
      let operation = Operation(committer: try principal.owner.signature(at: now))
      var deed = deed
      let outcome = Swift.Result { try job(repository, operation, &deed) }.mapError { Refusal($0) }
      var line = AuditLog.Line(
        uid: RandomID.digits(24), request: context.requestID, peer: context.peer,
        principal: principal, action: deed.action, environment: deed.environment,
        scope: deed.scope, subject: deed.subject, operation: operation.id)
      if case .failure(let refusal) = outcome { line.refusal = refusal.code }
      try audit.append(line, at: now)
      return (try outcome.get(), line.uid)
    }
  }
}
