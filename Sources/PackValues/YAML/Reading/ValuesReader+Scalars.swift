extension ValuesReader {
  /// Passes a plain scalar's text on this line; ends at its colon, or right after the text.
  mutating func plainRun() -> Range<Int> {
    let start = offset
    var (index, end) = (start, start)
    scan: while true {
      let byte = view[index]
      switch byte {
      case 0x3A:
        if view[index + 1].isBlankOrEnd { break scan }
        index += 1
        end = index
      case 0x20, 0x09: index += 1
      case 0x23:
        if index > start, view[index - 1].isBlank { break scan }
        index += 1
        end = index
      case 0x0A, 0x0D, 0: break scan
      case 0x7B where view[index + 1] == 0x7B:
        index = tokenEnd(from: index)
        end = index
      default:
        index += 1
        end = index
      }
    }
    offset = view[index] == 0x3A ? index : end
    return start..<end
  }

  /// Reads the rest of a plain scalar whose first line has been passed; further lines are folded into it.
  @inline(__always)
  mutating func plain(
    _ run: Range<Int>, at place: TextPlace, parent: Int
  ) throws(Doubt) -> YAMLNode {
    try finishLine()
    guard indent > parent else { return scalar(view.copy(run), isPlain: true, at: place) }
    return scalar(try folded(run, parent: parent), isPlain: true, at: place)
  }

  private mutating func folded(_ run: Range<Int>, parent: Int) throws(Doubt) -> [UInt8] {
    var text = view.copy(run)
    while indent > parent {
      guard !passedComment, !startsLikeNode() else { throw .unsure }
      appendFold(to: &text)
      text += view.copy(plainRun())
      guard view[offset] != 0x3A else { throw .unsure }
      try finishLine()
    }
    return text
  }

  /// Whether a line that goes on in a text looks like a value of its own, which the shield's scan would take it for.
  private func startsLikeNode() -> Bool {
    switch view[offset] {
    case 0x22, 0x27, 0x26, 0x21, 0x2A, 0x3E, 0x7C, 0x5B: true
    case 0x7B: view[offset + 1] != 0x7B
    case 0x2D, 0x3F: view[offset + 1].isBlankOrEnd
    default: false
    }
  }

  private func appendFold(to text: inout [UInt8]) {
    if blankLines == 0 {
      text.append(0x20)
    } else {
      text.append(contentsOf: repeatElement(0x0A, count: blankLines))
    }
  }

  /// Reads a quoted scalar from its first mark to after its last.
  mutating func quoted(parent: Int) throws(Doubt) -> [UInt8] {
    let mark = view[offset]
    let start = offset + 1
    var index = start
    while true {
      let byte = view[index]
      if byte == mark {
        if mark == 0x27, view[index + 1] == mark { break }
        offset = index + 1
        return view.copy(start..<index)
      }
      if byte.isLineEnd || byte == 0x5C && mark == 0x22 { break }
      if byte == 0x7B, view[index + 1] == 0x7B { break }
      index += 1
    }
    if view[index].isLineEnd {
      while index > start, view[index - 1].isBlank { index -= 1 }
    }
    offset = index
    return try longQuoted(mark, view.copy(start..<index), parent: parent)
  }

  /// Goes on in a quoted scalar where something else than itself stands in it: an escape, a token, a line's end.
  private mutating func longQuoted(
    _ mark: UInt8, _ begin: [UInt8], parent: Int
  ) throws(Doubt) -> [UInt8] {
    var text = begin
    while true {
      let byte = view[offset]
      switch byte {
      case mark:
        offset += 1
        guard mark == 0x27, view[offset] == mark else { return text }
        text.append(mark)
        offset += 1
      case 0x7B where view[offset + 1] == 0x7B:
        let end = tokenEnd()
        text += view.copy(offset..<end)
        offset = end
      case 0x5C where mark == 0x22:
        if view[offset + 1].isLineEnd {
          offset += 1
          let blankLines = try nextQuotedLine(parent: parent)
          text.append(contentsOf: repeatElement(0x0A, count: blankLines))
        } else {
          try escape(to: &text)
        }
      case 0x20, 0x09:
        let start = offset
        while view[offset].isBlank { offset += 1 }
        if !view[offset].isLineEnd { text += view.copy(start..<offset) }
      case 0x0A, 0x0D:
        blankLines = try nextQuotedLine(parent: parent)
        appendFold(to: &text)
      case 0: throw .unsure
      default:
        text.append(byte)
        offset += 1
      }
    }
  }

  /// Goes to the text of the quoted scalar's next line; returns how many lines without any were passed.
  private mutating func nextQuotedLine(parent: Int) throws(Doubt) -> Int {
    var blankLines = -1
    repeat {
      guard passBreak() else { throw .unsure }
      blankLines += 1
      while view[offset] == 0x20 { offset += 1 }
      guard view[offset] != 0x09 else { throw .unsure }
    } while view[offset] == 0x0A || view[offset] == 0x0D
    guard offset - lineStart > parent, !isMarker(0x2D), !isMarker(0x2E) else { throw .unsure }
    return blankLines
  }

  private mutating func escape(to text: inout [UInt8]) throws(Doubt) {
    let byte = view[offset + 1]
    offset += 2
    switch byte {
    case 0x30: text.append(0)
    case 0x61: text.append(0x07)
    case 0x62: text.append(0x08)
    case 0x74, 0x09: text.append(0x09)
    case 0x6E: text.append(0x0A)
    case 0x76: text.append(0x0B)
    case 0x66: text.append(0x0C)
    case 0x72: text.append(0x0D)
    case 0x65: text.append(0x1B)
    case 0x20, 0x22, 0x2F, 0x5C: text.append(byte)
    case 0x4E: text += [0xC2, 0x85]
    case 0x5F: text += [0xC2, 0xA0]
    case 0x4C: text += [0xE2, 0x80, 0xA8]
    case 0x50: text += [0xE2, 0x80, 0xA9]
    case 0x78: try codePoint(digits: 2, to: &text)
    case 0x75: try codePoint(digits: 4, to: &text)
    case 0x55: try codePoint(digits: 8, to: &text)
    default: throw .unsure
    }
  }

  private mutating func codePoint(digits: Int, to text: inout [UInt8]) throws(Doubt) {
    var value: UInt32 = 0
    for _ in 0..<digits {
      guard let digit = Character(Unicode.Scalar(view[offset])).hexDigitValue else {
        throw .unsure
      }
      value = value << 4 | UInt32(digit)
      offset += 1
    }
    guard let scalar = Unicode.Scalar(value) else { throw .unsure }
    text += Array(String(scalar).utf8)
  }
}
