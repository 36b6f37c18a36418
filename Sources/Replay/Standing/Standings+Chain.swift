public import ProfileRepository
internal import Profiles

extension Standings {
  /// Compares environments along the promotion chain: each with the one that it comes after.
  ///
  /// Without names all of them; with one name the pairs that it is in; with several, each with the nearest before it
  /// among them. Folders of equal id are not read, each branch is walked once, and only documents that differ are read.
  ///
  /// - Throws: `notFound` for an unknown environment, `invalid` where there is nothing to compare.
  public static func along(
    _ names: [EnvironmentName], in repository: ProfileRepository, listsIdentical: Bool = false
  ) throws(RepositoryError) -> [Standings] {
    let pairs = try pairs(of: names, repository)
    var snapshots: [EnvironmentName: Snapshot] = [:]
    for name in pairs.flatMap({ [$0.source, $0.target] }) where snapshots[name] == nil {
      snapshots[name] = try repository.snapshot(of: name)
    }
    var differing: [PairDifference] = []
    for pair in pairs {
      guard let source = snapshots[pair.source], let target = snapshots[pair.target] else {
        continue
      }
      differing.append(
        PairDifference(
          source: source, target: target, changes: try target.documentChanges(to: source)))
    }
    let histories = try histories(of: differing, snapshots)
    var origins = Origins(repository)
    var result: [Standings] = []
    for (pair, difference) in zip(pairs, differing) {
      guard let source = histories[pair.source], let target = histories[pair.target] else {
        continue
      }
      result.append(
        try difference.standings(
          pair, Histories(source: source, target: target), &origins,
          listsIdentical: listsIdentical))
    }
    return result
  }

  typealias Pair = (source: EnvironmentName, target: EnvironmentName)

  private static func pairs(
    of names: [EnvironmentName], _ repository: ProfileRepository
  ) throws(RepositoryError) -> [Pair] {
    let all = try repository.environments()
    for name in names { _ = try repository.snapshot(of: name) }
    let chosen = names.count > 1 ? all.filter { names.contains($0.name) } : all
    var pairs: [Pair] = []
    for (index, environment) in chosen.enumerated() {
      let before = nearest(before: environment, among: chosen, of: all)
      let fallback = names.count > 1 && index > 0 ? chosen[index - 1].name : nil
      if let source = before ?? fallback { pairs.append((source, environment.name)) }
    }
    if names.count == 1 { pairs = pairs.filter { $0.source == names[0] || $0.target == names[0] } }
    if pairs.isEmpty {
      throw RepositoryError(
        .invalid, "there is nothing to compare: no other environment comes before or after",
        hint: "name two environments, or see them with 'strata env list'")
    }
    return pairs
  }

  private static func nearest(
    before environment: Environment, among chosen: [Environment], of all: [Environment]
  ) -> EnvironmentName? {
    var (next, steps) = (environment.settings.after, 0)
    while let name = next, steps <= all.count {
      if name != environment.name.text, let found = chosen.first(where: { $0.name.text == name }) {
        return found.name
      }
      next = all.first { $0.name.text == name }?.settings.after
      steps += 1
    }
    return nil
  }

  /// One walk of each branch, for the paths that differ in any of its pairs.
  private static func histories(
    of differences: [PairDifference], _ snapshots: [EnvironmentName: Snapshot]
  ) throws(RepositoryError) -> [EnvironmentName: BranchHistory] {
    var result: [EnvironmentName: BranchHistory] = [:]
    for (name, snapshot) in snapshots {
      var paths: Set<String> = []
      for pair in differences
      where pair.source.environmentName == name || pair.target.environmentName == name {
        paths.formUnion(pair.changes.map(\.key.path))
      }
      result[name] = paths.isEmpty ? BranchHistory() : try BranchHistory(of: paths, from: snapshot)
    }
    return result
  }
}
