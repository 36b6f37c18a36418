/// Reads a values text into its tree in one pass, without a shield: tokens and bare masks are scalars to it.
///
/// It takes what pack values are written in: block and flow collections, scalars of all five styles, anchors, aliases, merge
/// keys and tags, and gives for it what libyaml gives, places included. Of everything else it is unsure, rightly or not,
/// and the text goes to the parser, whose word is final: `? ` keys, properties on keys, directives, tabs in indentation, plain
/// scalars of several lines inside brackets, and all that is wrong.
struct ValuesReader {
  enum Doubt: Error {
    case unsure
    case refused(YAMLError)
  }

  let text: [UInt8]
  let view: TextView
  let limits: YAMLLimits
  private let isASCII: Bool

  var offset: Int
  var line = 1
  var lineStart: Int
  /// The column, from 0, of the content that the last skip ended at; -1 at a document's end.
  var indent = -1
  /// What the last skip passed: lines without anything, and whether there was a comment.
  var blankLines = 0
  var passedComment = false

  var depth = 0
  var deepest = 0
  var nodes = 0
  /// How many of the nodes are keys, those of aliases left out.
  var keys = 0
  var textBytes = 0
  var hasDuplicates = false
  var anchors: [[UInt8]: Anchor] = [:]
  var names: KeyNames
  /// Whether the flow scalar that was read last could be a key.
  var isKeyable = false
  private var lineEnd = 0
  private var counted = (start: -1, offset: 0, column: 1)

  init(_ text: [UInt8], _ view: TextView, isASCII: Bool, limits: YAMLLimits) {
    (self.text, self.view, self.isASCII, self.limits) = (text, view, isASCII, limits)
    names = KeyNames(isUseful: text.count > 4_000)
    offset = text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    lineStart = offset
  }

  /// The documents of the text; throws `unsure` where the parser has to say.
  mutating func documents() throws(Doubt) -> [YAMLNode] {
    var documents: [YAMLNode] = []
    try skipLines()
    while true {
      while isMarker(0x2E), !documents.isEmpty {
        offset += 3
        try finishLine()
      }
      if offset >= view.count { return documents }
      let isExplicit = isMarker(0x2D)
      guard isExplicit || (documents.isEmpty && !isMarker(0x2E)) else { throw .unsure }
      documents.append(
        isExplicit ? try explicitDocument() : try content(parent: -1, isCompact: true))
      guard indent < 0 else { throw .unsure }
    }
  }

  private mutating func explicitDocument() throws(Doubt) -> YAMLNode {
    offset += 3
    while view[offset].isBlank { offset += 1 }
    guard view[offset].isLineEnd || view[offset] == 0x23 else {
      return try content(parent: -1, isCompact: false)
    }
    try finishLine()
    guard indent < 0 else { return try content(parent: -1, isCompact: true) }
    let isEnd = offset >= view.count && offset > lineStart
    let place = isEnd ? TextPlace(line: line + 1, column: 1) : place(at: offset)
    return try empty(at: place)
  }

  /// Whether a line of `---` or `...` starts here.
  @inline(__always)
  func isMarker(_ byte: UInt8) -> Bool {
    view[offset] == byte && offset == lineStart && view[offset + 1] == byte
      && view[offset + 2] == byte && view[offset + 3].isBlankOrEnd
  }
}

extension ValuesReader {
  /// The place of a byte of the current line; goes on from the last one asked for, so that a long line costs one pass.
  @inline(__always)
  mutating func place(at index: Int) -> TextPlace {
    if isASCII { return TextPlace(line: line, column: index - lineStart + 1) }
    return countedPlace(at: index)
  }

  private mutating func countedPlace(at index: Int) -> TextPlace {
    if counted.start != lineStart || counted.offset > index { counted = (lineStart, lineStart, 1) }
    while counted.offset < index {
      if view[counted.offset] & 0xC0 != 0x80 { counted.column += 1 }
      counted.offset += 1
    }
    return TextPlace(line: line, column: counted.column)
  }

  /// Passes what may follow a value on its line, and then all lines without content.
  @inline(__always)
  mutating func finishLine() throws(Doubt) {
    while view[offset].isBlank { offset += 1 }
    passedComment = false
    if view[offset] == 0x23 {
      guard view[offset - 1].isBlank else { throw .unsure }
      passedComment = true
      offset = view.endOfLine(from: offset)
    }
    guard passBreak() else {
      guard offset >= view.count else { throw .unsure }
      (indent, blankLines) = (-1, 0)
      return
    }
    try skipLines(afterComment: passedComment)
  }

  /// Passes one line break, if one is here.
  @inline(__always)
  mutating func passBreak() -> Bool {
    if view[offset] == 0x0D { offset += 1 }
    guard view[offset] == 0x0A else { return false }
    offset += 1
    line += 1
    lineStart = offset
    return true
  }

  /// Goes from a line's start to the next content, which `indent` then tells.
  @inline(__always)
  mutating func skipLines(afterComment: Bool = false) throws(Doubt) {
    passedComment = afterComment
    blankLines = 0
    while true {
      while view[offset] == 0x20 { offset += 1 }
      switch view[offset] {
      case 0x0A, 0x0D: blankLines += 1
      case 0x23:
        passedComment = true
        offset = view.endOfLine(from: offset)
      case 0x7B where isControlLine():
        passedComment = true
        offset = view.endOfLine(from: offset)
      case 0x09: throw .unsure
      default:
        let isEnd = offset >= view.count || isMarker(0x2D) || isMarker(0x2E)
        indent = isEnd ? -1 : offset - lineStart
        return
      }
      if !passBreak() {
        indent = -1
        return
      }
    }
  }

  /// Whether a line is nothing but a `{{ if … }}` or its like, which is no value.
  private mutating func isControlLine() -> Bool {
    guard view[offset + 1] == 0x7B else { return false }
    let end = tokenEnd()
    var rest = end
    while view[rest].isBlank { rest += 1 }
    return view[rest].isLineEnd && TemplateAction.isControl(text[offset..<end])
  }

  /// Where the `{{` that starts here ends.
  mutating func tokenEnd() -> Int { tokenEnd(from: offset) }

  mutating func tokenEnd(from start: Int) -> Int {
    if lineEnd <= start || lineEnd > view.count { lineEnd = view.endOfLine(from: start) }
    let hasReturn = lineEnd > start && view[lineEnd - 1] == 0x0D
    return TemplateAction.end(in: text, from: start, upTo: hasReturn ? lineEnd - 1 : lineEnd)
  }
}
