internal import CanonicalJSON
internal import PackValues
internal import Palette
internal import Profiles

/// The names of the macros that the scopes of a live Palette define.
struct LiveMacros: Sendable {
  private let system: Set<JSONString>?
  private var names: [Scope: Set<JSONString>] = [:]

  /// Asks for the system's, the tenant's and those of the projects. A scope that the key may not look at counts as unknown.
  init(of scopes: Set<Scope>, _ live: LiveScopes, _ client: PaletteClient) async throws {
    system = try await Self.names(.system, client)
    for scope in scopes.union([.tenant]) {
      names[scope] = try await Self.names(live.macroScope(of: scope), client)
    }
  }

  private static func names(
    _ scope: MacroScope, _ client: PaletteClient
  ) async throws -> Set<JSONString>? {
    do {
      return Set(try await client.macroNames(of: scope))
    } catch let error as PaletteError where error.isOfOneThing {
      return nil
    }
  }

  /// The macros that a document refers to and that no scope which counts defines; none where the nearest scope is unknown.
  func missing(in document: ProfileDocument, at scope: Scope) -> [JSONString] {
    guard let own = names[scope] else { return [] }
    let defined = own.union(names[.tenant] ?? []).union(system ?? [])
    let texts = document.profile.layers.flatMap { [$0.values] + $0.manifests.map(\.content) }
    let used = texts.flatMap { ValuesText($0.utf8).references() }
      .filter { $0.kind == .macro }.map { JSONString($0.name) }
    return Set(used).subtracting(defined).sorted()
  }
}
