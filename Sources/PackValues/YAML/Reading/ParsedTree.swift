internal import Yams

/// The slow way to a tree: libyaml reads the shielded text, whatever is in it.
struct ParsedTree {
  private let limits: YAMLLimits
  private let shield: Shield
  private var nodes = 0

  /// The documents of a text; throws what the parser has to say of it, with the parser's own count of lines.
  static func documents(
    of text: [UInt8], limits: YAMLLimits
  ) throws(YAMLError) -> [YAMLNode] {
    _ = try YAMLComposer.checked(text, limits: limits)
    let shield = Shield(text)
    let start = shield.shielded.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let roots = try YAMLComposer.roots(
      of: String(decoding: shield.shielded[start...], as: UTF8.self))
    var tree = ParsedTree(limits: limits, shield: shield)
    var documents: [YAMLNode] = []
    for root in roots { documents.append(try tree.node(of: root, depth: 1)) }
    return documents
  }

  private init(limits: YAMLLimits, shield: Shield) {
    (self.limits, self.shield) = (limits, shield)
  }

  private mutating func node(of node: Node, depth: Int) throws(YAMLError) -> YAMLNode {
    let place = TextPlace(node.mark)
    guard depth <= limits.depth else {
      throw YAMLError(
        code: .limit, detail: "nested more than \(limits.depth) levels deep", place: place)
    }
    try count(at: place)
    switch node {
    case .scalar(let scalar):
      let text = shield.restored(Array(scalar.string.utf8))
      let tag = scalar.tag.rawValue
      guard scalar.style == .plain || !tag.isEmpty else {
        return YAMLNode(
          content: .scalar(YAMLNode.Scalar(text: text, isPlain: false)), place: place)
      }
      let plain = YAMLNode.Content.scalar(YAMLNode.Scalar(text: text, isPlain: true))
      return NodeTag.applied(tag, to: YAMLNode(content: plain, place: place), at: place)
    case .sequence(let sequence):
      var items: [YAMLNode] = []
      for item in sequence { items.append(try self.node(of: item, depth: depth + 1)) }
      let node = YAMLNode(content: .sequence(items), place: place)
      return NodeTag.applied(sequence.tag.rawValue, to: node, at: place)
    case .mapping(let mapping):
      let entries = try entries(of: mapping, depth: depth)
      let node = YAMLNode(content: .mapping(entries), place: place)
      return NodeTag.applied(mapping.tag.rawValue, to: node, at: place)
    case .alias:
      throw YAMLError(code: .unsupported, detail: "an alias stands for nothing", place: place)
    }
  }

  private mutating func entries(
    of mapping: Node.Mapping, depth: Int
  ) throws(YAMLError) -> [YAMLNode.Entry] {
    var entries: [YAMLNode.Entry] = []
    var mergesKeys = false
    for (key, value) in mapping {
      let place = TextPlace(key.mark)
      try count(at: place)
      guard case .scalar(let scalar) = key else {
        throw YAMLError(code: .unsupported, detail: "a key is not a scalar", place: place)
      }
      let name = shield.restored(Array(scalar.string.utf8))
      mergesKeys = mergesKeys || (scalar.style == .plain && name == MergeKeys.name)
      let node = try node(of: value, depth: depth + 1)
      entries.append(YAMLNode.Entry(key: name, place: place, value: node))
    }
    guard mergesKeys else { return entries }
    let merged = MergeKeys.expanded(entries)
    nodes += merged.cost
    try count(at: TextPlace(mapping.mark))
    return merged.entries
  }

  private mutating func count(at place: TextPlace) throws(YAMLError) {
    nodes += 1
    guard nodes <= limits.nodes else {
      throw YAMLError(code: .limit, detail: "more than \(limits.nodes) values", place: place)
    }
  }
}
