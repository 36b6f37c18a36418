/// Which part of a long list is shown, and the way to the others.
struct PagerView: Sendable {
  let shown: String
  let previous: String?
  let next: String?

  static let size = 50
}

/// One page of a list.
struct ListPage<Element> {
  let elements: ArraySlice<Element>
  /// Nil where all are shown.
  let pager: PagerView?

  /// - Parameter href: the address of a page, counted from 1.
  init(_ all: [Element], number: String?, noun: String, href: (Int) -> String?) {
    let size = PagerView.size
    let last = max(1, (all.count + size - 1) / size)
    let page = min(max(number.flatMap { Int($0) } ?? 1, 1), last)
    let start = (page - 1) * size
    elements = all[start..<min(start + size, all.count)]
    pager =
      last == 1
      ? nil
      : PagerView(
        shown: "\(start + 1) to \(start + elements.count) of \(all.count) \(noun)",
        previous: page > 1 ? href(page - 1) : nil, next: page < last ? href(page + 1) : nil)
  }
}
