/// The parts of a path that a document may have.
struct DocumentPath {
  /// The project's folder; nil in the tenant.
  let project: Substring?
  let name: Substring
  let version: Substring

  /// Reads `tenant/profiles/NAME/VERSION.json` and `projects/P/profiles/NAME/VERSION.json`; nil for anything else.
  init?(_ path: String) {
    guard path.hasSuffix(".json") else { return nil }
    let parts = path.dropLast(5).split(separator: "/", omittingEmptySubsequences: false)
    let depth = parts.first == "tenant" ? 1 : 2
    guard parts.first == "tenant" || parts.first == "projects", parts.count == depth + 3,
      parts[depth] == "profiles"
    else { return nil }
    project = depth == 2 ? parts[1] : nil
    (name, version) = (parts[depth + 1], parts[depth + 2])
  }
}
