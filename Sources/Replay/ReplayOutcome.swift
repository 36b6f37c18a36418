public import CanonicalJSON
public import Git
public import PackValues
public import ProfileRepository
public import Profiles

/// What a replay came to, or would come to, for one profile version.
public struct ReplayOutcome: Sendable {
  public enum Verdict: Sendable {
    /// The commits that landed; in a dry run, those that would (their ids will differ).
    case written(steps: Int)
    /// The same, merged with what the target changed since the last replay.
    case merged(Merged)
    /// A part of the source's document landed, merged with what the target has.
    case sliced(Sliced)
    case nothing(NothingToDo)
    case refused(Refusal)
    /// What would land has findings of this severity or above it, and so does not.
    case invalid(failingOn: ValidationFinding.Severity)
    /// The target holds the profile version: it stays as it is until somebody releases it, whatever the source has.
    case held(Held)
    /// The source removed it by this commit, and so the target does.
    case removed(HistoryEntry)
    /// The source removed it by this commit; here it stays, because a person said so or removals were not asked for.
    case kept(HistoryEntry, isChosen: Bool)
  }

  /// What both sides brought into a merge.
  public struct Merged: Sendable {
    public let steps: Int
    /// What the target changed since the last replay, and what the source did.
    public let ours: ProfileDifference
    public let theirs: ProfileDifference
    /// What the target overrides, and what became of each place.
    public let overrides: [KeptOverride]
  }

  /// What a slice took, what came along, and what it left.
  public struct Sliced: Sendable {
    public let layers: [Layer.Identity]
    /// Empty where whole layers were taken.
    public let paths: [ValuesPathPattern]
    /// The variables that came along, because the slice refers to them.
    public let variables: [JSONString]
    /// What it changes in the target.
    public let difference: ProfileDifference
    /// From what the target has then to what the source has.
    public let left: ProfileDifference
    /// What the slice needs and neither brings nor finds.
    public let missing: [MissingLayer]
    public let overrides: [KeptOverride]
  }

  /// A layer of the source that a slice refers to, and that the target's document would not have.
  public struct MissingLayer: Sendable {
    public let reference: Reference
    public let layer: Layer.Identity
  }

  /// An override, as a replay met it.
  public struct KeptOverride: Sendable {
    public let entry: Overrides.Entry
    public let outcome: OverriddenPlace.Outcome
  }

  /// Why a replay leaves a profile version alone.
  public struct Held: Sendable {
    /// The commit that holds it; its message is the reason.
    public let commit: HistoryEntry
    /// Whether the others land all the same, because this one was not named.
    public let isSkipped: Bool
  }

  /// Why there is nothing to write.
  public enum NothingToDo: String, Sendable {
    /// The target holds the same document.
    case equal
    /// Every commit of the source has been replayed before; the target has moved on or was changed on purpose.
    case alreadyReplayed = "already-replayed"
    /// The target was rolled back, and the source has nothing that is newer than what was taken back.
    case rolledBack = "rolled-back"
    /// What the source brings, the target has already beside changes of its own.
    case contained
    /// The source's removal had landed, and somebody brought the document back.
    case broughtBack = "brought-back"
  }

  /// What landing does to the target's document.
  public struct Effect: Sendable {
    /// The blob that the target holds; nil where it holds none.
    public let current: ObjectID?
    /// The blob that it holds once this has landed; of a refused or held profile version, what does not land.
    public let proposed: ObjectID?
    /// The source's commits that are written again, oldest first.
    public let commits: [ObjectID]
    /// From current to proposed; nil where one of them is missing, or nobody asked.
    public let difference: ProfileDifference?
  }

  public let source: ProfileKey?
  public let target: ProfileKey
  public let verdict: Verdict
  public let effect: Effect
  /// Masked places in the document as it lands: somebody has to fill them in the target.
  public let maskedPlaces: Int
  /// What speaks against the document as it lands, errors first; none where there is nothing to do.
  public let findings: [ValidationFinding]
  /// The layers whose registry the document lands with is the target's; empty where there is nothing to do.
  public let registryMoves: [RegistryMove]
  /// The layers for which somebody has to choose one of the target's registries.
  public let openRegistries: [OpenRegistry]

