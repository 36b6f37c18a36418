extension LeafTree {
  /// The numbers of the leaves at a path and below it, in order; empty where the path leads nowhere.
  ///
  /// Forgiving: an item may be named by its index or by any of its members, the inside of a text without `:`, and a path that
  /// names no document is looked for in each.
  func leaves(below path: ValuesPath) -> [Int] { scope.leaves(below: path.steps[...]) }
}

extension LeafTree.Scope {
  fileprivate func leaves(below steps: ArraySlice<ValuesPath.Step>) -> [Int] {
    var found: [Int] = []
    for (document, own) in zip(tree.documents, documentSteps) {
      var steps = steps
      if let first = steps.first, first.isDocument {
        guard first == own || first == .document(document.number) else { continue }
        steps = steps.dropFirst()
      }
      found += leaves(below: steps, from: document.value)
    }
    return found
  }

  private func leaves(below steps: ArraySlice<ValuesPath.Step>, from value: Int) -> [Int] {
    guard let step = steps.first else { return Array(leaves(of: value)) }
    if let inside = embedded[value] {
      return inside.leaves(below: step == .embedded ? steps.dropFirst() : steps)
    }
    let members = tree.members(of: value)
    let found: [Int] =
      switch (tree[value].kind, step) {
      case (.mapping, .key(let key)):
        members.filter { tree[$0].key.elementsEqual(key.utf8) }
      case (.sequence, .index(let index)): members.indices.contains(index) ? [members[index]] : []
      case (.sequence, .item(let key, let value)):
        members.filter { item in
          tree.member(of: item, key: key).flatMap { tree.scalar($0) }
            .map { $0.elementsEqual(value.utf8) } ?? false
        }
      default: []
      }
    return found.flatMap { leaves(below: steps.dropFirst(), from: $0) }
  }
}

extension ValuesPath.Step {
  /// Whether the step names a document of a stream.
  var isDocument: Bool {
    switch self {
    case .document, .object: true
    default: false
    }
  }
}
