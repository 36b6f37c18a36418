import CanonicalJSON
import Git
import ProfileRepository
import Profiles

/// The profiles of an environment, each with its highest version, searched, filtered and page by page.
///
/// Documents are read for the rows that are shown alone, unless a filter asks what only documents say.
struct ProfilesPage {
  let visit: Visit
  let index: ProfileIndex
  /// Nil shows the environment that the address names.
  var shown: EnvironmentName?

  func view(in repository: ProfileRepository) throws -> ProfilesView {
    let environments = try visit.environments(of: repository)
    let environment = try visit.environment(
      shown?.text ?? visit.query["env"], of: environments
    ).name
    let snapshot = try repository.snapshot(of: environment)
    let all = try index.entries(of: snapshot).filter { visit.sees($0.key, in: environment) }
    let groups = try Self.groups(all).filter { try isWanted($0.highest, in: snapshot) }
    let page = ListPage(groups, number: visit.query["page"], noun: "profiles") { number in
      address(["page": "\(number)"], environment)
    }
    let isFiltered = ["q", "scope", "type", "cloud", "masks"].contains { visit.query[$0] != nil }
    return ProfilesView(
      title: "Profiles of \(environment)", environment: environment.text,
      environments: environments.map {
        Tab(
          href: Link.profiles($0.name), name: $0.name.text, isCurrent: $0.name == environment)
      },
      importHref: visit.mayChange(environment)
        ? Link.page("/import", ["env": environment.text, "scope": visit.query["scope"]]) : nil,
      query: visit.query["q"] ?? "", scopes: try scopes(of: snapshot, environment),
      types: options("type", Self.types, Wording.type),
      clouds: options("cloud", Self.clouds, Wording.cloud),
      onlyOpen: visit.query["masks"] == "open", hasRows: !groups.isEmpty,
      rows: try page.elements.map { try row($0, snapshot, environment) },
      emptyTitle: isFiltered ? "Nothing matches" : "No profiles in \(environment) yet",
      emptyText: isFiltered
        ? "No profile of \(environment) fits what is searched for."
        : "Import an export of Palette, or promote a profile from the environment before.",
      pager: page.pager)
  }

  static let types: [JSONString] = ["cluster", "infra", "add-on", "system"]
  static let clouds: [JSONString] = [
    "all", "aws", "eks", "azure", "aks", "gcp", "gke", "vsphere", "maas", "edge-native",
    "apache-cloudstack", "baremetal", "nested", "generic",
  ]

  /// A profile with its versions.
  struct Group {
    var highest: Snapshot.Entry
    var count: Int
  }

  static func groups(_ entries: [Snapshot.Entry]) -> [Group] {
    var groups: [Group] = []
    for entry in entries {
      if let last = groups.last?.highest.key, last.scope == entry.key.scope,
        last.name == entry.key.name
      {
        groups[groups.count - 1] = Group(highest: entry, count: groups[groups.count - 1].count + 1)
      } else {
        groups.append(Group(highest: entry, count: 1))
      }
    }
    return groups
  }

  private func isWanted(_ entry: Snapshot.Entry, in snapshot: Snapshot) throws -> Bool {
    if let scope = visit.query["scope"], entry.key.scope.description != scope { return false }
    if let text = visit.query["q"]?.lowercased(),
      !entry.key.name.string.lowercased().contains(text)
    {
      return false
    }
    let (type, cloud) = (visit.query["type"], visit.query["cloud"])
    if type != nil || cloud != nil {
      let summary = try index.summary(of: entry, in: snapshot)
      if let type, summary.type.string != type { return false }
      if let cloud, summary.cloud.string != cloud { return false }
    }
    return try visit.query["masks"] != "open" || index.toFill(entry, in: snapshot) > 0
  }

  private func row(
    _ group: Group, _ snapshot: Snapshot, _ environment: EnvironmentName
  ) throws -> ProfilesView.Row {
    let (entry, key) = (group.highest, group.highest.key)
    let summary = try index.summary(of: entry, in: snapshot)
    let toFill = try index.toFill(entry, in: snapshot)
    return ProfilesView.Row(
      href: Link.profile(environment, key), name: key.name.shown,
      version: key.version.description,
      more: group.count > 1 ? group.count - 1 : nil, scope: Wording.scope(key.scope),
      type: Wording.type(summary.type), cloud: Wording.cloud(summary.cloud),
      bands: Array(summary.tones.prefix(16)),
      layers: Wording.count(summary.tones.count, "layer"), toFill: toFill > 0 ? toFill : nil)
  }

  private func scopes(
    of snapshot: Snapshot, _ environment: EnvironmentName
  ) throws -> [Option] {
    try ([.tenant] + snapshot.projects())
      .filter { visit.may(.readProfiles, in: environment, $0) }
      .map { scope in
        let text = scope.description
        return Option(
          value: text, text: Wording.scope(scope), isChosen: visit.query["scope"] == text)
      }
  }

  private func options(
    _ field: String, _ values: [JSONString], _ words: (JSONString) -> String
  ) -> [Option] {
    values.map {
      Option(value: $0.string, text: words($0), isChosen: visit.query[field] == $0.string)
    }
  }

  private func address(
    _ fields: KeyValuePairs<String, String?>, _ environment: EnvironmentName
  ) -> String {
    let query = visit.query
    let kept = Link.page(
      "/profiles",
      [
        "env": environment.text, "q": query["q"], "scope": query["scope"], "type": query["type"],
        "cloud": query["cloud"], "masks": query["masks"],
      ])
    return kept + "&" + Link.page("", fields).dropFirst()
  }
}
