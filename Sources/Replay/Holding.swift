public import Git
public import ProfileRepository
public import Profiles

/// Holds profile versions of an environment, so that replays leave them as they are, or releases them.
///
/// A commit of its own says so and changes no document; its message is the reason.
public struct Holding: Sendable {
  public var environment: EnvironmentName
  /// Without a version: every version that is there, or for a release every one that is held.
  public var selector: ProfileSelector
  /// False releases.
  public var isHeld: Bool
  public var message: String?
  public var author: Signature?

  public init(
    _ environment: EnvironmentName, _ selector: ProfileSelector, isHeld: Bool,
    message: String? = nil, author: Signature? = nil
  ) {
    self.environment = environment
    self.selector = selector
    self.isHeld = isHeld
    self.message = message
    self.author = author
  }

  /// One profile version; the commit is nil where it was so already.
  public struct Item: Sendable {
    public let key: ProfileKey
    public let commit: ObjectID?
  }

  /// What holding or releasing came to.
  public struct Result: Sendable {
    public let environment: EnvironmentName
    public let isHeld: Bool
    public let items: [Item]
    public let operation: String
  }

  /// Writes a commit for each profile version whose state changes.
  ///
  /// A version that is named may be held before it is there.
  ///
  /// - Throws: `notFound` where nothing fits the selector.
  public func run(
    in repository: ProfileRepository, as operation: Operation, expecting expected: ObjectID? = nil,
    dryRun: Bool = false
  ) throws(RepositoryError) -> Result {
    let written = try repository.write(
      to: environment, expecting: expected, dryRun: dryRun, as: operation,
      reason: isHeld ? "hold" : "release"
    ) { change throws(RepositoryError) in
      let held = try change.base.holds()
      var items: [Item] = []
      for key in try keys(change.base, Set(held.keys)) {
        let isSo = (held[key] != nil) == isHeld
        let details = Change.Details(message: message, author: author)
        items.append(
          Item(key: key, commit: isSo ? nil : try change.mark(key, isHeld: isHeld, details)))
      }
      return items
    }
    return Result(
      environment: environment, isHeld: isHeld, items: written.result, operation: operation.id)
  }

  private func keys(
    _ base: Snapshot, _ held: Set<ProfileKey>
  ) throws(RepositoryError) -> [ProfileKey] {
    if let version = selector.version {
      return [ProfileKey(scope: selector.scope, name: selector.name, version: version)]
    }
    let heldHere = held.filter { $0.scope == selector.scope && $0.name == selector.name }
    if !isHeld, !heldHere.isEmpty { return heldHere.sorted() }
    _ = try base.find(selector)
    return try base.versions(of: selector.name, in: selector.scope).map(\.key)
  }
}
