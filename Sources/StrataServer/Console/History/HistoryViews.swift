/// The commits of an environment.
struct HistoryView: PageView {
  static let template = "history"
  let title: String
  let environment: String
  let tabs: [Tab]
  let hasCommits: Bool
  let commits: [Row]
  let pager: PagerView?

  struct Row: Sendable {
    let commit: String
    let subject: String
    let from: String?
    let profile: String
    let hasLink: Bool
    let profileHref: String
    let author: String
    let date: String
    let age: String
    let diffHref: String?
    let rollbackHref: String?
  }
}

/// What was done to the environments.
struct OperationsView: PageView {
  static let template = "operations"
  let title = "Operations"
  let tabs: [Tab]
  let hasOperations: Bool
  let operations: [Row]

  struct Row: Sendable {
    let id: String
    let href: String
    let command: String
    let places: String
    let author: String
    let date: String
    let age: String
    let undoHref: String?
  }
}

/// One operation with what it changed.
struct OperationView: PageView {
  static let template = "operation"
  let title: String
  let id: String
  let command: String
  let author: String
  let date: String
  let age: String
  let undoHref: String?
  let environments: [Changes]

  struct Changes: Sendable {
    let name: String
    let counted: String
    let documents: [Item]
  }

  struct Item: Sendable {
    let what: String
    let text: String
    let hasLink: Bool
    let href: String
    let diffHref: String?
  }
}

/// What an undo or a rollback would bring back, before somebody says yes.
struct RestorationView: PageView {
  static let template = "restoration"
  let title: String
  let heading: String
  let explanation: String
  let backHref: String
  let problem: Problem?
  let hasItems: Bool
  let isNothing: Bool
  let counted: String
  let items: [Item]
  let action: String
  let fields: [Field]
  let question: String
  let button: String

  struct Problem: Sendable {
    let text: String
    let hint: String?
  }

  struct Item: Sendable {
    let what: String
    let text: String
    let diffHref: String?
  }

  /// A hidden field of a form.
  struct Field: Sendable {
    let name: String
    let value: String
  }
}
