internal import PackValues

/// The values or a manifest of a layer as lines: `path: value` for each leaf, in the text's order.
///
/// Items of a list are named by a member that tells them apart where there is one; scalars in a list have no number, so
/// that one more of them is one more line. What is no YAML appears by its lines. Strings stand in quotes, so that `"30"` is not `30`.
struct ReadableText {
  private let text: [UInt8]
  private let isManifest: Bool

  init(_ text: [UInt8], isManifest: Bool) {
    (self.text, self.isManifest) = (text, isManifest)
  }

  func add(to lines: inout ReadableLines, at head: String) {
    for preset in presets { lines.add(line: head + preset) }
    guard let tree = try? ValuesTree(text) else {
      lines.add(line: "\(head)(not YAML)")
      return lines.add(lines: text.split(separator: 0x0A, omittingEmptySubsequences: false))
    }
    let names = isManifest ? Self.objectNames(tree.documents) : []
    for (index, document) in tree.documents.enumerated() {
      var root = ValuesPath()
      if isManifest, let name = names[index] {
        root = ValuesPath([.object(name)])
      } else if tree.documents.count > 1 {
        root = ValuesPath([.document(index)])
      }
      Self.add(document, to: &lines, head: head, path: root)
    }
  }

  /// The comments that carry which presets are on.
  private var presets: [String] {
    guard ValuesText(text).contains("spectrocloud.com/enabled-presets:") else { return [] }
    return text.split(separator: 0x0A).compactMap { line in
      let comment = String(decoding: line.drop { $0 == 0x20 || $0 == 0x0D }, as: UTF8.self)
      return comment.hasPrefix("#") && comment.contains("spectrocloud.com/enabled-presets:")
        ? comment : nil
    }
  }

  private static func add(
    _ node: YAMLNode, to lines: inout ReadableLines, head: String, path: ValuesPath
  ) {
    switch node.content {
    case .mapping(let entries) where !entries.isEmpty:
      for entry in entries {
        let key = String(decoding: entry.key, as: UTF8.self)
        add(entry.value, to: &lines, head: head, path: path.appending(.key(key)))
      }
    case .sequence(let items) where !items.isEmpty:
      let names = itemNames(items)
      for (index, item) in items.enumerated() {
        if let scalar = item.scalar {
          add(scalar, to: &lines, at: "\(head)\(path)[]")
        } else {
          let step = names?[index] ?? .index(index)
          add(item, to: &lines, head: head, path: path.appending(step))
        }
      }
    case .mapping: lines.add(head + path.description, plain: "{}")
    case .sequence: lines.add(head + path.description, plain: "[]")
    case .scalar(let scalar): add(scalar, to: &lines, at: head + path.description)
    }
  }

  private static func add(
    _ scalar: YAMLNode.Scalar, to lines: inout ReadableLines, at head: String
  ) {
    guard scalar.type != .string else {
      return lines.add(head, text: scalar.text)
    }
    lines.add(head, plain: String(decoding: scalar.text, as: UTF8.self))
  }

  /// A step for each item by the first member that tells all of them apart.
  private static func itemNames(_ items: [YAMLNode]) -> [ValuesPath.Step]? {
    for key in ["name", "path", "key", "id"] {
      let values = items.compactMap { $0[key]?.scalar?.text }
      guard values.count == items.count, Set(values).count == items.count else { continue }
      return values.map { .item(key: key, value: String(decoding: $0, as: UTF8.self)) }
    }
    return nil
  }

  /// `Kind namespace/name` for each document that is a Kubernetes object of its own name.
  private static func objectNames(_ documents: [YAMLNode]) -> [String?] {
    let text = { (node: YAMLNode?) in
      node?.scalar.map { String(decoding: $0.text, as: UTF8.self) }
    }
    let names = documents.map { document -> String? in
      let metadata = document["metadata"]
      guard let kind = text(document["kind"]), let name = text(metadata?["name"]) else {
        return nil
      }
      return text(metadata?["namespace"]).map { "\(kind) \($0)/\(name)" } ?? "\(kind) \(name)"
    }
    let counts = Dictionary(grouping: names) { $0 }.mapValues(\.count)
    return names.map { counts[$0] == 1 ? $0 : nil }
  }
}
