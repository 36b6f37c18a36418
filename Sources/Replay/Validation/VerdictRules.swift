internal import Git
internal import ProfileRepository
internal import Profiles

/// What keeps a profile version from landing by where the target's own document came from, as a finding.
enum VerdictRules {
  static func findings(
    _ verdict: ReplayOutcome.Verdict, _ key: ProfileKey, in environment: EnvironmentName
  ) -> [ValidationFinding] {
    let place = "\(environment):\(key)"
    switch verdict {
    case .refused(let refusal) where refusal.reason == .duplicate:
      return [
        ValidationFinding(
          .duplicateVersion, .error, "\(place) is another document of this name and version",
          remedy: "import it as --name NEW or --version NEW, or replace what is there with "
            + "--overwrite")
      ]
    case .refused(let refusal) where refusal.reason == .changedAndRemoved:
      return [
        ValidationFinding(
          .changedInTarget, .error,
          "\(place) was changed since the last replay, and the source removed it",
          remedy: "keep it with --ours, or remove it with --theirs")
      ]
    case .refused:
      return [
        ValidationFinding(
          .changedInTarget, .error,
          "\(place) was changed since the last replay, and what comes changes the same",
          remedy: "keep the target's with --ours, or take the source's with --theirs")
      ]
    case .held(let held) where !held.isSkipped:
      return [
        ValidationFinding(
          .held, .error, "\(place) is held by \(held.commit.commit.id.abbreviated)",
          remedy: "'strata release' lets it move")
      ]
    case .sliced(let sliced):
      let how = sliced.paths.isEmpty ? "too" : "before, as a whole"
      return sliced.missing.map { missing in
        ValidationFinding(
          .missingLayer, .error,
          "\(missing.reference) refers to '\(missing.layer)', which \(place) would not have",
          remedy: "take --layer '\(missing.layer)' \(how), or the whole profile")
      }
    case .held, .written, .merged, .nothing, .invalid, .removed, .kept: return []
    }
  }
}

extension Validation {
  /// Everything that speaks against what a verdict brings about: the verdict itself, and the document that would land.
  func findings(
    of verdict: ReplayOutcome.Verdict, landing document: ProfileDocument?, as key: ProfileKey,
    _ moves: [RegistryMove]
  ) throws(RepositoryError) -> [ValidationFinding] {
    let found = try document.map { (document) throws(RepositoryError) in
      try findings(against: document, in: key.scope, moves)
    }
    return ValidationFinding.sorted(
      VerdictRules.findings(verdict, key, in: environment) + (found ?? []))
  }
}

extension ReplayOutcome.Verdict {
  /// Whether something is written.
  var isLanding: Bool {
    switch self {
    case .written, .merged, .sliced, .removed: true
    case .nothing, .refused, .invalid, .held, .kept: false
    }
  }

  /// The verdict once the findings are counted: what would land does not where one is severe enough.
  func checked(
    _ findings: [ValidationFinding], failingOn severity: ValidationFinding.Severity
  ) -> ReplayOutcome.Verdict {
    let fails = isLanding && findings.contains { $0.severity >= severity }
    return fails ? .invalid(failingOn: severity) : self
  }
}
