import Replay

/// What a replay comes to, in a word or two.
enum VerdictWords {
  static func words(_ verdict: ReplayOutcome.Verdict) -> (text: String, tone: String) {
    switch verdict {
    case .written(let steps): ("\(Wording.count(steps, "commit"))", "added")
    case .sliced: ("a part of it", "changed")
    case .merged: ("merged with changes there", "changed")
    case .nothing(.equal): ("the same is there", "")
    case .nothing(.alreadyReplayed): ("there already, and moved on", "")
    case .nothing(.rolledBack): ("rolled back there", "")
    case .nothing(.contained): ("contained already", "")
    case .nothing: ("nothing to do", "")
    case .refused(let refusal):
      refusal.reason == .duplicate
        ? ("another of this name and version", "alarm") : ("conflict", "alarm")
    case .invalid: ("does not pass validation", "alarm")
    case .held: ("held", "unknown")
    case .removed: ("removed, as the source did", "removed")
    case .kept: ("kept, though the source removed it", "")
    }
  }
}
