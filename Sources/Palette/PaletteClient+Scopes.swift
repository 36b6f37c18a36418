public import CanonicalJSON
public import PaletteAPI
public import Profiles

/// The scopes of macros.
public enum MacroScope: Hashable, Sendable {
  case system
  case tenant(uid: JSONString)
  case project(uid: JSONString)

  fileprivate var path: [String] {
    switch self {
    case .system: ["users", "system", "macros"]
    case .tenant(let uid): ["tenants", uid.string, "macros"]
    case .project(let uid): ["projects", uid.string, "macros"]
    }
  }

  fileprivate var project: JSONString? {
    if case .project(let uid) = self { uid } else { nil }
  }
}

extension PaletteClient {
  /// Who the key belongs to.
  public func userInfo() async throws -> UserInfo { try await read(.get(["users", "info"])) }

  /// The projects that the key can see.
  public func projects() async throws -> [ProjectMetadata] {
    let page: Page<ProjectMetadata> = try await read(
      .get(["dashboard", "projects", "metadata"]))
    return page.items
  }

  /// The names of a scope's macros; their values are not kept.
  public func macroNames(of scope: MacroScope) async throws -> [JSONString] {
    let macros: Macros = try await read(.get(scope.path, project: scope.project))
    return macros.macros.map(\.name)
  }

  /// Adds macros to a scope; those that are there stay as they are.
  ///
  /// - Parameter macros: names, each with the value that it gets.
  public func addMacros(
    _ macros: [(name: JSONString, value: Secret)], to scope: MacroScope
  ) async throws {
    let body = Macros(macros.map { Macro(name: $0.name, value: $0.value.revealed) })
    var call = Call(
      method: .post, path: scope.path, body: body.value, project: scope.project,
      isRepeatable: false)
    call.secrets = macros.map(\.value)
    _ = try await send(call)
  }
}
