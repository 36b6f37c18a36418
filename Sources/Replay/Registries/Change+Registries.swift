internal import Git
internal import ProfileRepository
internal import Profiles

extension Change {
  /// Stages a commit that remembers what was said of registries and is used by what lands; gives back what is new.
  ///
  /// - Parameter stated: what the command says; what it says and nothing uses is not kept.
  mutating func remember(
    _ stated: [RegistryMapping], usedBy outcomes: [ReplayOutcome], in environment: EnvironmentName
  ) throws(RepositoryError) -> [RegistryMapping] {
    if stated.isEmpty { return [] }
    var choices = try base.registryChoices()
    let before = choices
    var new: [RegistryMapping] = []
    for outcome in outcomes where outcome.verdict.isLanding {
      let used = Set(outcome.registryMoves.compactMap(\.mapping))
      let known = before.mappings(for: outcome.target.scope)
      for mapping in stated where used.contains(mapping) && !known.contains(mapping) {
        choices.remember(mapping, for: outcome.target.scope)
        if !new.contains(mapping) { new.append(mapping) }
      }
    }
    if new.isEmpty { return [] }
    try put(file: choices, subject: "Remember registries of \(environment)")
    return new
  }
}
