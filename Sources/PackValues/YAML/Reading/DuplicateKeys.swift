/// Keys that a mapping names more than once.
enum DuplicateKeys {
  static func occur(in entries: [YAMLNode.Entry]) -> Bool {
    if entries.count > 12 { return Set(entries.lazy.map(\.key)).count < entries.count }
    for index in entries.indices {
      for earlier in 0..<index where entries[earlier].key == entries[index].key { return true }
    }
    return false
  }

  /// The repetitions of a text's documents, each once, in the text's order; aliases repeat none.
  static func all(in documents: [YAMLNode]) -> [ValuesTree.DuplicateKey] {
    var found: [ValuesTree.DuplicateKey] = []
    for (index, document) in documents.enumerated() {
      let root = documents.count > 1 ? ValuesPath([.document(index)]) : ValuesPath()
      collect(document, at: root, into: &found)
    }
    var places: Set<TextPlace> = []
    return found.filter { places.insert($0.place).inserted }.sorted { $0.place < $1.place }
  }

  private static func collect(
    _ node: YAMLNode, at path: ValuesPath, into found: inout [ValuesTree.DuplicateKey]
  ) {
    switch node.content {
    case .scalar: break
    case .sequence(let items):
      for (index, item) in items.enumerated() {
        collect(item, at: path.appending(.index(index)), into: &found)
      }
    case .mapping(let entries):
      var seen: Set<[UInt8]> = []
      for entry in entries {
        let inner = path.appending(.key(String(decoding: entry.key, as: UTF8.self)))
        if !seen.insert(entry.key).inserted {
          found.append(ValuesTree.DuplicateKey(path: inner, place: entry.place))
        }
        collect(entry.value, at: inner, into: &found)
      }
    }
  }
}
