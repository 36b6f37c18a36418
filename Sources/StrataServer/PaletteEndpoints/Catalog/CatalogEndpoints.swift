import CanonicalJSON
import Git
import HTTPTypes
import Hummingbird
import PaletteAPI
import ProfileRepository
import Profiles

/// Registries and packs, as the environment's facts know them.
enum CatalogEndpoints {
  static var routes: [Route] {
    [
      .reading(.get, "/v1/registries/metadata", .readCatalog) { tenant, inquiry in
        let scope = inquiry.query("scope") ?? "all"
        guard ["system", "tenant", "all"].contains(scope) else {
          throw Refusal.badRequest("'scope' must be 'system', 'tenant' or 'all'")
        }
        let registries = tenant.catalog.registries.filter {
          scope == "all" || $0.scope.string == scope
        }
        return .json(Page(registries).value)
      },
      summary("pack", isPaged: true), summary("helm", isPaged: true),
      summary("oci", isPaged: false),
      .reading(.get, "/v1/packs", .readCatalog, PackEndpoints.list),
      .reading(.post, "/v1/packs/search", .readCatalog, PackEndpoints.search),
      .reading(.get, "/v1/packs/{uid}", .readCatalog, PackEndpoints.one),
      .reading(
        .get, "/v1/packs/{uid}/registries/{registryUid}", .readCatalog,
        PackEndpoints.inRegistry),
    ]
  }

  private static func summary(_ kind: JSONString, isPaged: Bool) -> Route {
    .reading(.get, "/v1/registries/\(kind)/summary", .readCatalog) { tenant, inquiry in
      let items = summaries(tenant, kind)
      return .json(isPaged ? try inquiry.page(items).value : Page(items).value)
    }
  }

  private static func summaries(_ tenant: Tenant, _ kind: JSONString) -> [RegistrySummary] {
    tenant.catalog.registries.filter { $0.kind == kind }.map { registry in
      RegistrySummary {
        $0.metadata = ObjectMeta(name: registry.name, uid: registry.uid)
        $0.spec.scope = registry.scope
        if kind == "pack" {
          $0.spec.private = registry.isPrivate
        } else {
          $0.spec.isPrivate = registry.isPrivate
        }
      }
    }
  }
}

/// Packs by name, by uid, and in one registry.
enum PackEndpoints {
  /// `filters` is a list such as `metadata.name=nginx`, as Palette takes it.
  static func list(_ tenant: Tenant, _ inquiry: Inquiry) throws -> Response {
    let catalog = tenant.catalog
    var versions = catalog.versions
    for filter in (inquiry.query("filters") ?? "").split(separator: "AND") {
      let parts = filter.split(separator: "=", maxSplits: 1)
      guard parts.count == 2 else { continue }
      let (field, value) = (parts[0].filter { $0 != " " }, parts[1].filter { $0 != " " })
      switch field {
      case "metadata.name", "spec.name": versions.removeAll { $0.pack.string != value }
      case "spec.version": versions.removeAll { $0.version.string != value }
      case "spec.registryUid":
        versions.removeAll { catalog.registryUid($0.registry).string != value }
      default: throw Refusal.badRequest("there is no filter by '\(field.prefix(40))'")
      }
    }
    let items = versions.map { version in
      PackSummary {
        ($0.apiVersion, $0.kind) = ("v1", "pack")
        $0.metadata = ObjectMeta(name: version.pack, uid: version.uid)
        ($0.spec.name, $0.spec.version) = (version.pack, version.version)
        $0.spec.registryUid = catalog.registryUid(version.registry)
        $0.spec.schema = catalog.schema(version)
      }
    }
    return .json(try inquiry.page(items).value)
  }

