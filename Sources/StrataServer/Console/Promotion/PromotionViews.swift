/// What of an environment the one after it does not have.
struct PromoteView: PageView {
  static let template = "promote"
  let title = "Promote"
  let pairs: [Tab]
  let hasPair: Bool
  let from: String
  let to: String
  let problem: ProblemView?
  let hasRows: Bool
  let rows: [Row]
  let equalWords: String
  let pager: PagerView?

  struct Row: Sendable {
    let number: Int
    let key: String
    let isChosen: Bool
    let name: String
    let version: String
    let scope: String
    let tone: String
    let state: String
    let words: String
    let diffHref: String?
  }
}

/// What a promotion would do, with the conflicts to settle.
struct PromotePreview: PageView {
  static let template = "promote-preview"
  let title = "Promote"
  let from: String
  let to: String
  let backHref: String
  let expect: String
  let problem: ProblemView?
  let items: [Item]
  let hasOpen: Bool
  let mayConfirm: Bool
  let counted: String

  struct Item: Sendable {
    let number: Int
    let key: String
    let name: String
    let version: String
    let verdict: String
    let tone: String
    let findings: [FindingView]
    let note: String?
    let hasConflicts: Bool
    let conflictWords: String
    let conflicts: [Conflict]
    let hasDifference: Bool
    let isOpen: Bool
    /// Markup, escaped where it was made.
    let difference: String
  }

  /// A place that both sides changed.
  struct Conflict: Sendable {
    let id: String
    /// Finds the place again.
    let key: String
    let place: String
    let isSecret: Bool
    let ours: String
    let theirs: String
    let mayWrite: Bool
    let value: String
    let isOurs: Bool
    let isTheirs: Bool
    let isValue: Bool
  }
}
