/// The profiles of one environment.
struct ProfilesView: PageView {
  static let template = "profiles"
  let title: String
  let environment: String
  let environments: [Tab]
  let importHref: String?
  let query: String
  let scopes: [Option]
  let types: [Option]
  let clouds: [Option]
  let onlyOpen: Bool
  let hasRows: Bool
  let rows: [Row]
  let emptyTitle: String
  let emptyText: String
  let pager: PagerView?

  struct Row: Sendable {
    let href: String
    let name: String
    let version: String
    /// How many further versions there are.
    let more: Int?
    let scope: String
    let type: String
    let cloud: String
    let bands: [String]
    let layers: String
    let toFill: Int?
  }
}

/// One of several pages that stand side by side.
struct Tab: Sendable {
  let href: String
  let name: String
  let isCurrent: Bool
}

/// One entry of a drop-down.
struct Option: Sendable {
  let value: String
  let text: String
  let isChosen: Bool
}
