/// The member that tells the items of a list apart: the first of `name`, `path`, `key` and `id` that is a scalar in
/// every item and unique on each side.
struct ListIdentity {
  static let candidates = ["name", "path", "key", "id"]

  let key: String

  /// Nil where an item is no mapping, or no member is unique. Costs one pass over the items' keys a candidate.
  init?(of lists: [(tree: MeaningTree, items: [Int])]) {
    let key = Self.candidates.first { key in
      lists.allSatisfy { tree, items in
        var seen: Set<[UInt8]> = []
        return items.allSatisfy { item in
          guard let member = tree.member(of: item, key: key), let text = tree.scalar(member) else {
            return false
          }
          return seen.insert(text).inserted
        }
      }
    }
    guard let key else { return nil }
    self.key = key
  }

  func value(of item: Int, in tree: MeaningTree) -> [UInt8] {
    tree.member(of: item, key: key).flatMap { tree.scalar($0) } ?? []
  }

  func step(of item: Int, in tree: MeaningTree) -> ValuesPath.Step {
    .item(key: key, value: String(decoding: value(of: item, in: tree), as: UTF8.self))
  }
}
