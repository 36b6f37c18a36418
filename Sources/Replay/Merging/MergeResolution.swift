public import PackValues
internal import ProfileRepository
internal import Profiles

/// What a person says of the conflicts that merging a replay into a changed target meets.
public struct MergeResolution: Sendable {
  /// What is taken where nothing else is said; nil leaves a conflict open.
  public var side: MergeSide?
  /// Answers conflict by conflict.
  public var answers: ConflictAnswers?

  public init(side: MergeSide? = nil, answers: ConflictAnswers? = nil) {
    (self.side, self.answers) = (side, answers)
  }
}

/// Gives each conflict of one merge its answer; of several at one place the nth has the nth.
struct ConflictChooser {
  private let side: MergeSide?
  private var rest: [ConflictAnswers.Answer]
  private(set) var hasAnswered = false

  init(_ side: MergeSide?, _ answers: [ConflictAnswers.Answer] = []) {
    (self.side, rest) = (side, answers)
  }

  mutating func choice(for conflict: MergeConflict) -> MergeChoice? {
    let place = conflict.place.description
    let index = rest.firstIndex { $0.place == place }
    let choice = index.flatMap { rest.remove(at: $0).choice } ?? side.map { .side($0) }
    hasAnswered = hasAnswered || choice != nil
    return choice
  }

  /// An answer whose conflict did not come.
  var unused: ConflictAnswers.Answer? { rest.first }
}
