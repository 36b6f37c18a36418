public import CanonicalJSON
public import Git
public import Profiles

/// What somebody knows of an environment, thing by thing.
public struct FactsEdit: Hashable, Sendable {
  /// One thing, or what it was known by.
  public enum Item: Hashable, Sendable {
    case registry(JSONString, KnownHoldings.Registry)
    /// A version of a pack in a registry. To take out, nil stands for every version and every registry.
    case pack(JSONString, version: JSONString?, registry: JSONString?)
    /// The scope is `system`, `tenant` or `projects/NAME`.
    case macro(scope: JSONString, name: JSONString)
    case project(JSONString)
    /// To take out, nil stands for everything that the version of the pack asks for.
    case constraint(Sensitivity.Pack, PackConstraint?)
  }

  public var added: [Item]
  public var removed: [Item]
  /// Parts of which all is known now.
  public var completed: [KnownHoldings.Part]

  public init(
    adding added: [Item] = [], removing removed: [Item] = [],
    completing completed: [KnownHoldings.Part] = []
  ) {
    (self.added, self.removed, self.completed) = (added, removed, completed)
  }

  /// The facts after the edit, with the date that they had: one thing more does not make the rest newer.
  ///
  /// What is added to something of which nothing was known does not say that this is all: see `KnownHoldings.isComplete`.
  ///
  /// - Parameter seconds: when facts are taken that nothing was known of before, since 1970.
  /// - Throws: `notFound` for what is to go, or to be complete, and is not known; `invalid` for a text that cannot be a name.
  public func applied(
    to facts: Facts?, takenAt seconds: Int64
  ) throws(RepositoryError) -> Facts {
    var facts = facts ?? Facts(takenAt: seconds)
    var holdings = facts.holdings
    for item in removed { try holdings.remove(item) }
    for item in added { try holdings.add(item) }
    for part in completed {
      guard holdings.isKnown(part) else {
        throw RepositoryError(
          .notFound, "nothing is known of \(part.path.map(\.string).joined(separator: " ")) yet",
          hint: "say first what is there, or give an empty list to 'strata facts import'")
      }
      holdings.partial.remove(part)
    }
    facts.set(holdings)
    return facts
  }
}

extension Change {
  /// Stages a commit that changes what is known of the environment thing by thing; nil where that was known.
  ///
  /// - Parameter seconds: when facts are taken that nothing was known of before, since 1970.
  @discardableResult
  public mutating func apply(
    _ edit: FactsEdit, subject: String, takenAt seconds: Int64, _ details: Details = Details()
  ) throws(RepositoryError) -> ObjectID? {
    try put(file: edit.applied(to: facts(), takenAt: seconds), subject: subject, details)
  }
}

extension KnownHoldings {
  fileprivate mutating func add(_ item: FactsEdit.Item) throws(RepositoryError) {
    switch item {
    case .registry(let name, let registry):
      try Self.check(name)
      if registries == nil { partial.insert(.registries) }
      registries = registries ?? [:]
      let known = registries?[name]
      registries?[name] = known?.merging(registry) ?? registry
    case .pack(let name, let version, let registry):
      guard let version, let registry else { return }
      for text in [name, version, registry] { try Self.check(text) }
      add(name, [version], in: registry, isWhole: false)
    case .macro(let scope, let name):
      try Self.check(name)
      if macros?[scope] == nil { partial.insert(.macros(scope: scope)) }
      macros = macros ?? [:]
      macros?[scope, default: []].insert(name)
    case .project(let name):
      try Self.check(name)
      if projects == nil { partial.insert(.projects) }
      projects = projects ?? []
      projects?.insert(name)
    case .constraint(let pack, let constraint):
      guard let constraint else { return }
      constraints = constraints ?? [:]
      if constraints?[pack]?.contains(constraint) == true { return }
      constraints?[pack, default: []].append(constraint)
    }
  }

  private static func check(_ name: JSONString) throws(RepositoryError) {
    guard let violation = NameRule.violation(of: name) else { return }
    throw RepositoryError(.invalid, "a name \(violation)", hint: "give the name that Palette shows")
  }

  fileprivate mutating func remove(_ item: FactsEdit.Item) throws(RepositoryError) {
    switch item {
    case .registry(let name, _):
      guard registries?.removeValue(forKey: name) != nil else {
        throw Self.missing("registry '\(name)'", name, among: registries?.keys.map(\.string))
      }
      // A registry that is gone holds nothing.
      for pack in packs?.keys.sorted() ?? [] { removeVersions(of: pack, nil, in: name) }
    case .pack(let name, let version, let registry):
      let places = registry.map { [$0] } ?? packs?[name]?.keys.sorted() ?? []
      let held = places.filter { packs?[name]?[$0]?.contains { version ?? $0 == $0 } == true }
      if held.isEmpty {
        throw Self.missing(
          "pack '\(name)'" + (version.map { " \($0)" } ?? "")
            + (registry.map { " in '\($0)'" } ?? ""), name, among: packs?.keys.map(\.string))
      }
      for place in held { removeVersions(of: name, version, in: place) }
    case .macro(let scope, let name):
      guard macros?[scope]?.remove(name) != nil else {
        throw Self.missing(
          "macro '\(name)' of \(scope)", name, among: macros?[scope]?.map(\.string))
      }
    case .project(let name):
      guard projects?.remove(name) != nil else {
        throw Self.missing("project '\(name)'", name, among: projects?.map(\.string))
      }
    case .constraint(let pack, _):
      guard constraints?.removeValue(forKey: pack) != nil else {
        throw Self.missing(
          "constraint of \(pack)", pack.name, among: constraints?.keys.map(\.name.string))
      }
    }
  }

  /// Takes out one version or all of them, and the pack with its last one.
  private mutating func removeVersions(
    of pack: JSONString, _ version: JSONString?, in registry: JSONString
  ) {
    guard var registries = packs?[pack], let versions = registries[registry] else { return }
    let rest = versions.filter { version != nil && $0 != version }
    registries[registry] = rest.isEmpty ? nil : rest
    packs?[pack] = registries.isEmpty ? nil : registries
    if rest.isEmpty {
      partial.remove(.versions(pack: pack, registry: registry))
      channels?[pack]?[registry] = nil
      if channels?[pack]?.isEmpty == true { channels?[pack] = nil }
    }
  }

  private static func missing(
    _ what: String, _ name: JSONString, among known: [String]?
  ) -> RepositoryError {
    let near = Nearest.name(to: name.string, among: known ?? [])
    return RepositoryError(
      .notFound, "no \(what) is known",
      hint: near.flatMap { $0 == name.string ? nil : "did you mean '\($0)'?" }
        ?? "see what is known with 'strata facts show'")
  }
}
