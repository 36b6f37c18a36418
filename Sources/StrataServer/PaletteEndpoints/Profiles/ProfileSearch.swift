import CanonicalJSON
import Git
import HTTPTypes
import Hummingbird
import PaletteAPI
import ProfileRepository
import Profiles

/// The lists of profile versions of one scope: filtered, sorted, in pages.
enum ProfileSearch {
  static var routes: [Route] {
    [
      .reading(.post, "/v1/dashboard/clusterprofiles", .readProfiles, search),
      .reading(.get, "/v1/dashboard/clusterprofiles/metadata", .readProfiles) { tenant, _ in
        let items = try tenant.listed().map { listed in
          ClusterProfileMetadata {
            $0.metadata = ObjectEntity(
              name: listed.key.name, uid: tenant.state.index.uid(listed.key))
            $0.spec.version = JSONString(listed.key.version.description)
            $0.spec.cloudType = listed.card.cloudType
          }
        }
        return .json(Page(items).value)
      },
      .reading(.get, "/v1/dashboard/clusterprofiles/{uid}", .readProfiles) { tenant, inquiry in
        .json(try tenant.summary(tenant.find(inquiry.parameter("uid"))).value)
      },
    ]
  }

  private static func search(_ tenant: Tenant, _ inquiry: Inquiry) throws -> Response {
    let spec =
      inquiry.body.isEmpty
      ? ClusterProfilesFilterSpec() : try inquiry.wire(ClusterProfilesFilterSpec.self)
    let filter = ProfileFilter(spec.filter, scope: tenant.scope)
    let sorted = try ProfileOrder(spec.sort, tenant).sorted(
      tenant.listed().filter(filter.admits))
    let page = try inquiry.page(sorted.map(Placeholder.init))
    let items = try page.items.compactMap(\.listed).map { listed in
      try tenant.summary(tenant.found(.init(key: listed.key, blob: listed.blob)))
    }
    return .json(Page(items, page.listmeta).value)
  }

  /// Lets a page be cut before the answers are made, which costs more.
  private struct Placeholder: WireObject {
    var listed: Listed?

    init() {}
    init(_ listed: Listed) { self.listed = listed }

    static var members: [WireMember<Self>] { [] }
    static func == (left: Self, right: Self) -> Bool { left.listed?.key == right.listed?.key }
    func hash(into hasher: inout Hasher) { hasher.combine(listed?.key) }
  }
}

/// A profile version as a list looks at it.
struct Listed: Sendable {
  let key: ProfileKey
  let blob: ObjectID
  let card: ProfileCard
}

extension Tenant {
  /// Every profile version of the scope, by name and version.
  func listed() throws -> [Listed] {
    try state.index.entries(in: scope).compactMap { entry in
      try cache.card(entry.blob, in: repository).map {
        Listed(key: entry.key, blob: entry.blob, card: $0)
      }
    }
  }
}

/// Which profile versions a search means.
struct ProfileFilter {
  private let filter: ClusterProfileFilterSpec
  private let scope: JSONString

  init(_ filter: ClusterProfileFilterSpec, scope: Scope) {
    self.filter = filter
    self.scope = scope == .tenant ? "tenant" : "project"
  }

  func admits(_ listed: Listed) -> Bool {
    let card = listed.card
    if !filter.scope.isEmpty, filter.scope != scope { return false }
    if !filter.profileType.isEmpty, !filter.profileType.contains(card.type) { return false }
    if !filter.environment.isEmpty, !filter.environment.contains(card.cloudType) { return false }
    if let name = filter.profileName, !name.admits(listed.key.name.string) { return false }
    if let version = filter.version, !version.admits(listed.key.version) { return false }
    if let tags = filter.tags, !tags.admits(Self.tags(card)) { return false }
    return true
  }

  /// Labels as the console shows them: a tag without a value is stored with the value `spectro__tag`.
  private static func tags(_ card: ProfileCard) -> [String] {
    card.labels.map { label in
      label.value == "spectro__tag" || label.value.isEmpty
        ? label.key.string : "\(label.key):\(label.value)"
    }
  }
}

extension FilterString {
  func admits(_ text: String) -> Bool {
    let folds = ignoreCase ?? false
    let fold = { (text: String) in folds ? text.lowercased() : text }
    let text = fold(text)
    if let eq, text != fold(eq.string) { return false }
    if let ne, text == fold(ne.string) { return false }
    if let beginsWith, !text.hasPrefix(fold(beginsWith.string)) { return false }
    if let contains, !contains.isEmpty, !text.contains(fold(contains.string)) { return false }
    return true
  }
}

extension FilterVersionString {
  fileprivate func admits(_ version: ProfileVersion) -> Bool {
    let text = version.description
    if let eq, text != eq.string { return false }
    if let ne, text == ne.string { return false }
    if let beginsWith, !text.hasPrefix(beginsWith.string) { return false }
    if let gt, let bound = ProfileVersion(gt.string), version <= bound { return false }
    if let lt, let bound = ProfileVersion(lt.string), version >= bound { return false }
    return true
  }
}

extension FilterArray {
  fileprivate func admits(_ tags: [String]) -> Bool {
    let folds = ignoreCase ?? false
    let fold = { (text: String) in folds ? text.lowercased() : text }
    let tags = tags.map(fold)
    if !eq.isEmpty, !eq.contains(where: { tags.contains(fold($0.string)) }) { return false }
    if ne.contains(where: { tags.contains(fold($0.string)) }) { return false }
    let isBegun = beginsWith.contains { start in
      tags.contains { $0.hasPrefix(fold(start.string)) }
    }
    return beginsWith.isEmpty || isBegun
  }
}

/// The order of a search: by each field in turn, then by name and version.
struct ProfileOrder {
  private let sort: [SortSpec]
  private let times: DocumentTimes

  /// - Throws: `Refusal` with status 400 for a field that there is none of.
  init(_ sort: [SortSpec], _ tenant: Tenant) throws(Refusal) {
    (self.sort, times) = (sort, tenant.state.times)
    for field in sort.map(\.field) where !Self.fields.contains(field) {
      throw Refusal.badRequest("there is no order by '\(field.string.prefix(40))'")
    }
  }

  private static let fields: [JSONString] = [
    "profileName", "environment", "profileType", "creationTimestamp", "lastModifiedTimestamp",
  ]

  func sorted(_ listed: [Listed]) -> [Listed] {
    if sort.isEmpty { return listed }
    return listed.sorted { left, right in
      for field in sort {
        let (a, b) = (text(left, field.field), text(right, field.field))
        if a != b { return (a < b) == (field.order != "desc") }
      }
      return left.key < right.key
    }
  }

  private func text(_ listed: Listed, _ field: JSONString) -> JSONString {
    switch field {
    case "profileName": listed.key.name
    case "environment": listed.card.cloudType
    case "profileType": listed.card.type
    case "creationTimestamp": Self.text(times[listed.key]?.created)
    default: Self.text(times[listed.key]?.modified)
    }
  }

  private static func text(_ seconds: Int64?) -> JSONString {
    JSONString(Moment.text(seconds ?? 0))
  }
}
