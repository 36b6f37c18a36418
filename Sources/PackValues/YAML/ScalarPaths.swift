/// The paths of a text's scalars by the place where they start; empty where the text is not YAML.
struct ScalarPaths {
  private var paths: [TextPlace: ValuesPath] = [:]

  init(of text: [UInt8]) {
    guard let documents = try? ValuesTree(text).documents else { return }
    for (index, document) in documents.enumerated() {
      let root = documents.count > 1 ? ValuesPath([.document(index)]) : ValuesPath()
      add(document, at: root)
    }
  }

  subscript(place: TextPlace) -> ValuesPath? { paths[place] }

  private mutating func add(_ node: YAMLNode, at path: ValuesPath) {
    switch node.content {
    case .scalar:
      // an alias's copy has its anchor's place: the first path is the one that is written there
      if paths[node.place] == nil { paths[node.place] = path }
    case .sequence(let items):
      for (index, item) in items.enumerated() { add(item, at: path.appending(.index(index))) }
    case .mapping(let entries):
      for entry in entries {
        add(entry.value, at: path.appending(.key(String(decoding: entry.key, as: UTF8.self))))
      }
    }
  }
}