  static func search(_ tenant: Tenant, _ inquiry: Inquiry) throws -> Response {
    let spec =
      inquiry.body.isEmpty ? PacksFilterSpec() : try inquiry.wire(PacksFilterSpec.self)
    let catalog = tenant.catalog
    var items: [PackMetadata] = []
    for name in (tenant.state.holdings.packs ?? [:]).keys.sorted() {
      let registries = registries(of: name, catalog, spec.filter.registryUid)
      if registries.isEmpty || spec.filter.name.map({ !$0.admits(name.string) }) == true {
        continue
      }
      items.append(
        PackMetadata {
          ($0.apiVersion, $0.kind) = ("v1", "pack")
          $0.metadata = ObjectMeta(name: name, uid: registries[0].latestPackUid)
          ($0.spec.name, $0.spec.registries) = (name, registries)
        })
    }
    if spec.sort.first?.order == "desc" { items.reverse() }
    return .json(try inquiry.page(items).value)
  }

  private static func registries(
    of pack: JSONString, _ catalog: Catalog, _ wanted: [JSONString]
  ) -> [RegistryPackMetadata] {
    let versions = Dictionary(grouping: catalog.versions(of: pack), by: \.registry)
    return versions.sorted { $0.key < $1.key }.compactMap { registry, versions in
      guard let latest = PackVersions.latest(versions) else { return nil }
      let known = catalog.registry(named: registry)
      let uid = catalog.registryUid(registry)
      guard wanted.isEmpty || wanted.contains(uid) else { return nil }
      return RegistryPackMetadata {
        ($0.uid, $0.name, $0.scope) = (uid, registry, known?.scope ?? "tenant")
        ($0.latestPackUid, $0.latestVersion) = (latest.uid, latest.version)
      }
    }
  }

  static func one(_ tenant: Tenant, _ inquiry: Inquiry) throws -> Response {
    let uid = try JSONString(inquiry.parameter("uid"))
    guard let version = tenant.catalog.version(uid: uid) else {
      throw Refusal.notFound("no pack has this uid")
    }
    return answer([version], tenant.catalog)
  }

  /// The router takes one name for what differs at one place of all paths, so the pack's name is called `uid` here.
  static func inRegistry(_ tenant: Tenant, _ inquiry: Inquiry) throws -> Response {
    let name = try JSONString(inquiry.parameter("uid"))
    let uid = try JSONString(inquiry.parameter("registryUid"))
    let versions = tenant.catalog.versions(of: name).filter {
      tenant.catalog.registryUid($0.registry) == uid
    }
    if versions.isEmpty { throw Refusal.notFound("the registry holds no pack of this name") }
    return answer(versions, tenant.catalog)
  }

  private static func answer(_ versions: [Catalog.Version], _ catalog: Catalog) -> Response {
    let entity = PackTagEntity {
      $0.name = versions.first?.pack ?? ""
      $0.registryUid = versions.first.map { catalog.registryUid($0.registry) } ?? ""
      $0.tags = versions.map { version in
        PackTags {
          ($0.packUid, $0.tag, $0.version) = (version.uid, version.version, version.version)
        }
      }
      $0.packValues = versions.map { version in
        PackUidValues {
          $0.packUid = version.uid
          $0.schema = catalog.schema(version)
        }
      }
    }
    return .json(entity.value)
  }
}

/// Versions of packs, which need not be semantic.
enum PackVersions {
  /// The highest, by the numbers in it; of those that have none the last in the facts.
  static func latest(_ versions: [Catalog.Version]) -> Catalog.Version? {
    versions.max { numbers($0.version).lexicographicallyPrecedes(numbers($1.version)) }
  }

  private static func numbers(_ version: JSONString) -> [Int] {
    version.string.split { !("0"..."9").contains($0) }.compactMap { Int($0) }
  }
}

extension Catalog {
  func registryUid(_ name: JSONString) -> JSONString {
    registry(named: name)?.uid ?? Uids.registry(name, in: environment)
  }

  func schema(_ version: Version) -> [PaletteAPI.PackSchema] {
    schemas[Sensitivity.Pack(name: version.pack, version: version.version)].map(Self.schema) ?? []
  }
}
