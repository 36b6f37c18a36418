extension ValuesReader {
  /// Reads the value that starts here, inside brackets or as their outermost.
  mutating func flowNode(parent: Int) throws(Doubt) -> YAMLNode {
    isKeyable = false
    let place = place(at: offset)
    switch view[offset] {
    case 0x5B: return try flowSequence(parent: parent, at: place)
    case 0x7B where view[offset + 1] != 0x7B: return try flowMapping(parent: parent, at: place)
    case 0x22, 0x27:
      let startLine = line
      try count(at: place)
      let text = try quoted(parent: parent)
      isKeyable = line == startLine
      return scalar(text, isPlain: false, at: place)
    case 0x26, 0x21:
      let before = (nodes: nodes, textBytes: textBytes, deepest: deepest)
      let properties = try properties()
      deepest = depth
      guard !view[offset].isLineEnd, view[offset] != 0x23 else { throw .unsure }
      try checkDecorable(inFlow: true)
      let inner = try flowNode(parent: parent)
      isKeyable = false
      return register(inner, properties, at: place, before)
    case 0x2A: return try flowAsterisks(at: place)
    default: return try flowPlain(at: place)
    }
  }

  private mutating func flowAsterisks(at place: TextPlace) throws(Doubt) -> YAMLNode {
    if let mask = bareMask(inFlow: true) {
      try count(at: place)
      offset = mask.upperBound
      isKeyable = true
      return scalar(view.copy(mask), isPlain: true, at: place)
    }
    let node = try alias()
    guard view[offset].isBlankOrEnd || view[offset].isFlowIndicator else { throw .unsure }
    return node
  }

  private mutating func flowPlain(at place: TextPlace) throws(Doubt) -> YAMLNode {
    try count(at: place)
    let start = offset
    switch view[start] {
    case 0x23, 0x25, 0x2C, 0x3A, 0x3E, 0x3F, 0x40, 0x5D, 0x60, 0x7C, 0x7D: throw .unsure
    case 0x2D where view[start + 1].isBlankOrEnd || view[start + 1].isFlowIndicator: throw .unsure
    case _ where view[start].isBlankOrEnd: throw .unsure
    default: break
    }
    let run = try flowRun()
    isKeyable = true
    return scalar(view.copy(run), isPlain: true, at: place)
  }

  /// Passes a plain scalar's text inside brackets; ends right after it.
  private mutating func flowRun() throws(Doubt) -> Range<Int> {
    let start = offset
    var (index, end) = (start, start)
    scan: while true {
      let byte = view[index]
      switch byte {
      case 0x3A:
        let next = view[index + 1]
        if next.isBlankOrEnd { break scan }
        if next.isFlowIndicator || next == 0x3F { throw .unsure }
        index += 1
        end = index
      case 0x20, 0x09: index += 1
      case 0x23:
        if view[index - 1].isBlank { break scan }
        index += 1
        end = index
      case 0x0A, 0x0D, 0: break scan
      case 0x7B where view[index + 1] == 0x7B:
        index = tokenEnd(from: index)
        end = index
      case 0x2C, 0x5B, 0x5D, 0x7B, 0x7D: break scan
      default:
        index += 1
        end = index
      }
    }
    offset = end
    return start..<end
  }

  private mutating func flowSequence(
    parent: Int, at place: TextPlace
  ) throws(Doubt) -> YAMLNode {
    try count(at: place)
    try enter(at: place)
    offset += 1
    var items: [YAMLNode] = []
    try skipFlow(parent: parent)
    while view[offset] != 0x5D {
      let start = offset
      let item = try flowNode(parent: parent)
      if try passColon(from: start, isKey: isKeyable) {
        items.append(try pair(item, parent: parent))
      } else {
        items.append(item)
      }
      try endFlowItem(0x5D, parent: parent)
    }
    offset += 1
    depth -= 1
    isKeyable = false
    return YAMLNode(content: .sequence(items), place: place)
  }

  /// A mapping of one entry, written in a sequence without braces.
  private mutating func pair(_ key: YAMLNode, parent: Int) throws(Doubt) -> YAMLNode {
    guard let name = key.scalar else { throw .unsure }
    try count(at: key.place)
    try enter(at: key.place)
    let value = try flowValue(0x5D, parent: parent)
    let entry = YAMLNode.Entry(key: name.text, place: key.place, value: value)
    let isMerge = name.isPlain && name.text == MergeKeys.name
    return try finished([entry], mergesKeys: isMerge, at: key.place)
  }

  private mutating func flowMapping(
    parent: Int, at place: TextPlace
  ) throws(Doubt) -> YAMLNode {
    try count(at: place)
    try enter(at: place)
    offset += 1
    var entries: [YAMLNode.Entry] = []
    var mergesKeys = false
    try skipFlow(parent: parent)
    while view[offset] != 0x7D {
      let start = offset
      let key = try flowNode(parent: parent)
      guard isKeyable, let name = key.scalar else { throw .unsure }
      let hasValue = try passColon(from: start, isKey: true)
      let value: YAMLNode
      if hasValue {
        value = try flowValue(0x7D, parent: parent)
      } else {
        try skipFlow(parent: parent)
        value = try empty(at: self.place(at: offset))
      }
      mergesKeys = mergesKeys || (name.isPlain && name.text == MergeKeys.name)
      entries.append(YAMLNode.Entry(key: name.text, place: key.place, value: value))
      try endFlowItem(0x7D, parent: parent)
    }
    offset += 1
    isKeyable = false
    return try finished(entries, mergesKeys: mergesKeys, at: place)
  }

  private mutating func flowValue(_ close: UInt8, parent: Int) throws(Doubt) -> YAMLNode {
    try skipFlow(parent: parent)
    guard view[offset] != close, view[offset] != 0x2C else {
      return try empty(at: place(at: offset))
    }
    return try flowNode(parent: parent)
  }

  /// Passes the colon after a key, which stands on the key's line.
  private mutating func passColon(from start: Int, isKey: Bool) throws(Doubt) -> Bool {
    var index = offset
    while view[index].isBlank { index += 1 }
    guard view[index] == 0x3A else { return false }
    guard isKey, index - start <= 1000 else { throw .unsure }
    offset = index + 1
    return true
  }

  private mutating func endFlowItem(_ close: UInt8, parent: Int) throws(Doubt) {
    try skipFlow(parent: parent)
    if view[offset] == close { return }
    guard view[offset] == 0x2C else { throw .unsure }
    offset += 1
    try skipFlow(parent: parent)
  }

  /// Passes blanks, comments and line ends inside brackets.
  private mutating func skipFlow(parent: Int) throws(Doubt) {
    let start = offset
    while view[offset].isBlank { offset += 1 }
    if view[offset] == 0x23 {
      guard offset > start else { throw .unsure }
      offset = view.endOfLine(from: offset)
    }
    guard passBreak() else { return }
    try skipLines()
    let isClose = view[offset] == 0x5D || view[offset] == 0x7D
    guard indent > parent || (isClose && indent >= 0) else { throw .unsure }
  }
}
