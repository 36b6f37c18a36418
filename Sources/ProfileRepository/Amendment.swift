public import Git
public import Profiles

/// A changed document on its way into an environment, written only over the document that it was made from.
public struct Amendment: Sendable {
  public var environment: EnvironmentName
  public var scope: Scope
  public var document: ProfileDocument
  /// The blob that the environment must hold under the document's key; nil: it must hold none.
  public var replacing: ObjectID?
  public var message: String?
  public var author: Signature?
  /// The file or folder that the commit's `Source` names.
  public var source: String?
  /// What becomes of secrets; the environment's own declarations are added.
  public var gate = PreparedDocument.Gate()
  /// Refuses unless the branch is at this commit.
  public var expected: ObjectID?
  public var dryRun = false

  public init(
    of document: ProfileDocument, replacing: ObjectID?, in environment: EnvironmentName,
    scope: Scope
  ) {
    (self.document, self.replacing) = (document, replacing)
    (self.environment, self.scope) = (environment, scope)
  }

  /// Writes the document as one commit; a document that is there already makes none.
  ///
  /// - Throws: `conflict` where the environment holds another document than the one to replace: nobody's change is lost.
  public func run(
    in repository: ProfileRepository, as operation: Operation
  ) throws(RepositoryError) -> Intake.Outcome {
    let declared = try repository.snapshot(of: environment).sensitivity()
    let prepared = try PreparedDocument(document, gate: gate.adding(declared))
    let key = document.key(in: scope)
    let details = Change.Details(message: message, author: author, source: source)
    return try repository.write(
      to: environment, expecting: expected, dryRun: dryRun, as: operation, reason: "edit",
      from: .direct(source: source)
    ) { change throws(RepositoryError) in
      let present = try change.blob(for: key)
      if present == prepared.id { return .unchanged(key) }
      if present != replacing { throw conflict(key, isThere: present != nil) }
      guard let commit = try change.put(prepared, in: scope, details) else {
        return .unchanged(key)
      }
      return .committed(key, commit: commit, prepared.receipt)
    }.result
  }

  private func conflict(_ key: ProfileKey, isThere: Bool) -> RepositoryError {
    let detail: String
    if replacing == nil {
      detail = "'\(environment)' holds another document as '\(key)' already"
    } else {
      detail = "'\(key)' was \(isThere ? "changed" : "removed") in '\(environment)' meanwhile"
    }
    return RepositoryError(
      .conflict, detail,
      hint: "nothing was written; see what happened with 'strata log \(environment):\(key)'")
  }
}
