import Git
import ProfileRepository
import Profiles

extension Visit {
  /// Who writes, and the id that the commits of one form share.
  func operation() throws -> Operation {
    Operation(committer: try principal.owner.signature(at: now))
  }

  /// Does something that writes: rights first, and a line in the audit log before the answer, whatever came of it.
  func write<Result>(
    _ deed: Deed, as operation: Operation, right: Action = .changeProfiles,
    _ body: (Operation) throws -> Result
  ) throws -> Result {
    do {
      try principal.authorize(right, in: deed.environment, deed.scope)
      let result = try body(operation)
      try record(deed, operation, nil)
      return result
    } catch {
      try record(deed, operation, Refusal(error).code)
      throw error
    }
  }
}