  /// Whether this keeps the whole command from landing.
  public var isRefused: Bool {
    switch verdict {
    case .refused, .invalid: true
    case .held(let held): !held.isSkipped
    case .written, .merged, .sliced, .nothing, .removed, .kept: false
    }
  }

  /// Whether it is refused for what the target has of its own, rather than by what it is.
  public var isConflict: Bool {
    switch verdict {
    case .refused(let refusal): refusal.isConflict
    case .held(let held): !held.isSkipped
    case .written, .merged, .sliced, .nothing, .invalid, .removed, .kept: false
    }
  }
}

/// Why a profile version does not land, and what can be done.
public struct Refusal: Sendable {
  public enum Reason: String, Sendable {
    /// The scope holds another document of this name and version, which never came from the source.
    case duplicate = "duplicate-name-and-version"
    /// The target's document was changed since the last replay.
    case changedInTarget = "changed-in-target"
    /// The source removed what the target changed since the last replay.
    case changedAndRemoved = "changed-and-removed"
  }

  public let reason: Reason
  /// The promise that a promotion keeps is stricter: there a duplicate counts as a conflict.
  public let isConflict: Bool
  /// From what the target holds to what would be written; for a removal, what the target changed.
  public let difference: ProfileDifference
  /// The target's commits since the last replay, newest first; empty for a duplicate.
  public let since: [HistoryEntry]
  /// What a merge could not decide; nil for a duplicate.
  public let conflicts: Conflicts?
  /// The source's commit that removed it; nil where it did not.
  public let removal: HistoryEntry?

  public struct Conflicts: Sendable {
    /// The newest commits on the target's and the source's document: what the conflicts are about.
    public let ours: ObjectID
    public let theirs: ObjectID?
    public let places: [MergeConflict]
  }

  init(
    reason: Reason, isConflict: Bool, difference: ProfileDifference, since: [HistoryEntry],
    conflicts: Conflicts? = nil, removal: HistoryEntry? = nil
  ) {
    (self.reason, self.isConflict, self.difference) = (reason, isConflict, difference)
    (self.since, self.conflicts, self.removal) = (since, conflicts, removal)
  }
}

/// What one command came to on one target.
public struct ReplayResult: Sendable {
  public let target: EnvironmentName
  public let outcomes: [ReplayOutcome]
  /// The branch before and after; equal where nothing was written.
  public let before: ObjectID
  public let after: ObjectID
  public let operation: String
  /// What the target was known to hold, which the findings go by; nil where nothing was.
  public let facts: Facts?
  /// What was said of registries and is kept on the target's branch from now on.
  public let remembered: [RegistryMapping]
  /// What the outcomes stand on.
  public let basis: PlanBasis
  /// The newest commit of an earlier run of the same plan; then there was nothing to do, and there is no outcome.
  public let appliedBefore: HistoryEntry?

  /// What was decided against one state of the target.
  struct Decided {
    var outcomes: [ReplayOutcome] = []
    var facts: Facts?
    var remembered: [RegistryMapping] = []
    var basis = PlanBasis([])
    var appliedBefore: HistoryEntry?
  }

  init(
    _ target: EnvironmentName, _ decided: Decided, before: ObjectID, after: ObjectID,
    operation: String
  ) {
    (self.target, self.before, self.after, self.operation) = (target, before, after, operation)
    (outcomes, facts, basis) = (decided.outcomes, decided.facts, decided.basis)
    (appliedBefore, remembered) = (decided.appliedBefore, decided.remembered)
  }

  /// Whether a refusal kept every profile of this command from landing.
  public var isRefused: Bool { outcomes.contains(where: \.isRefused) }

  public var refusals: [Refusal] {
    outcomes.compactMap { if case .refused(let refusal) = $0.verdict { refusal } else { nil } }
  }
}
