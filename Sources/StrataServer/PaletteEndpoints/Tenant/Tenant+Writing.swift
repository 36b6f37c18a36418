import CanonicalJSON
import Git
import HTTPTypes
import Hummingbird
import PaletteAPI
import ProfileRepository
import Profiles

extension Tenant {
  /// What the gate does with secrets that come in: a declared one is masked, any other refused.
  var gate: PreparedDocument.Gate {
    PreparedDocument.Gate(masks: true, sensitivity: state.sensitivity)
  }

  /// Writes to the environment's branch through its one door. A refusal that the body throws leaves everything as it was.
  @discardableResult
  func write<Result>(
    _ doing: Doing, from source: String? = nil, _ body: (inout Change) throws -> Result
  ) throws -> Result {
    var refusal: Refusal?
    do {
      return try repository.write(
        to: environment, as: doing.operation, reason: doing.deed.action,
        from: .direct(source: source)
      ) { change throws(RepositoryError) in
        do { return try body(&change) } catch let error as RepositoryError { throw error } catch {
          refusal = Refusal(error)
          throw RepositoryError(.invalid, "the request was refused")
        }
      }.result
    } catch { throw refusal ?? Refusal(error) }
  }

  /// Changes the document of a uid in place, as one commit; where nothing changes there is none.
  ///
  /// - Parameter edit: is given the document as it stands now, whoever changed it meanwhile.
  /// - Throws: `Refusal` with status 412 where the client names a state that is no longer there, and what the edit throws.
  func change(
    _ inquiry: Inquiry, _ doing: inout Doing,
    _ edit: (Found) throws -> JSONValue
  ) throws {
    let found = try find(inquiry.parameter("uid"))
    doing.deed.subject = "\(found.key.name)@\(found.key.version)"
    try checkBase(inquiry, found)
    let edited = try ProfileDocument(export: edit(found))
    let prepared = try PreparedDocument(edited, gate: gate)
    let key = prepared.document.key(in: scope)
    if key != found.key { try checkFree(key) }
    let changes = prepared.id != found.blob || key != found.key
    try releasing { releases in
      if !changes { return }
      if releases.drafts[found.uid] == nil { releases.set(.beside(found.blob), for: found.uid) }
      if key != found.key { releases.rename(found.uid, to: key) }
    } whenWritten: {
      try write(doing) { change in
        let now = try change.blob(for: found.key)
        if now != found.blob { throw Self.movedOn }
        if key != found.key {
          if try change.blob(for: key) != nil { throw Self.exists }
          try change.remove(found.key)
        }
        try change.put(prepared, in: scope)
      }
    }
  }

  /// Changes what is kept of drafts before the branch moves, so that no crash publishes a draft; where the branch does not
  /// move it is as before.
  func releasing(
    _ edit: (inout ReleaseFile) -> Void, whenWritten write: () throws -> Void
  ) throws {
    let before = state.releases
    var after = before
    edit(&after)
    let differs = after.drafts != before.drafts || after.renamed != before.renamed
    if differs { try after.save() }
    do { try write() } catch {
      if differs { try before.save() }
      throw error
    }
  }

  /// Refuses a change that was made on another state than the one that is there.
  func checkBase(_ inquiry: Inquiry, _ found: Found) throws(Refusal) {
    if let base = inquiry.ifMatch, base != found.blob.hex { throw Self.movedOn }
    guard !inquiry.body.isEmpty, let body = try? inquiry.object(),
      let base = body["metadata"]?["annotations"]?[Self.revision]?.text?.string
    else { return }
    if base != found.blob.hex { throw Self.movedOn }
  }

  func checkFree(_ key: ProfileKey) throws(Refusal) {
    if state.index.entry(key) != nil { throw Self.exists }
  }

  static let movedOn = Refusal(
    .preconditionFailed, "Conflict", "somebody else changed the cluster profile meanwhile",
    hint: "nothing was written; read it again and make the change on what is there now")

  static let exists = Refusal(
    .conflict, "ClusterProfileAlreadyExists", "Cluster Profile already exists",
    hint: "choose another name or version")
}
