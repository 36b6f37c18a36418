internal import CanonicalJSON
public import Git
public import Palette
internal import PaletteAPI
public import ProfileRepository
public import Profiles

/// Asks a live Palette what validation has to know: projects, registries, macro names, and of the packs in use their versions and
/// schemas.
public struct FactsCapture: Sendable {
  /// What was asked for and not answered, as clauses.
  public private(set) var gaps: [String] = []
  let holdings: FactsImport
  let schemas: [(pack: Sensitivity.Pack, schema: Profiles.PackSchema)]

  /// - Parameter packs: the packs in use.
  public init(
    of client: PaletteClient, packs: Set<Sensitivity.Pack>,
    progress: @escaping (Int, Int) -> Void
  ) async throws {
    let live = try await LiveScopes(of: client)
    var object = JSONObject()
    object["projects"] = .array(live.projects.keys.sorted().map(JSONValue.string))
    let registries = try await client.registries()
    object["registries"] = Self.value(of: registries)
    let macros = try await Self.macros(client, live)
    object["macros"] = .object(macros.names)
    gaps = macros.gaps
    let twice = Dictionary(grouping: registries, by: \.name).filter { $0.value.count > 1 }.keys
    gaps += twice.sorted().map { "all registries of the name '\($0)': one of them is taken" }
    let catalog = try await PackCatalog(packs, registries, client, progress: progress)
    object["packs"] = .object(catalog.versions)
    if !catalog.channels.isEmpty { object["channels"] = .object(catalog.channels) }
    // Only the packs in use were asked for, so that others may be there.
    object["partial"] = .array([.array(["packs"])])
    gaps += catalog.gaps
    schemas = catalog.schemas.sorted { $0.key.description < $1.key.description }
      .map { ($0.key, $0.value) }
    holdings = try FactsImport(JSONValue.object(object).encoded())
  }

  private static func value(of registries: [RegistryMetadata]) -> JSONValue {
    var object = JSONObject()
    // The first of a name is Palette's own choice; the others are named as gaps.
    for registry in registries where object[registry.name] == nil {
      var entry: JSONObject = ["private": .bool(registry.isPrivate)]
      if !registry.uid.isEmpty { entry["uid"] = .string(registry.uid) }
      if !registry.kind.isEmpty { entry["kind"] = .string(registry.kind) }
      if !registry.scope.isEmpty { entry["scope"] = .string(registry.scope) }
      object[registry.name] = .object(entry)
    }
    return .object(object)
  }

  /// The names of each scope's macros; a scope that the key may not look at is left out.
  private static func macros(
    _ client: PaletteClient, _ live: LiveScopes
  ) async throws -> (names: JSONObject, gaps: [String]) {
    var (names, gaps) = (JSONObject(), [String]())
    var scopes: [(JSONString, MacroScope)] = [
      ("system", .system), ("tenant", .tenant(uid: live.tenantUid)),
    ]
    for (name, uid) in live.projects.sorted(by: { $0.key < $1.key }) {
      scopes.append((JSONString("\(Scope.project(name))"), .project(uid: uid)))
    }
    for (name, scope) in scopes {
      do {
        names[name] = .array(
          Set(try await client.macroNames(of: scope)).sorted().map(JSONValue.string))
      } catch let error as PaletteError where error.isOfOneThing {
        gaps.append("the macros of \(name): \(error.detail)")
      }
    }
    return (names, gaps)
  }
}

extension PaletteError {
  /// Whether the call is refused, and the others need not be.
  var isOfOneThing: Bool { code == .refused || code == .notFound || status == 403 }
}

extension FactsCapture {
  /// Writes them, a commit for the holdings and one for each schema that is new.
  ///
  /// - Parameter seconds: when they were taken, since 1970.
  public func write(
    to environment: EnvironmentName, in repository: ProfileRepository, as operation: Operation,
    takenAt seconds: Int64, author: Signature?, dryRun: Bool
  ) async throws -> (facts: ObjectID?, schemas: Int) {
    let (holdings, schemas) = (holdings, schemas)
    return try await Blocking.run {
      let details = Change.Details(author: author)
      return try repository.write(
        to: environment, dryRun: dryRun, as: operation, reason: "facts capture"
      ) { change throws(RepositoryError) in
        let facts = try change.put(
          holdings, subject: "Renew the facts of \(environment)", takenAt: seconds, details)
        var count = 0
        for (pack, schema) in schemas {
          if try change.put(schema, of: pack, takenAt: seconds, details) != nil { count += 1 }
        }
        return (facts, count)
      }.result
    }
  }
}
