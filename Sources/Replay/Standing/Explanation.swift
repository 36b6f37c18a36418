internal import Git
public import ProfileRepository
public import Profiles

/// Why one profile version differs between two environments, and what a promotion would do.
public struct Explanation: Sendable {
  /// The newest commit of the target that the source has too, and that commit of the source.
  public struct Common: Sendable {
    public let source: HistoryEntry
    public let target: HistoryEntry
  }

  public let source: EnvironmentName
  public let target: EnvironmentName
  public let standing: Standing
  /// Nil where neither came from the other.
  public let common: Common?
  /// From what the target holds to what the source holds; nil where one of them has nothing.
  public let difference: ProfileDifference?
  /// What a promotion would come to now, by the code that promotes; nil where the source has nothing to promote.
  public let promotion: Result<ReplayOutcome, RepositoryError>?

  /// Explains a profile, in its highest version where none is named; the source's, else the target's.
  ///
  /// - Throws: `notFound` where neither environment has it.
  public init(
    _ selector: ProfileSelector, from source: EnvironmentName, to target: EnvironmentName,
    in repository: ProfileRepository, as operation: Operation
  ) throws(RepositoryError) {
    let from = try repository.snapshot(of: source)
    let to = try repository.snapshot(of: target)
    let key = try Self.key(selector, from, to)
    let (there, here) = (try to.entry(for: key), try from.entry(for: key))
    let histories = Histories(
      source: try BranchHistory(of: [key.path], from: from),
      target: try BranchHistory(of: [key.path], from: to))
    var origins = Origins(repository)
    (self.source, self.target) = (source, target)
    let documents = try (there.map(to.document), here.map(from.document))
    let isSame = documents.0 != nil && documents.0?.contentID == documents.1?.contentID
    let exact = ProfileSelector(scope: key.scope, name: key.name, version: key.version)
    let request = ReplayRequest(
      kind: .promotion, source: from, entries: here.map { [$0] } ?? [], target: target, scope: nil,
      removals: RemovalRequest(ProfileSelection(selectors: [exact]), prunes: true))
    standing =
      isSame
      ? Standing(equal: key, isIdentical: there?.blob == here?.blob)
      : try Standing(
        DocumentChange(key: key, before: there, after: here), request,
        LandingForm(Landing(), at: to, knowing: to.facts()), histories, isSame: false, to, &origins)
    common = try Self.common(histories, key, &origins)
    if let old = documents.0, let new = documents.1 {
      difference = ProfileDifference(
        from: old, to: new, sensitivity: try from.sensitivity().union(to.sensitivity()))
    } else {
      difference = nil
    }
    promotion =
      here != nil || standing.isPrunable
      ? Self.promotion(request, repository, operation) : nil
  }

  private static func key(
    _ selector: ProfileSelector, _ source: Snapshot, _ target: Snapshot
  ) throws(RepositoryError) -> ProfileKey {
    do throws(RepositoryError) {
      return try source.find(selector).key
    } catch  where error.code == .notFound {
      if let found = try? target.find(selector) { return found.key }
      throw error
    }
  }

  private static func common(
    _ histories: Histories, _ key: ProfileKey, _ origins: inout Origins
  ) throws(RepositoryError) -> Common? {
    let source = try SourceHistory(histories.source.entries(at: key.path), &origins)
    let target = try TargetHistory(
      histories.target.entries(at: key.path), source: source, sourceKey: key, &origins)
    guard let newest = target.common else { return nil }
    let chain = Set(try origins.chain(of: newest))
    for entry in histories.source.entries(at: key.path)
    where try !chain.isDisjoint(with: origins.chain(of: entry)) {
      return Common(source: entry, target: newest)
    }
    return nil
  }

  private static func promotion(
    _ request: ReplayRequest, _ repository: ProfileRepository, _ operation: Operation
  ) -> Result<ReplayOutcome, RepositoryError>? {
    var replay = Replay(in: repository, as: operation)
    do throws(RepositoryError) {
      return try replay.run(request, dryRun: true).outcomes.first.map { .success($0) }
    } catch { return .failure(error) }
  }
}
