extension ValuesReader {
  /// Reads the value that starts here, and the lines after it up to the next content.
  ///
  /// `parent` is the column of the collection around it, whose values are indented more; a value that is compact may be a
  /// block collection itself.
  mutating func content(parent: Int, isCompact: Bool) throws(Doubt) -> YAMLNode {
    let start = offset
    switch view[start] {
    case 0x2D where view[start + 1].isBlankOrEnd:
      guard isCompact else { throw .unsure }
      return try sequence(column: start - lineStart)
    case 0x22, 0x27:
      return try quotedContent(parent: parent, isCompact: isCompact)
    case 0x7B where view[start + 1] != 0x7B: return try flowContent(parent: parent)
    case 0x5B: return try flowContent(parent: parent)
    case 0x7C, 0x3E: return try blockText(parent: parent)
    case 0x2A: return try asterisks(parent: parent)
    case 0x26, 0x21: return try decorated(parent: parent, isInKey: false)
    default:
      guard startsPlain() else { throw .unsure }
      return try plainContent(parent: parent, isCompact: isCompact)
    }
  }

  @inline(__always)
  private func startsPlain() -> Bool {
    switch view[offset] {
    case 0x23, 0x25, 0x2C, 0x40, 0x5D, 0x60, 0x7D, 0x26, 0x2A, 0x21, 0x7C, 0x3E, 0x22, 0x27, 0x5B:
      false
    case 0x2D, 0x3F, 0x3A: !view[offset + 1].isBlankOrEnd
    case 0x7B: view[offset + 1] == 0x7B
    default: !view[offset].isBlankOrEnd
    }
  }

  private mutating func plainContent(parent: Int, isCompact: Bool) throws(Doubt) -> YAMLNode {
    let start = offset
    let run = plainRun()
    if view[offset] == 0x3A {
      guard isCompact else { throw .unsure }
      return try mapping(column: start - lineStart, firstKey: run)
    }
    let place = place(at: start)
    try count(at: place)
    return try plain(run, at: place, parent: parent)
  }

  private mutating func quotedContent(parent: Int, isCompact: Bool) throws(Doubt) -> YAMLNode {
    let (start, startLine) = (offset, line)
    let place = place(at: start)
    let text = try quoted(parent: parent)
    if isCompact, line == startLine, isBeforeColon() {
      return try mapping(column: start - lineStart, firstKey: nil, quoted: (text, place, offset))
    }
    try finishLine()
    try count(at: place)
    return scalar(text, isPlain: false, at: place)
  }

  /// Passes blanks up to a key's colon; stays where there is none.
  @inline(__always)
  private mutating func isBeforeColon() -> Bool {
    var index = offset
    while view[index].isBlank { index += 1 }
    guard view[index] == 0x3A, view[index + 1].isBlankOrEnd else { return false }
    offset = index
    return true
  }

  private mutating func flowContent(parent: Int) throws(Doubt) -> YAMLNode {
    let node = try flowNode(parent: parent)
    try finishLine()
    return node
  }

  /// Reads a mapping whose first key has been read; the colon after it is here.
  private mutating func mapping(
    column: Int, firstKey: Range<Int>?, quoted: (text: [UInt8], place: TextPlace, end: Int)? = nil
  ) throws(Doubt) -> YAMLNode {
    let start = place(at: lineStart + column)
    try count(at: start)
    try enter(at: start)
    var entries: [YAMLNode.Entry] = []
    var mergesKeys = false
    var key = quoted?.text ?? []
    if let firstKey {
      key = names.text(of: firstKey, in: view)
      mergesKeys = isMerge(firstKey)
    }
    var keyPlace = start
    guard offset - lineStart - column <= 1000 else { throw .unsure }
    while true {
      nodes += 1
      keys += 1
      offset += 1
      let value = try value(after: column, isOfKey: true)
      entries.append(YAMLNode.Entry(key: key, place: keyPlace, value: value))
      guard indent == column else {
        guard indent < column else { throw .unsure }
        break
      }
      keyPlace = place(at: offset)
      let first = view[offset]
      if first == 0x22 || first == 0x27 {
        let startLine = line
        key = try self.quoted(parent: column)
        guard line == startLine, isBeforeColon() else { throw .unsure }
      } else {
        guard startsPlain() else { throw .unsure }
        let run = plainRun()
        guard view[offset] == 0x3A else { throw .unsure }
        mergesKeys = mergesKeys || isMerge(run)
        key = names.text(of: run, in: view)
      }
      guard offset - lineStart - column <= 1000 else { throw .unsure }
    }
    return try finished(entries, mergesKeys: mergesKeys, at: start)
  }

  @inline(__always)
  func isMerge(_ key: Range<Int>) -> Bool {
    key.count == 2 && view[key.lowerBound] == 0x3C && view[key.lowerBound + 1] == 0x3C
  }

  /// Reads a sequence whose first `-` is here.
  mutating func sequence(column: Int) throws(Doubt) -> YAMLNode {
    let start = place(at: offset)
    try count(at: start)
    try enter(at: start)
    var items: [YAMLNode] = []
    repeat {
      offset += 1
      items.append(try value(after: column, isOfKey: false))
    } while indent == column && view[offset] == 0x2D && view[offset + 1].isBlankOrEnd
    guard indent <= column else { throw .unsure }
    depth -= 1
    return YAMLNode(content: .sequence(items), place: start)
  }

  /// Reads what stands after a colon or a dash, on its line or below.
  @inline(__always)
  private mutating func value(after parent: Int, isOfKey: Bool) throws(Doubt) -> YAMLNode {
    let mark = offset
    while view[offset] == 0x20 || (isOfKey && view[offset] == 0x09) { offset += 1 }
    let byte = view[offset]
    guard byte.isLineEnd || (byte == 0x23 && offset > mark) else {
      guard byte != 0x26 && byte != 0x21 else {
        return try decorated(parent: parent, isInKey: isOfKey)
      }
      return try content(parent: parent, isCompact: !isOfKey)
    }
    let place = place(at: mark)
    try finishLine()
    guard let node = try below(parent: parent, isOfKey: isOfKey) else {
      return try empty(at: place)
    }
    return node
  }

  /// The value in the lines below its key or dash; nil where there is none.
  @inline(__always)
  mutating func below(parent: Int, isOfKey: Bool) throws(Doubt) -> YAMLNode? {
    if indent > parent { return try content(parent: parent, isCompact: true) }
    let isSequence =
      isOfKey && indent == parent && indent >= 0 && view[offset] == 0x2D
      && view[offset + 1].isBlankOrEnd
    return isSequence ? try sequence(column: parent) : nil
  }
}
