extension ValuesText {
  /// Where the value of each path is written: at its key, or, for an item of a list, at the item. Empty where the text is
  /// not YAML, or where a key stands twice, so that a path could mean either.
  ///
  /// Path-level comparison starts from here.
  public func places() -> [ValuesPath: TextPlace] {
    guard !hasForeignLineBreaks, let tree = try? ValuesTree(utf8), tree.duplicates.isEmpty else {
      return [:]
    }
    let documents = tree.documents
    var places: [ValuesPath: TextPlace] = [:]
    for (index, document) in documents.enumerated() {
      let root = documents.count > 1 ? ValuesPath([.document(index)]) : ValuesPath()
      Self.add(document, at: root, to: &places)
    }
    return places
  }

  /// Whether the parser would count other lines than line feeds: at a lone CR, at NEL, LS or PS.
  var hasForeignLineBreaks: Bool {
    guard !contains("\u{85}"), !contains("\u{2028}"), !contains("\u{2029}") else { return true }
    return utf8.indices.contains { index in
      utf8[index] == 0x0D && (index + 1 == utf8.count || utf8[index + 1] != 0x0A)
    }
  }

  private static func add(
    _ node: YAMLNode, at path: ValuesPath, to places: inout [ValuesPath: TextPlace]
  ) {
    switch node.content {
    case .scalar: break
    case .sequence(let items):
      for (index, item) in items.enumerated() {
        let inner = path.appending(.index(index))
        places[inner] = item.place
        add(item, at: inner, to: &places)
      }
    case .mapping(let entries):
      for entry in entries {
        let inner = path.appending(.key(String(decoding: entry.key, as: UTF8.self)))
        places[inner] = entry.place
        add(entry.value, at: inner, to: &places)
      }
    }
  }
}
