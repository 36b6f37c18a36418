/// Two profile versions side by side or in one column.
struct DiffView: PageView {
  static let template = "diff"
  let title: String
  let from: String
  let to: String
  let badFrom: Bool
  let badTo: Bool
  let isSides: Bool
  let isAll: Bool
  let addresses: [String]
  let markdownHref: String?
  let hasDifference: Bool
  /// Markup, escaped where it was made.
  let difference: String
}
