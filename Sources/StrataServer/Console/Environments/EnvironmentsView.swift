/// The promotion chain and the profiles in it.
struct EnvironmentsView: PageView {
  static let template = "environments"
  let title = "Environments"
  let stages: [Stage]
  let counted: String
  let query: String
  let onlyDiffers: Bool
  let columns: [String]
  let hasRows: Bool
  let rows: [Row]
  let emptyTitle: String
  let emptyText: String
  let emptyAction: Action?
  let pager: PagerView?

  struct Stage: Sendable {
    let name: String
    let href: String
    let historyHref: String
    let protection: String?
    let profiles: String
    let profilesNoun: String
    let masks: String
    let masksOpen: Bool
    let commit: String
    let age: String
    let subject: String
    /// The way to the next environment; nil for the last.
    let link: Connection?
  }

  struct Connection: Sendable {
    let chips: [Chip]
    let promoteHref: String?
  }

  struct Chip: Sendable {
    let tone: String
    let text: String
    let href: String
  }

  struct Row: Sendable {
    let scope: String
    let name: String
    let cells: [Cell]
  }

  struct Cell: Sendable {
    /// Whether the environment has the profile.
    let isThere: Bool
    let href: String
    let version: String
    let sign: String?
    let tone: String
    let title: String
    let masks: Int?
  }

  struct Action: Sendable {
    let href: String
    let text: String
  }
}
