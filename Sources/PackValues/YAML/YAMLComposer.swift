internal import Yams

extension YAMLNode {
  /// Reads a text as exactly one YAML document, with aliases expanded.
  ///
  /// Refuses what a document has no use for: a second document, duplicate keys, keys that are not scalars, merge keys,
  /// and tags other than `!!str`, `!!seq` and `!!map`. A byte-order mark is dropped. The cost is linear in the text and bounded by
  /// the limits, whatever the text is.
  public static func compose(
    _ text: [UInt8], limits: YAMLLimits = YAMLLimits()
  ) throws(YAMLError) -> YAMLNode {
    let string = try YAMLComposer.checked(text, limits: limits)
    var composer = YAMLComposer(limits: limits)
    return try composer.node(of: YAMLComposer.root(of: string), depth: 1)
  }
}

/// Turns the parser's tree into a neutral one, counting what it grows to.
struct YAMLComposer {
  let limits: YAMLLimits
  private var nodes = 0

  init(limits: YAMLLimits) { self.limits = limits }

  /// The text as a string, once it is known that the parser can bear it.
  static func checked(_ text: [UInt8], limits: YAMLLimits) throws(YAMLError) -> String {
    guard text.count <= limits.bytes else {
      throw YAMLError(code: .limit, detail: "the text is longer than \(limits.bytes) bytes")
    }
    try YAMLBudget(text.span).check(limits)
    let start = text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    guard let string = String(validating: text[start...], as: UTF8.self) else {
      throw YAMLError(code: .encoding, detail: "the text is not UTF-8")
    }
    guard !text.contains(0) else {
      throw YAMLError(code: .encoding, detail: "the text holds a NUL byte")
    }
    return string
  }

  static func roots(of text: String) throws(YAMLError) -> [Node] {
    do {
      let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
      var roots: [Node] = []
      while let root = try parser.nextRoot() { roots.append(root) }
      return roots
    } catch let error as YamlError {
      throw YAMLError(error)
    } catch {
      throw YAMLError(code: .syntax, detail: "the text is not YAML")
    }
  }

  static func root(of text: String) throws(YAMLError) -> Node {
    do {
      let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
      guard let root = try parser.singleRoot() else {
        throw YAMLError(code: .documents, detail: "the text holds no document")
      }
      return root
    } catch let error as YAMLError {
      throw error
    } catch let error as YamlError {
      throw YAMLError(error)
    } catch {
      throw YAMLError(code: .syntax, detail: "the text is not YAML")
    }
  }

  mutating func node(of node: Node, depth: Int) throws(YAMLError) -> YAMLNode {
    let place = TextPlace(node.mark)
    guard depth <= limits.depth else {
      throw YAMLError(
        code: .limit, detail: "nested more than \(limits.depth) levels deep", place: place)
    }
    try count(at: place)
    switch node {
    case .scalar(let scalar):
      return YAMLNode(content: .scalar(try Self.scalar(scalar, at: place)), place: place)
    case .sequence(let sequence):
      try Self.checkTag(sequence.tag, is: "seq", at: place)
      var items: [YAMLNode] = []
      for item in sequence { items.append(try self.node(of: item, depth: depth + 1)) }
      return YAMLNode(content: .sequence(items), place: place)
    case .mapping(let mapping):
      try Self.checkTag(mapping.tag, is: "map", at: place)
      return YAMLNode(
        content: .mapping(try entries(of: mapping, depth: depth)), place: place)
    case .alias:
      throw YAMLError(code: .unsupported, detail: "an alias stands for nothing", place: place)
    }
  }

  private mutating func entries(
    of mapping: Node.Mapping, depth: Int
  ) throws(YAMLError) -> [YAMLNode.Entry] {
    var entries: [YAMLNode.Entry] = []
    var seen: Set<[UInt8]> = []
    for (key, value) in mapping {
      let place = TextPlace(key.mark)
      try count(at: place)
      guard case .scalar(let scalar) = key else {
        throw YAMLError(code: .unsupported, detail: "a key is not a scalar", place: place)
      }
      let name = try Self.scalar(scalar, at: place)
      // the parser has resolved a key's tag to hash it, so only its style still says how it was written
      guard !(scalar.style == .plain && name.text == [0x3C, 0x3C]) else {
        throw YAMLError(code: .unsupported, detail: "merge keys are not read", place: place)
      }
      guard seen.insert(name.text).inserted else {
        throw YAMLError(code: .duplicateKey, detail: "the same key twice", place: place)
      }
      let node = try node(of: value, depth: depth + 1)
      entries.append(YAMLNode.Entry(key: name.text, place: place, value: node))
    }
    return entries
  }

  private mutating func count(at place: TextPlace) throws(YAMLError) {
    nodes += 1
    guard nodes <= limits.nodes else {
      throw YAMLError(code: .limit, detail: "more than \(limits.nodes) values", place: place)
    }
  }

  private static func scalar(
    _ scalar: Node.Scalar, at place: TextPlace
  ) throws(YAMLError) -> YAMLNode.Scalar {
    try checkTag(scalar.tag, is: "str", at: place)
    let isPlain = scalar.style == .plain && scalar.tag.rawValue.isEmpty
    return YAMLNode.Scalar(text: Array(scalar.string.utf8), isPlain: isPlain)
  }

  private static func checkTag(
    _ tag: Tag, is name: String, at place: TextPlace
  ) throws(YAMLError) {
    guard tag.rawValue.isEmpty || tag.rawValue == "tag:yaml.org,2002:" + name else {
      throw YAMLError(code: .unsupported, detail: "a tag is not read", place: place)
    }
  }
}

extension TextPlace {
  init(_ mark: Mark?) {
    self.init(line: mark?.line ?? 1, column: mark?.column ?? 1)
  }
}

extension YAMLError {
  /// Keeps the parser's words and place; its copies of the text are dropped.
  init(_ error: YamlError) {
    switch error {
    case .parser(_, let problem, let mark, _) where problem.hasPrefix("Maximum nesting"):
      self.init(code: .limit, detail: "nested too deep", place: TextPlace(mark))
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _):
      self.init(code: .syntax, detail: problem, place: TextPlace(mark))
    case .composer(let context, let problem, let mark, _):
      let code: Code = context == nil ? .syntax : .documents
      let detail = context == nil ? problem : "a second document starts"
      self.init(code: code, detail: detail, place: TextPlace(mark))
    case .duplicatedKeysInMapping(_, let context):
      self.init(
        code: .duplicateKey, detail: "the same key twice", place: TextPlace(context.mark))
    case .reader(let problem, _, _, _):
      self.init(code: .encoding, detail: problem)
    default:
      self.init(code: .syntax, detail: "the text is not YAML")
    }
  }
}
