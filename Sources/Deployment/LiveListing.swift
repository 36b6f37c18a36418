internal import CanonicalJSON
public import Palette
public import ProfileRepository
public import Profiles

/// The profile versions that some scopes of a live Palette hold.
public struct LiveListing: Sendable {
  /// A version that its Palette has and Strata cannot keep, and why.
  public struct Foreign: Hashable, Sendable {
    public let scope: Scope
    public let profile: LiveProfile
    public let detail: String
  }

  public private(set) var profiles: [ProfileKey: LiveProfile] = [:]
  public private(set) var foreign: [Foreign] = []

  /// Lists the scopes, each with as many calls as it has pages.
  public init(
    _ scopes: some Sequence<Scope>, _ live: LiveScopes, _ client: PaletteClient
  ) async throws {
    for scope in scopes {
      for profile in try await client.profiles(in: live.project(of: scope)) {
        add(profile, in: scope)
      }
    }
  }

  private mutating func add(_ profile: LiveProfile, in scope: Scope) {
    guard let version = ProfileVersion(profile.version.string) else {
      let detail = "its version '\(profile.version)' is no strict semver"
      foreign.append(Foreign(scope: scope, profile: profile, detail: detail))
      return
    }
    if let violation = NameRule.violation(of: profile.name) {
      foreign.append(
        Foreign(scope: scope, profile: profile, detail: "its name \(violation)"))
      return
    }
    profiles[ProfileKey(scope: scope, name: profile.name, version: version)] = profile
  }
}

/// Which profile versions a command means: all, or those that some selectors name.
public struct LiveSelection: Hashable, Sendable {
  /// Empty means every profile; one without a version means all versions.
  public var selectors: [ProfileSelector]
  /// Nil means every scope.
  public var scope: Scope?

  public init(_ selectors: [ProfileSelector] = [], scope: Scope? = nil) {
    (self.selectors, self.scope) = (selectors, scope)
  }

  public func covers(_ key: ProfileKey) -> Bool {
    guard scope == nil || scope == key.scope else { return false }
    return selectors.isEmpty
      || selectors.contains {
        $0.scope == key.scope && $0.name == key.name
          && ($0.version == nil || $0.version == key.version)
      }
  }

  /// - Throws: `notFound` where a selector names none of some profile versions.
  func checkFound(among keys: some Sequence<ProfileKey>) throws(RepositoryError) {
    let keys = Array(keys)
    for selector in selectors where !keys.contains(where: LiveSelection([selector]).covers) {
      let names = keys.filter { $0.scope == selector.scope }.map(\.name.string)
      let near = Nearest.name(to: selector.name.string, among: names)
      throw RepositoryError(
        .notFound, "neither the branch nor its Palette has '\(selector)'",
        hint: near.map { "did you mean '\($0)'?" })
    }
  }

  /// The scopes that have to be listed.
  func scopes(among all: [Scope]) -> [Scope] {
    if !selectors.isEmpty { return Set(selectors.map(\.scope)).sorted() }
    return scope.map { [$0] } ?? all
  }
}
