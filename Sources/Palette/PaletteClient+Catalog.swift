public import CanonicalJSON
public import PaletteAPI

extension PaletteClient {
  /// The registries of packs that the key can see: the system's and the tenant's.
  public func registries() async throws -> [RegistryMetadata] {
    let page: Page<RegistryMetadata> = try await read(
      .get(["registries", "metadata"], [("scope", "all")]))
    return page.items
  }

  /// The packs of a name, each with the registries that hold it.
  public func packs(named name: JSONString) async throws -> [PackMetadata] {
    var spec = PacksFilterSpec()
    spec.filter.name = FilterString(eq: name)
    let found: [PackMetadata] = try await all(.ask(["packs", "search"], body: spec.value))
    return found.filter { $0.spec.name == name || $0.metadata.name == name }
  }

  /// The versions of a pack in a registry, with what each brings along; nil where the registry does not hold it.
  public func pack(_ name: JSONString, in registry: JSONString) async throws -> PackTagEntity? {
    do {
      return try await read(.get(["packs", name.string, "registries", registry.string]))
    } catch let error as PaletteError where error.code == .notFound {
      return nil
    }
  }
}
