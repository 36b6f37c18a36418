/// What one pass over the lines of a YAML text finds, whether or not the text is YAML.
///
/// The pass knows comments, quotes, flow brackets and block texts as far as lines and indentation tell them. Where a
/// text breaks YAML's rules it finds its way back at the next line that is indented less.
struct ValuesScan {
  /// A `{{…}}` of the text.
  struct Token {
    let range: Range<Int>
    let place: TextPlace
    let isComment: Bool
    /// Inside quotes or a block text, where nothing is a comment.
    let isInText: Bool
  }

  /// A whole scalar of eight or more asterisks.
  struct Mask {
    let range: Range<Int>
    let place: TextPlace
    /// Where the scalar that holds it starts, as a parser of the shielded text says.
    let scalar: TextPlace
    /// Without quotes YAML takes it for an alias.
    let isPlain: Bool
  }

  let text: [UInt8]
  var tokens: [Token] = []
  var masks: [Mask] = []

  var line = 0
  var lineStart = 0
  /// The line whose columns were counted last, how far, and the column there.
  private var counted = (start: 0, end: 0, column: 1)
  var block: Block?
  var quote: Quote?
  var flow: (depth: Int, indent: Int) = (0, 0)

  struct Block {
    /// What a line of the text is indented at least: known from the header or the first line, else one more than around it.
    var indent: Int
    var isIndentKnown: Bool
    let header: TextPlace
    var contentLines = 0
    var whole: Mask?
  }

  struct Quote {
    let mark: UInt8
    let parentIndent: Int
  }

  init(_ text: [UInt8]) {
    self.text = text
    var start = 0
    while start < text.count {
      let end = text[start...].firstIndex(of: 0x0A) ?? text.count
      line += 1
      lineStart = start
      scanLine(upTo: end > start && text[end - 1] == 0x0D ? end - 1 : end)
      start = end + 1
    }
    finishBlock()
  }

  /// The place of a byte of the current line; goes on from the last one asked for, so that a long line costs one pass.
  mutating func place(of index: Int) -> TextPlace {
    if counted.start != lineStart || counted.end > index { counted = (lineStart, lineStart, 1) }
    for byte in text[counted.end..<index] where byte & 0xC0 != 0x80 { counted.column += 1 }
    counted.end = index
    return TextPlace(line: line, column: counted.column)
  }

  private mutating func scanLine(upTo end: Int) {
    var position = lineStart
    while position < end, text[position] == 0x20 { position += 1 }
    let indent = position - lineStart
    guard position < end else { return }
    if let open = block {
      if indent >= open.indent {
        if !open.isIndentKnown { block?.indent = indent }
        block?.isIndentKnown = true
        return scanBlockLine(from: position, upTo: end)
      }
      finishBlock()
    }
    if let open = quote, indent <= open.parentIndent { quote = nil }
    if flow.depth > 0, indent <= flow.indent, text[position] != 0x5D, text[position] != 0x7D {
      flow.depth = 0
    }
    var cursor = Cursor(position: position, end: end, indent: indent)
    if let open = quote { finishQuote(open.mark, at: &cursor) }
    if indent == 0, Self.isDocumentStart(text[position..<end]) { cursor.position += 3 }
    while cursor.position < end { step(&cursor) }
  }

  /// A place in a line and what the line has said so far.
  struct Cursor {
    var position: Int
    let end: Int
    let indent: Int
    var startsToken = true
    /// The column of the last `-` or key, which a block text's lines are indented more than.
    var nodeIndent: Int?
    var keyStart: Int?
  }

  private mutating func step(_ cursor: inout Cursor) {
    let byte = text[cursor.position]
    let next = cursor.position + 1 < cursor.end ? text[cursor.position + 1] : 0x20
    let isBlankNext = next == 0x20 || next == 0x09
    switch byte {
    case 0x20, 0x09: cursor.position += 1
    case 0x23 where isComment(at: cursor.position): scanComment(&cursor)
    case 0x7B where next == 0x7B: scanToken(&cursor, isComment: false)
    case 0x3A where isBlankNext || flow.depth > 0: endKey(&cursor)
    case 0x2D, 0x3F:
      if cursor.startsToken, isBlankNext {
        cursor.nodeIndent = cursor.position - lineStart
        cursor.position += 1
      } else {
        scanPlain(&cursor)
      }
    case _ where Self.isFlow(byte) && (cursor.startsToken || flow.depth > 0):
      changeFlow(byte, &cursor)
    case _ where cursor.startsToken: scanTokenStart(byte, &cursor)
    default: cursor.position += 1
    }
  }

  private mutating func scanTokenStart(_ byte: UInt8, _ cursor: inout Cursor) {
    switch byte {
    case 0x22, 0x27:
      startPlain(&cursor)
      openQuote(byte, &cursor)
    case 0x26, 0x21:
      while cursor.position < cursor.end, !text[cursor.position].isBlank { cursor.position += 1 }
    case _ where isBlockHeader(at: cursor): openBlock(&cursor)
    case 0x2A: scanAsterisks(&cursor)
    default: scanPlain(&cursor)
    }
  }

  mutating func startPlain(_ cursor: inout Cursor) {
    cursor.startsToken = false
    if cursor.keyStart == nil { cursor.keyStart = cursor.position - lineStart }
  }

  private mutating func scanPlain(_ cursor: inout Cursor) {
    startPlain(&cursor)
    cursor.position += 1
  }

  private func endKey(_ cursor: inout Cursor) {
    cursor.nodeIndent = cursor.keyStart ?? cursor.nodeIndent
    cursor.startsToken = true
    cursor.position += 1
  }

  private mutating func changeFlow(_ byte: UInt8, _ cursor: inout Cursor) {
    switch byte {
    case 0x5B, 0x7B:
      if flow.depth == 0 { flow.indent = cursor.nodeIndent ?? cursor.indent - 1 }
      flow.depth += 1
    case 0x5D, 0x7D: flow.depth = max(0, flow.depth - 1)
    default: break
    }
    cursor.startsToken = flow.depth > 0
    cursor.position += 1
  }

  private static func isFlow(_ byte: UInt8) -> Bool {
    byte == 0x5B || byte == 0x7B || byte == 0x5D || byte == 0x7D || byte == 0x2C
  }

  private func isComment(at position: Int) -> Bool {
    position == lineStart || text[position - 1] == 0x20 || text[position - 1] == 0x09
  }

  private mutating func scanComment(_ cursor: inout Cursor) {
    while cursor.position < cursor.end {
      let isToken =
        text[cursor.position] == 0x7B && cursor.position + 1 < cursor.end
        && text[cursor.position + 1] == 0x7B
      if isToken { scanToken(&cursor, isComment: true) } else { cursor.position += 1 }
    }
  }

  mutating func scanToken(_ cursor: inout Cursor, isComment: Bool) {
    if !isComment { startPlain(&cursor) }
    let start = cursor.position
    let end = TemplateAction.end(in: text, from: start, upTo: cursor.end)
    tokens.append(
      Token(
        range: start..<end, place: place(of: start), isComment: isComment,
        isInText: block != nil || quote != nil))
    cursor.position = end
  }
}
