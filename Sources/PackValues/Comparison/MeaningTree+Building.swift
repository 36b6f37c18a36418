extension MeaningTree {
  /// A collection whose members are being added.
  private struct Open {
    let index: Int
    let content: YAMLNode.Content
    var next = 0
  }

  /// A document of white space and comments; an empty mapping is something.
  static func isNothing(_ root: YAMLNode) -> Bool {
    root.scalar.map { $0.type == .null } ?? false
  }

  mutating func add(_ root: YAMLNode, mayRepeatKeys: Bool) {
    var open: [Open] = []
    add(root, key: [], at: root.place, in: &open)
    while let last = open.last {
      guard !addMembers(of: last, in: &open) else { continue }
      open.removeLast()
      close(last.index, mayRepeatKeys: mayRepeatKeys)
    }
  }

  /// Adds members up to the first one that has members itself; false where there are no more.
  private mutating func addMembers(of collection: Open, in open: inout [Open]) -> Bool {
    let (top, depth) = (open.count - 1, open.count)
    var next = collection.next
    switch collection.content {
    case .scalar: return false
    case .sequence(let items):
      while next < items.count, open.count == depth {
        add(items[next], key: [], at: items[next].place, in: &open)
        next += 1
      }
    case .mapping(let entries):
      while next < entries.count, open.count == depth {
        add(entries[next].value, key: entries[next].key, at: entries[next].place, in: &open)
        next += 1
      }
    }
    open[top].next = next
    return open.count > depth
  }

  private mutating func add(
    _ node: YAMLNode, key: [UInt8], at place: TextPlace, in open: inout [Open]
  ) {
    switch node.content {
    case .scalar(let scalar):
      append(leaf: scalar.type, text: scalar.taggedText, key: key, place: place)
    case .sequence(let items) where items.isEmpty:
      append(leaf: .emptySequence, key: key, place: place)
    case .mapping(let entries) where entries.isEmpty:
      append(leaf: .emptyMapping, key: key, place: place)
    case .sequence(let items):
      open.append(Open(index: values.count, content: node.content))
      append(.sequence, memberCount: items.count, key: key, place: place)
    case .mapping(let entries):
      open.append(Open(index: values.count, content: node.content))
      append(.mapping, memberCount: entries.count, key: key, place: place)
    }
  }
}

extension YAMLNode.Scalar {
  /// The text behind its tag, if it has one that says something else: `!Ref bucket` is not what `bucket` is.
  fileprivate var taggedText: [UInt8] { tag.map { Array($0.utf8) + [0x20] + text } ?? text }
}
