internal import CanonicalJSON
internal import PackValues
public import Palette
public import ProfileRepository
internal import Profiles
internal import Replay

extension Rollout {
  /// Looks at everything and changes nothing.
  ///
  /// - Parameters:
  ///   - sources: where values come from; each is asked once, and only for what is to be sent.
  ///   - progress: told how many of how many were looked at.
  /// - Throws: what concerns the whole rather than one profile: `PaletteError`, `RepositoryError`.
  public func plan(
    _ client: PaletteClient, in repository: ProfileRepository, from sources: inout SecretSources,
    progress: (Int, Int) -> Void
  ) async throws -> RolloutPlan {
    let live = try await LiveScopes(of: client)
    let branch = try await BranchState.read(environment, selection, in: repository)
    let scopes = Set(branch.documents.keys.map(\.scope)).intersection(live.all)
    let listing = try await LiveListing(scopes.sorted(), live, client)
    var items = try await compare(branch, listing, live, client, progress: progress)
    try await fill(&items, branch, from: &sources)
    let names = try await LiveMacros(of: scopes, live, client)
    var values: [Scope: [(name: JSONString, value: Secret)]] = [:]
    for index in items.indices where items[index].isToBeSent {
      checkMacros(&items[index], names, &values, from: &sources)
    }
    try await validate(&items, live, client)
    for scope in values.keys {
      let needs = items.filter { item in
        item.isToBeSent && (scope == .tenant || item.key.scope == scope)
      }.flatMap(\.needs)
      values[scope] = values[scope]?.filter { needs.contains($0.name) }
    }
    return RolloutPlan(
      items: items, macros: values.mapValues { $0.map(\.name) }.filter { !$0.value.isEmpty },
      values: values, scopes: live)
  }

  /// Which are there already, and whether they are the same.
  private func compare(
    _ branch: BranchState, _ listing: LiveListing, _ live: LiveScopes, _ client: PaletteClient,
    progress: (Int, Int) -> Void
  ) async throws -> [Item] {
    let wanted = branch.documents.sorted { $0.key < $1.key }
    var items: [Item] = []
    try await concurrently(wanted) { item in
      try await compared(item.key, item.value, branch, listing, live, client)
    } report: { item, result in
      switch result {
      case .success(let item): items.append(item)
      case .failure(let error):
        if let error = error as? PaletteError, error.code == .authentication { throw error }
        items.append(Self.item(item.key, item.value, nil, .refused(.init(error))))
      }
      progress(items.count, wanted.count)
    }
    return items
  }

  private func compared(
    _ key: ProfileKey, _ document: ProfileDocument, _ branch: BranchState, _ listing: LiveListing,
    _ live: LiveScopes, _ client: PaletteClient
  ) async throws -> Item {
    let project = try live.project(of: key.scope)
    let wanted = try document.mapping(registries)
    guard let there = listing.profiles[key] else { return Self.item(key, wanted, nil, .make) }
    let export = try await client.export(there.uid, in: project)
    let isSame = wanted.isSame(as: export, sensitivity: branch.sensitivity)
    let step: Step =
      isSame ? .skip(uid: there.uid) : replaces ? .replace(uid: there.uid) : .refused(.differs)
    return Self.item(key, wanted, export.contentID, step)
  }

  private static func item(
    _ key: ProfileKey, _ document: ProfileDocument, _ live: String?, _ step: Step
  ) -> Item {
    Item(key: key, branch: document.contentID, live: live, step: step, document: document)
  }

  /// What our own rules say, and every value in its place.
  private func fill(
    _ items: inout [Item], _ branch: BranchState, from sources: inout SecretSources
  ) async throws {
    for index in items.indices where items[index].isToBeSent {
      let (key, document, environment) = (items[index].key, items[index].document, environment)
      let (findings, masks) = try await Blocking.run {
        (
          try branch.snapshot.findings(against: document, in: key.scope, of: environment),
          try branch.snapshot.masks(of: document, in: key.scope)
        )
      }
      let errors = findings.filter { $0.severity == .error && $0.code != .undefinedMacro }
      if !errors.isEmpty {
        items[index].step = .refused(.findings(errors))
        continue
      }
      let resolution = FillResolution(of: document, masks, from: &sources)
      guard let filled = resolution.document else {
        items[index].step = .refused(.unfilled(resolution.unfilled))
        continue
      }
      (items[index].document, items[index].secrets) = (
        filled, resolution.resolved.map(\.secret)
      )
    }
  }

  private func checkMacros(
    _ item: inout Item, _ names: LiveMacros,
    _ values: inout [Scope: [(name: JSONString, value: Secret)]], from sources: inout SecretSources
  ) {
    let missing = names.missing(in: item.document, at: item.key.scope)
    var without: [JSONString] = []
    for name in missing {
      let scopes = [item.key.scope, .tenant]
      if scopes.contains(where: { values[$0]?.contains { $0.name == name } == true }) { continue }
      guard let source = macros?[name],
        case .success(let value) = sources.secret(for: source, at: "macro '\(name)'")
      else {
        without.append(name)
        continue
      }
      values[item.key.scope, default: []].append((name, value))
    }
    item.needs = missing
    if !without.isEmpty { item.step = .refused(.macros(without)) }
  }
}

extension Rollout.Item {
  var isToBeSent: Bool {
    switch step {
    case .make, .replace: true
    case .skip, .refused: false
    }
  }
}

extension Rollout.Refusal {
  /// Wraps what a call or a reading threw.
  init(_ error: any Error) {
    self = (error as? PaletteError).map { .palette($0) } ?? .failed(error)
  }
}
