extension ValuesTree {
  /// The value that a path leads to; nil where there is none, or where more than one document could be meant.
  ///
  /// Of a key that stands twice the last one counts, as YAML has it; of items told by the same member the first.
  /// `.embedded` reads the text found so far. Costs one pass over the collections on the way.
  public func node(at path: ValuesPath) -> YAMLNode? {
    var steps = path.steps[...]
    guard var node = root(&steps) else { return nil }
    while let step = steps.popFirst() {
      if case .embedded = step {
        guard let text = node.scalar?.text, let tree = try? ValuesTree(text) else { return nil }
        return tree.node(at: ValuesPath(Array(steps)))
      }
      guard let inner = node.member(step) else { return nil }
      node = inner
    }
    return node
  }

  private func root(_ steps: inout ArraySlice<ValuesPath.Step>) -> YAMLNode? {
    switch steps.first {
    case .document(let index):
      steps.removeFirst()
      return documents.indices.contains(index) ? documents[index] : nil
    case .object(let name):
      steps.removeFirst()
      return documents.first { $0.isObject(named: name) }
    default: return documents.count == 1 ? documents.first : nil
    }
  }
}

extension YAMLNode {
  fileprivate func member(_ step: ValuesPath.Step) -> YAMLNode? {
    switch (content, step) {
    case (.mapping(let entries), .key(let key)):
      entries.last { $0.key.elementsEqual(key.utf8) }?.value
    case (.sequence(let items), .index(let index)):
      items.indices.contains(index) ? items[index] : nil
    case (.sequence(let items), .item(let key, let value)):
      items.first { $0[key]?.scalar?.text.elementsEqual(value.utf8) ?? false }
    default: nil
    }
  }

  /// Whether a document is the object `ConfigMap kube-system/coredns`, also with the group after its kind.
  fileprivate func isObject(named name: String) -> Bool {
    let word = { (node: YAMLNode?) in
      node?.scalar.map { String(decoding: $0.text, as: UTF8.self) }
    }
    let metadata = self["metadata"]
    guard let kind = word(self["kind"]), let own = word(metadata?["name"]) else { return false }
    let place = (word(metadata?["namespace"]).map { $0 + "/" } ?? "") + own
    let version = word(self["apiVersion"]) ?? ""
    let group = version.contains("/") ? version.prefix { $0 != "/" } : ""
    return name == "\(kind) \(place)" || (!group.isEmpty && name == "\(kind).\(group) \(place)")
  }
}
