public import Git
public import Profiles

extension Change {
  /// Stages a commit that keeps a pack's schema with the environment's facts; nil where they hold the very same.
  ///
  /// - Parameter seconds: when facts were taken that nothing was known of before, since 1970; facts that are there keep their date.
  @discardableResult
  public mutating func put(
    _ schema: PackSchema, of pack: Sensitivity.Pack, takenAt seconds: Int64,
    _ details: Details = Details()
  ) throws(RepositoryError) -> ObjectID? {
    var facts = try facts() ?? Facts(takenAt: seconds)
    let verb = facts.schemas[pack] == nil ? "Add" : "Update"
    facts.set(schema, of: pack)
    return try put(file: facts, subject: Self.subject(verb, pack), details)
  }

  /// Stages a commit that forgets a pack's schema; nil where there is none.
  @discardableResult
  public mutating func removeSchema(
    of pack: Sensitivity.Pack, _ details: Details = Details()
  ) throws(RepositoryError) -> ObjectID? {
    guard var facts = try facts(), facts.schemas[pack] != nil else { return nil }
    facts.set(nil, of: pack)
    return try put(file: facts, subject: Self.subject("Remove", pack), details)
  }

  private static func subject(_ verb: String, _ pack: Sensitivity.Pack) -> String {
    "\(verb) the schema of \(TrailerText.encoded(pack.description))"
  }
}
