public import CanonicalJSON
public import Palette
internal import PaletteAPI
public import Profiles

/// The scopes of a live Palette: its tenant, and its projects by name.
public struct LiveScopes: Sendable {
  public let tenantUid: JSONString
  /// The uid of each project.
  public let projects: [JSONString: JSONString]

  /// Asks for them: two calls.
  public init(of client: PaletteClient) async throws {
    tenantUid = try await client.userInfo().tenantUid
    var projects: [JSONString: JSONString] = [:]
    for project in try await client.projects()
    where NameRule.violation(ofProject: project.metadata.name) == nil {
      projects[project.metadata.name] = project.metadata.uid
    }
    self.projects = projects
  }

  /// The tenant first, then the projects by name.
  public var all: [Scope] { [.tenant] + projects.keys.sorted().map { .project($0) } }

  /// The project's uid as calls take it; nil for the tenant.
  ///
  /// - Throws: `notFound` for a project that is not there.
  public func project(of scope: Scope) throws(PaletteError) -> JSONString? {
    guard case .project(let name) = scope else { return nil }
    if let uid = projects[name] { return uid }
    let near = Nearest.name(to: name.string, among: projects.keys.map(\.string))
    throw PaletteError(
      .notFound, "Palette has no project '\(name)' that the key can see",
      hint: near.map { "did you mean '\($0)'?" } ?? "make it there first")
  }

  func macroScope(of scope: Scope) throws(PaletteError) -> MacroScope {
    try project(of: scope).map { .project(uid: $0) } ?? .tenant(uid: tenantUid)
  }
}
