import PackValues

extension SampleTree {
  /// What stands at a path: a scalar's words, a list of words, or an empty collection.
  enum Leaf: Equatable {
    case scalar(String)
    case words([String])
    case empty
  }

  /// Everything that the tree holds, by path; lists of words as one.
  func leaves() -> [ValuesPath: Leaf] {
    var leaves: [ValuesPath: Leaf] = [:]
    add(to: &leaves, at: ValuesPath())
    return leaves
  }

  var leafCount: Int {
    leaves().values.reduce(0) { count, leaf in
      if case .words(let words) = leaf { count + max(1, words.count) } else { count + 1 }
    }
  }

  private func add(to leaves: inout [ValuesPath: Leaf], at path: ValuesPath) {
    switch self {
    case .word(let text): leaves[path] = .scalar("string " + text)
    case .number(let number): leaves[path] = .scalar("integer \(number)")
    case .nothing: leaves[path] = .scalar("null")
    case .words(let words): leaves[path] = .words(words)
    case .mapping(let entries):
      if entries.isEmpty { leaves[path] = .empty }
      for entry in entries { entry.value.add(to: &leaves, at: path.appending(.key(entry.key))) }
    case .named(let items):
      if items.isEmpty { leaves[path] = .empty }
      for item in items {
        let inner = path.appending(.item(key: "name", value: item.name))
        leaves[inner.appending(.key("name"))] = .scalar("string " + item.name)
        guard case .mapping(let entries) = item.rest else { continue }
        for entry in entries { entry.value.add(to: &leaves, at: inner.appending(.key(entry.key))) }
      }
    }
  }
}

/// Takes a tree's leaves through a difference, and says what does not fit.
struct LeafPatch {
  var leaves: [ValuesPath: SampleTree.Leaf]
  var misfits: [String] = []

  init(_ leaves: [ValuesPath: SampleTree.Leaf]) { self.leaves = leaves }

  mutating func apply(_ difference: ValuesDifference) {
    var lists: [ValuesPath: [(index: Int, change: ValuesChange)]] = [:]
    for change in difference.changes where change.kind != .moved {
      if case .index(let index)? = change.path.steps.last {
        lists[ValuesPath(change.path.steps.dropLast()), default: []].append((index, change))
      } else {
        apply(change)
      }
    }
    for (path, changes) in lists { apply(changes, toListAt: path) }
  }

  private mutating func apply(_ change: ValuesChange) {
    let from = change.from.map(Self.leaf)
    if leaves[change.path] != from, leaves[change.path] != .empty {
      misfits.append("\(change.path) was something else")
    }
    leaves[change.path] = change.to.map(Self.leaf)
  }

  private mutating func apply(
    _ changes: [(index: Int, change: ValuesChange)], toListAt path: ValuesPath
  ) {
    var old: [String] = []
    if case .words(let words)? = leaves[path] { old = words }
    let removed = Set(changes.filter { $0.change.kind == .removed }.map(\.index))
    var rest = old.indices.filter { !removed.contains($0) }.map { old[$0] }[...]
    let added = changes.filter { $0.change.kind == .added }
    var new: [String] = []
    while new.count < rest.count + new.count || added.contains(where: { $0.index == new.count }) {
      let change = changes.first { $0.index == new.count && $0.change.kind != .removed }?.change
      let word = change?.to.map { String(decoding: $0.text, as: UTF8.self) }
      guard change?.kind != .added else {
        new.append(word ?? "")
        continue
      }
      let before = rest.popFirst()
      if let from = change?.from, String(decoding: from.text, as: UTF8.self) != before {
        misfits.append("\(path)[\(new.count)] was something else")
      }
      new.append(word ?? before ?? "")
    }
    leaves[path] = new.isEmpty ? nil : .words(new)
  }

  private static func leaf(_ leaf: ValuesLeaf) -> SampleTree.Leaf {
    let text = String(decoding: leaf.text, as: UTF8.self)
    return switch leaf.type {
    case .emptyMapping: .empty
    case .emptySequence: .words([])
    case .null: .scalar("null")
    default: .scalar("\(leaf.type) \(text)")
    }
  }
}
