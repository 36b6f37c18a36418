/// What an explicit tag does to a value.
enum NodeTag {
  static let core = "tag:yaml.org,2002:"

  /// The node with a tag and the place of its properties.
  ///
  /// A core tag that says what the plain text would mean makes the scalar that plain text; `!!str` and `!` make it a
  /// string; every other tag is kept.
  static func applied(_ tag: String?, to node: YAMLNode, at place: TextPlace) -> YAMLNode {
    guard let tag, !tag.isEmpty else {
      return YAMLNode(content: node.content, place: place, tag: node.tag)
    }
    guard case .scalar(let scalar) = node.content else {
      let isPlain = tag == "!" || tag == core + "map" || tag == core + "seq"
      return YAMLNode(content: node.content, place: place, tag: isPlain ? nil : tag)
    }
    return YAMLNode(content: .scalar(Self.scalar(scalar.text, tag: tag)), place: place)
  }

  static func scalar(_ text: [UInt8], tag: String) -> YAMLNode.Scalar {
    if tag == "!" || tag == core + "str" { return YAMLNode.Scalar(text: text, isPlain: false) }
    if let type = type(of: tag), type == ScalarType(plain: text) {
      return YAMLNode.Scalar(text: text, isPlain: true)
    }
    return YAMLNode.Scalar(text: text, isPlain: false, tag: tag)
  }

  /// The type that a core tag asks for.
  static func type(of tag: String) -> ScalarType? {
    switch tag {
    case core + "int": .integer
    case core + "float": .float
    case core + "bool": .boolean
    case core + "null": .null
    case core + "timestamp": .timestamp
    default: nil
    }
  }
}
