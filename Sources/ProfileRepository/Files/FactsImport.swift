internal import CanonicalJSON
public import Git
public import Profiles

/// A file with what an environment holds, in the form that `facts.json` has, to take the place of what was known.
///
/// Only what `KnownHoldings` describes may stand in it, so that no value of a macro and no key gets in.
public struct FactsImport: Sendable {
  private let members: JSONObject

  /// Reads the file.
  ///
  /// - Throws: `DocumentError` for what is not JSON, has another shape or an unknown member.
  public init(_ bytes: [UInt8]) throws(DocumentError) {
    let value: JSONValue
    do { value = try JSONReader.read(bytes) } catch {
      throw DocumentError(.syntax, "\(error)")
    }
    let members = try StrictMembers(value)
    try members.allowOnly(KnownHoldings.members.map(\.string))
    _ = try KnownHoldings(members)
    if members.object.isEmpty {
      throw DocumentError(
        .schema, "says nothing of registries, packs, macros or projects",
        hint: "an example: {\"macros\": {\"tenant\": [\"proxy\"]}}")
    }
    self.members = members.object
  }

  /// The facts with what the file says in place of what they said of the same; the rest stays.
  ///
  /// - Parameter seconds: when it was so, since 1970; it becomes the facts' date.
  public func applied(to facts: Facts?, takenAt seconds: Int64) throws(DocumentError) -> Facts {
    var facts = facts ?? Facts(takenAt: seconds)
    try facts.take(members, takenAt: seconds)
    return facts
  }
}

extension Change {
  /// Stages a commit that takes a file's facts in; nil where they are there with the same date.
  ///
  /// - Parameter seconds: when it was so, since 1970.
  @discardableResult
  public mutating func put(
    _ file: FactsImport, subject: String, takenAt seconds: Int64, _ details: Details = Details()
  ) throws(RepositoryError) -> ObjectID? {
    let known = try self.facts()
    let facts: Facts
    do throws(DocumentError) {
      facts = try file.applied(to: known, takenAt: seconds)
    } catch { throw RepositoryError(error, in: Facts.path) }
    return try put(file: facts, subject: subject, details)
  }
}
