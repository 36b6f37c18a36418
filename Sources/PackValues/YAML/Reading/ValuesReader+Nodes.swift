extension ValuesReader {
  /// A value that can be named again, and what it costs to do so.
  struct Anchor {
    let node: YAMLNode
    let nodes: Int
    let textBytes: Int
    let height: Int
  }

  @inline(__always)
  mutating func count(at place: TextPlace) throws(Doubt) {
    nodes += 1
    guard nodes <= limits.nodes, depth < limits.depth else { throw .refused(tooMuch(at: place)) }
  }

  private func tooMuch(at place: TextPlace) -> YAMLError {
    let detail =
      nodes > limits.nodes
      ? "more than \(limits.nodes) values" : "nested more than \(limits.depth) levels deep"
    return YAMLError(code: .limit, detail: detail, place: place)
  }

  @inline(__always)
  mutating func enter(at place: TextPlace) throws(Doubt) {
    depth += 1
    if depth > deepest { deepest = depth }
  }

  mutating func empty(at place: TextPlace) throws(Doubt) -> YAMLNode {
    try count(at: place)
    return YAMLNode(content: .scalar(YAMLNode.Scalar(text: [], isPlain: true)), place: place)
  }

  @inline(__always)
  mutating func scalar(_ text: [UInt8], isPlain: Bool, at place: TextPlace) -> YAMLNode {
    textBytes += text.count
    return YAMLNode(
      content: .scalar(YAMLNode.Scalar(text: text, isPlain: isPlain)), place: place)
  }

  /// Ends a mapping: its merge keys are expanded and repeated keys noticed.
  mutating func finished(
    _ entries: [YAMLNode.Entry], mergesKeys: Bool, at place: TextPlace
  ) throws(Doubt) -> YAMLNode {
    depth -= 1
    if DuplicateKeys.occur(in: entries) { hasDuplicates = true }
    guard mergesKeys else { return YAMLNode(content: .mapping(entries), place: place) }
    let merged = MergeKeys.expanded(entries)
    nodes += merged.cost
    guard nodes <= limits.nodes else { throw .refused(tooMuch(at: place)) }
    return YAMLNode(content: .mapping(merged.entries), place: place)
  }

  /// Reads a bare mask or an alias.
  mutating func asterisks(parent: Int) throws(Doubt) -> YAMLNode {
    let place = place(at: offset)
    if let mask = bareMask(inFlow: false) {
      try count(at: place)
      offset = mask.upperBound
      return try plain(mask, at: place, parent: parent)
    }
    let node = try alias()
    guard view[offset].isBlankOrEnd else { throw .unsure }
    try finishLine()
    return node
  }

  /// The eight or more asterisks that are a whole value, as `ValuesScan` finds them.
  func bareMask(inFlow: Bool) -> Range<Int>? {
    var end = offset
    while view[end] == 0x2A { end += 1 }
    guard end - offset >= 8 else { return nil }
    var rest = end
    while view[rest].isBlank { rest += 1 }
    let byte = view[rest]
    let isEnd =
      byte.isLineEnd || (byte == 0x23 && rest > end)
      || (inFlow && (byte == 0x2C || byte == 0x5D || byte == 0x7D))
    return isEnd ? offset..<end : nil
  }

  /// Reads `*name`; the copy keeps the places of what it stands for.
  mutating func alias() throws(Doubt) -> YAMLNode {
    let place = place(at: offset)
    offset += 1
    guard let anchor = anchors[word()] else { throw .unsure }
    nodes += anchor.nodes
    textBytes += anchor.textBytes
    guard nodes <= limits.nodes, depth + anchor.height < limits.depth else {
      throw .refused(tooMuch(at: place))
    }
    guard textBytes <= limits.bytes else {
      let detail = "the aliases stand for more than \(limits.bytes) bytes"
      throw .refused(YAMLError(code: .limit, detail: detail, place: place))
    }
    deepest = max(deepest, depth + anchor.height)
    return anchor.node
  }

  private mutating func word() -> [UInt8] {
    let start = offset
    while view[offset].isWord { offset += 1 }
    return view.copy(start..<offset)
  }

  /// Reads anchor and tag, and then the value that they belong to.
  mutating func decorated(parent: Int, isInKey: Bool) throws(Doubt) -> YAMLNode {
    let place = place(at: offset)
    let before = (nodes: nodes, textBytes: textBytes, deepest: deepest)
    let properties = try properties()
    deepest = depth
    let byte = view[offset]
    let inner: YAMLNode
    if !byte.isLineEnd, byte != 0x23 {
      try checkDecorable(inFlow: false)
      inner = try content(parent: parent, isCompact: false)
    } else {
      try finishLine()
      if indent > parent { try checkDecorable(inFlow: false) }
      let node = try below(parent: parent, isOfKey: isInKey)
      if let node { inner = node } else { inner = try empty(at: place) }
    }
    return register(inner, properties, at: place, before)
  }

  /// Neither an alias nor a second line of properties can have properties.
  func checkDecorable(inFlow: Bool) throws(Doubt) {
    switch view[offset] {
    case 0x26, 0x21: throw .unsure
    case 0x2A where bareMask(inFlow: inFlow) == nil: throw .unsure
    default: break
    }
  }

  mutating func register(
    _ inner: YAMLNode, _ properties: (anchor: [UInt8]?, tag: String?), at place: TextPlace,
    _ before: (nodes: Int, textBytes: Int, deepest: Int)
  ) -> YAMLNode {
    let node = NodeTag.applied(properties.tag, to: inner, at: place)
    if let name = properties.anchor {
      anchors[name] = Anchor(
        node: node, nodes: nodes - before.nodes, textBytes: textBytes - before.textBytes,
        height: deepest - depth)
    }
    deepest = max(deepest, before.deepest)
    return node
  }

  /// Reads at most one anchor and one tag, and the blanks after them.
  mutating func properties() throws(Doubt) -> (anchor: [UInt8]?, tag: String?) {
    var (anchor, tag): ([UInt8]?, String?) = (nil, nil)
    while view[offset] == 0x26 || view[offset] == 0x21 {
      if view[offset] == 0x26 {
        guard anchor == nil else { throw .unsure }
        offset += 1
        let name = word()
        guard !name.isEmpty else { throw .unsure }
        anchor = name
      } else {
        guard tag == nil else { throw .unsure }
        tag = try tagName()
      }
      guard view[offset].isBlankOrEnd else { throw .unsure }
      while view[offset].isBlank { offset += 1 }
    }
    return (anchor, tag)
  }

  private mutating func tagName() throws(Doubt) -> String {
    offset += 1
    let isCore = view[offset] == 0x21
    if isCore { offset += 1 }
    let nameStart = offset
    while view[offset].isWord || view[offset] == 0x2E || view[offset] == 0x2F
      || view[offset] == 0x3A
    {
      offset += 1
    }
    guard !isCore || offset > nameStart else { throw .unsure }
    let name = String(decoding: view.copy(nameStart..<offset), as: UTF8.self)
    if isCore { return NodeTag.core + name }
    return "!" + name
  }
}
