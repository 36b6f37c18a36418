public import Palette
public import ProfileRepository
public import Profiles

/// Compares what a live Palette holds with an environment's branch; changes neither.
public struct Drift: Sendable {
  /// How one profile version stands.
  public enum Outcome: Sendable {
    /// - Parameter unknown: how many places are masked, so that nobody can tell.
    case equal(unknown: Int)
    /// From the branch to the live side: what the live side has more is added.
    case differs(ProfileDifference)
    case onlyOnBranch
    case onlyLive
    case failed(any Error)

    public var state: LiveState? {
      switch self {
      case .equal: .equal
      case .differs: .differs
      case .onlyOnBranch: .onlyOnBranch
      case .onlyLive: .onlyLive
      case .failed: nil
      }
    }
  }

  public var environment: EnvironmentName
  public var selection: LiveSelection

  public init(of environment: EnvironmentName, _ selection: LiveSelection = LiveSelection()) {
    (self.environment, self.selection) = (environment, selection)
  }

  /// Compares, several profile versions at once; tells each outcome in the order of the keys.
  ///
  /// - Throws: what concerns the whole rather than one profile: `PaletteError`, `RepositoryError`.
  public func run(
    _ client: PaletteClient, in repository: ProfileRepository, begin: (Int) -> Void,
    report: (ProfileKey, Outcome) throws -> Void
  ) async throws {
    let live = try await LiveScopes(of: client)
    let listing = try await LiveListing(selection.scopes(among: live.all), live, client)
    let branch = try await BranchState.read(environment, selection, in: repository)
    let keys = Set(branch.documents.keys).union(listing.profiles.keys.filter(selection.covers))
    try selection.checkFound(among: keys)
    begin(keys.count)
    try await concurrently(keys.sorted()) { key in
      guard let profile = listing.profiles[key] else { return Outcome.onlyOnBranch }
      guard let document = branch.documents[key] else { return .onlyLive }
      let export = try await client.export(profile.uid, in: live.project(of: key.scope))
      return branch.comparison(of: document, with: export)
    } report: { key, result in
      switch result {
      case .success(let outcome): try report(key, outcome)
      case .failure(let error): try report(key, .failed(error))
      }
    }
  }
}

/// The documents of a branch, with what its environment knows of secrets.
struct BranchState: Sendable {
  let snapshot: Snapshot
  let documents: [ProfileKey: ProfileDocument]
  let sensitivity: Sensitivity
  let rules: [IgnoreRule]

  static func read(
    _ environment: EnvironmentName, _ selection: LiveSelection, in repository: ProfileRepository
  ) async throws -> BranchState {
    try await Blocking.run {
      let snapshot = try repository.snapshot(of: environment)
      var documents: [ProfileKey: ProfileDocument] = [:]
      for entry in try snapshot.entries() where selection.covers(entry.key) {
        documents[entry.key] = try snapshot.document(entry)
      }
      return BranchState(
        snapshot: snapshot, documents: documents, sensitivity: try snapshot.sensitivity(),
        rules: try snapshot.ignoreRules())
    }
  }

  /// How a live export stands to a document of the branch; what one of them hides cannot be told.
  func comparison(
    of document: ProfileDocument, with export: ProfileDocument
  ) -> Drift.Outcome {
    if document.isSame(as: export, sensitivity: sensitivity) {
      let masks = document.masks(sensitivity: sensitivity).filter { $0.state == .masked }
      return .equal(unknown: masks.count)
    }
    let left = document.keepingMasks(of: export, sensitivity: sensitivity).document
    let right = export.keepingMasks(of: document, sensitivity: sensitivity).document
    let difference = ProfileDifference(
      from: left, to: right, sensitivity: sensitivity, filter: DifferenceFilter(rules: rules))
    return difference.hasChanges
      ? .differs(difference) : .equal(unknown: difference.unknownCount)
  }
}
