internal import CanonicalJSON

extension FillSheet {
  /// The entries that were filled in, as fills by scope; entries without a reference are left out.
  ///
  /// - Throws: `schema` for the first entry whose `from` is no reference, or whose place has no path, so that it could not be found
  ///   again. The error does not repeat `from`.
  public func fills() throws(DocumentError) -> [Scope: [Fill]] {
    var fills: [Scope: [Fill]] = [:]
    for entry in entries where !entry.from.isEmpty {
      guard let reference = FillReference(entry.from) else {
        throw DocumentError(
          .schema, "'from' of \(entry.summary) is no reference", hint: FillReference.forms)
      }
      if entry.owner.isText, entry.path == nil {
        throw DocumentError(
          .schema, "\(entry.summary) has no path, so a fill could not find it again",
          hint: "write a macro's reference into the profile there, with 'strata edit'")
      }
      fills[entry.profile.scope, default: []].append(
        Fill(
          Fill.Place(profile: entry.profile.name, owner: entry.owner, path: entry.path),
          from: reference))
    }
    return fills
  }
}
