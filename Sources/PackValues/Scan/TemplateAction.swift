/// The inside of a `{{…}}`, read as Go's templates are, as far as references need it.
enum TemplateAction {
  /// The index after the `}}` that closes the action at `start`, or `limit` if it stays open.
  ///
  /// Texts inside the action may hold `}}`; in a double-quoted YAML scalar their quotes carry a backslash.
  static func end(in text: [UInt8], from start: Int, upTo limit: Int) -> Int {
    var position = start + 2
    var quote: UInt8?
    var firstClose: Int?
    var limit = limit
    while position + 1 < limit {
      let byte = text[position]
      if byte == 0x7D, text[position + 1] == 0x7D {
        if quote == nil { return position + 2 }
        if firstClose == nil {
          firstClose = position + 2
          // a quote that never closes must not cost a look at the whole line for each action on it
          limit = min(limit, position + 1_024)
        }
      }
      if byte == 0x22 || byte == 0x60 {
        if quote == nil { quote = byte } else if quote == byte { quote = nil }
      }
      position += 1
    }
    return firstClose ?? limit
  }

  /// The references of an action; names inside its texts and comments are none.
  static func references(in action: ArraySlice<UInt8>, at place: TextPlace) -> [Reference] {
    var found: [Reference] = []
    var rest = action.dropFirst(2)
    guard !isComment(rest) else { return [] }
    var quote: UInt8?
    var before: UInt8 = 0x20
    while let byte = rest.first {
      if byte == 0x22 || byte == 0x60 {
        if quote == nil { quote = byte } else if quote == byte { quote = nil }
      }
      let isStart = quote == nil && byte == 0x2E && !isName(before) && before != 0x29
      if isStart, let reference = reference(at: rest, place: place) { found.append(reference) }
      before = byte
      rest = rest.dropFirst()
    }
    return found
  }

  static func isComment(_ action: ArraySlice<UInt8>) -> Bool {
    let text = action.drop { $0 == 0x2D || $0 == 0x20 }
    return text.starts(with: "/*".utf8)
  }

  private static func reference(at text: ArraySlice<UInt8>, place: TextPlace) -> Reference? {
    guard text.starts(with: ".spectro.".utf8) else { return nil }
    let path = text.dropFirst(9).prefix { isName($0) || $0 == 0x2E }
    guard let dot = path.firstIndex(of: 0x2E) else { return nil }
    let name = String(decoding: path[(dot + 1)...], as: UTF8.self)
    let kind = Reference.Kind(rawValue: String(decoding: path[..<dot], as: UTF8.self))
    guard let kind, !name.isEmpty else { return nil }
    return Reference(kind: kind, name: name, place: place)
  }

  private static func isName(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F, 0x80...0xFF: true
    default: false
    }
  }

  /// Whether an action steers a template and stands for no value: `if`, `range`, `end` and their like.
  static func isControl(_ action: ArraySlice<UInt8>) -> Bool {
    let text = action.dropFirst(2).drop { $0 == 0x2D || $0 == 0x20 }
    if text.starts(with: "/*".utf8) { return true }
    let word = String(decoding: text.prefix { (0x61...0x7A).contains($0) }, as: UTF8.self)
    let words = ["if", "else", "end", "range", "with", "define", "template", "block", "include"]
    return words.contains(word)
  }
}
