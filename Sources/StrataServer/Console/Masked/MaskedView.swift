/// The masked places of an environment.
struct MaskedView: PageView {
  static let template = "masked"
  let title: String
  let environment: String
  let environments: [Tab]
  /// The one profile that is asked for; nil shows all.
  let at: String?
  let allHref: String
  let isAll: Bool
  let hasGroups: Bool
  let groups: [Group]
  let emptyTitle: String
  let emptyText: String
  let pager: PagerView?
  let back: String
  let kinds: [Option]

  struct Group: Sendable {
    let number: Int
    let href: String
    let name: String
    let version: String
    let scope: String
    let address: String
    let places: [Place]
  }

  struct Place: Sendable {
    let id: String
    /// Finds the place again.
    let key: String
    let owner: String
    let path: String?
    let words: String
    let fill: String?
    let mayFill: Bool
    /// Why it cannot be filled here.
    let cannot: String?
  }

  static let sources = [
    Option(value: "env", text: "Environment variable", isChosen: false),
    Option(value: "file", text: "File by name", isChosen: false),
    Option(value: "cmd", text: "Command by name", isChosen: false),
    Option(value: "macro", text: "Macro", isChosen: false),
    Option(value: "var", text: "Profile variable", isChosen: false),
    Option(value: "prompt", text: "Asked at export", isChosen: false),
  ]
}
