import PackValues

/// A values text whose one-line values can be edited, and what each edit must be reported as.
struct EditableText {
  /// A scalar that stands as `key: value` in a line of its own.
  struct Leaf {
    let path: ValuesPath
    let line: Int
    let margin: String
    let key: String
    let text: String
    /// The mapping has other members.
    let hasSiblings: Bool
    /// The outermost list above it whose items only their order tells apart.
    let ordered: ValuesPath?
  }

  /// Two neighbors of a list of named items, each in lines of its own.
  struct Neighbors {
    let list: ValuesPath
    let first: Range<Int>
    let second: Range<Int>
  }

  var lines: [String]
  private(set) var leaves: [Leaf] = []
  private(set) var neighbors: [Neighbors] = []

  init?(_ text: [UInt8]) {
    guard let tree = try? ValuesTree(text), let root = tree.documents.first else { return nil }
    guard tree.documents.count == 1, !text.contains(0x0D) else { return nil }
    lines = String(decoding: text, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false
    ).map(String.init)
    visit(root, at: ValuesPath(), ordered: nil)
    let starts = Dictionary(grouping: leaves, by: \.line)
    leaves = leaves.filter { starts[$0.line]?.count == 1 }
  }

  var utf8: [UInt8] { Array(lines.joined(separator: "\n").utf8) }

  private mutating func visit(_ node: YAMLNode, at path: ValuesPath, ordered: ValuesPath?) {
    switch node.content {
    case .scalar: break
    case .sequence(let items):
      let key = Self.identity(of: items)
      if key != nil { addNeighbors(items, at: path) }
      for (index, item) in items.enumerated() {
        let value = key.flatMap { item[$0]?.scalar?.text }
        let step: ValuesPath.Step =
          if let key, let value {
            .item(key: key, value: String(decoding: value, as: UTF8.self))
          } else {
            .index(index)
          }
        let inner = ordered ?? (key == nil ? path : nil)
        visit(item, at: path.appending(step), ordered: inner)
      }
    case .mapping(let entries):
      for entry in entries {
        let key = String(decoding: entry.key, as: UTF8.self)
        add(entry, key: key, hasSiblings: entries.count > 1, at: path, ordered: ordered)
        visit(entry.value, at: path.appending(.key(key)), ordered: ordered)
      }
    }
  }

  private mutating func add(
    _ entry: YAMLNode.Entry, key: String, hasSiblings: Bool, at path: ValuesPath,
    ordered: ValuesPath?
  ) {
    guard let scalar = entry.value.scalar, !scalar.text.isEmpty,
      !["name", "path", "key", "id", "kind", "namespace"].contains(key)
    else { return }
    let text = String(decoding: scalar.text, as: UTF8.self)
    let margin = String(repeating: " ", count: entry.place.column - 1)
    guard lines[entry.place.line - 1] == "\(margin)\(key): \(text)" else { return }
    leaves.append(
      Leaf(
        path: path.appending(.key(key)), line: entry.place.line - 1, margin: margin, key: key,
        text: text, hasSiblings: hasSiblings, ordered: ordered))
  }

  private mutating func addNeighbors(_ items: [YAMLNode], at path: ValuesPath) {
    let starts = items.map { $0.place.line - 1 }
    for index in items.indices.dropLast(2) {
      let places = items[index...(index + 2)].map(\.place)
      let isBlock = places.allSatisfy { place in
        let before = lines[place.line - 1].prefix(max(0, place.column - 1))
        return before.hasSuffix("- ") && before.dropLast(2).allSatisfy { $0 == " " }
      }
      let isOwn = starts[index] < starts[index + 1] && starts[index + 1] < starts[index + 2]
      guard isBlock, isOwn else { continue }
      neighbors.append(
        Neighbors(
          list: path, first: starts[index]..<starts[index + 1],
          second: starts[index + 1]..<starts[index + 2]))
    }
  }

  private static func identity(of items: [YAMLNode]) -> String? {
    ["name", "path", "key", "id"].first { key in
      let values = items.compactMap { $0[key]?.scalar?.text }
      return !items.isEmpty && values.count == items.count && Set(values).count == items.count
    }
  }
}
