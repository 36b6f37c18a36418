import CanonicalJSON
import PackValues

/// A values text as HTML, a line each: keys, texts, comments, references and masks told apart.
///
/// Reads line by line and understands no more of YAML than colors need; what it takes for something else is still shown
/// as it is written.
struct HighlightedValues {
  /// Every text in it is escaped.
  let html: String
  let lineCount: Int

  /// - Parameter marked: lines to mark as found, counted from 1.
  init(_ text: JSONString, marked: Set<Int> = []) {
    var source = text.string.utf8.split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    if source.last?.isEmpty == true, source.count > 1 { source.removeLast() }
    var block: Int?
    var lines: [String] = []
    lines.reserveCapacity(source.count)
    for (index, bytes) in source.enumerated() {
      var line = Substring(bytes)
      if line.utf8.last == 0x0D { line = line.dropLast() }
      let isFound = marked.contains(index + 1)
      let isHidden = line.contains(ValuesText.mask)
      let classes = "l" + (isHidden ? " hid" : "") + (isFound ? " found" : "")
      lines.append("<span class=\"\(classes)\">\(Self.line(line, within: &block))</span>")
    }
    (html, lineCount) = (lines.joined(), lines.count)
  }

  /// - Parameter block: the indentation of the key whose block of text the line may belong to.
  private static func line(_ line: Substring, within block: inout Int?) -> String {
    let body = line.drop { $0 == " " }
    let indentation = line.count - body.count
    if body.isEmpty { return Markup.escaped(line) }
    if let owner = block {
      if indentation > owner { return inline(line, "y-text") }
      block = nil
    }
    if body.hasPrefix("#") { return Markup.span("y-note", line) }
    var (rest, html) = (body, Markup.escaped(line.prefix(indentation)))
    while rest.hasPrefix("- ") || rest == "-" {
      html += Markup.span("y-mark", rest.prefix(2))
      rest = rest.dropFirst(2)
    }
    if let end = keyEnd(of: rest) {
      html += Markup.span("y-key", rest[..<end]) + Markup.span("y-mark", ":")
      rest = rest[rest.index(after: end)...]
      if isBlockHeader(rest) { block = indentation }
    }
    return html + scalar(rest)
  }

  /// Where the colon after a key stands.
  private static func keyEnd(of text: Substring) -> Substring.Index? {
    if text.hasPrefix("{") || text.hasPrefix("[") { return nil }
    var quote: Character?
    for index in text.indices {
      let character = text[index]
      if let open = quote {
        if character == open { quote = nil }
        continue
      }
      if index == text.startIndex, character == "\"" || character == "'" {
        quote = character
        continue
      }
      if character == "#", index > text.startIndex, text[text.index(before: index)] == " " {
        return nil
      }
      guard character == ":" else { continue }
      let next = text.index(after: index)
      if next == text.endIndex || text[next] == " " { return index }
    }
    return nil
  }

  private static func isBlockHeader(_ text: Substring) -> Bool {
    let word = text.drop { $0 == " " }.prefix { $0 != " " && $0 != "#" }
    guard word.first == "|" || word.first == ">" else { return false }
    return word.dropFirst().allSatisfy { $0 == "-" || $0 == "+" || $0.isNumber }
  }

  /// A value with the comment after it.
  private static func scalar(_ text: Substring) -> String {
    var (quote, previous): (Character?, Character) = (nil, " ")
    for index in text.indices {
      let character = text[index]
      if let open = quote {
        if character == open { quote = nil }
      } else if character == "\"" || character == "'", previous == " " {
        quote = character
      } else if character == "#", previous == " " {
        return value(text[..<index]) + Markup.span("y-note", text[index...])
      }
      previous = character
    }
    return value(text)
  }

  private static func value(_ text: Substring) -> String {
    let word = text.drop { $0 == " " }
    return inline(text, word.first == "\"" || word.first == "'" ? "y-text" : nil)
  }

  /// A piece of one color in which references and masks have their own.
  private static func inline(_ text: Substring, _ color: String?) -> String {
    let plain = { (part: Substring) in
      color.map { Markup.span($0, part) } ?? Markup.escaped(part)
    }
    var (rest, html) = (text, "")
    while let start = firstToken(in: rest) {
      html += plain(rest[..<start.lowerBound])
      html += Markup.span(rest[start].hasPrefix("{") ? "y-ref" : "y-mask", rest[start])
      rest = rest[start.upperBound...]
    }
    return html + plain(rest)
  }

  private static func firstToken(in text: Substring) -> Range<Substring.Index>? {
    let mask = text.firstRange(of: ValuesText.mask).map { found in
      found.lowerBound..<(text[found.upperBound...].firstIndex { $0 != "*" } ?? text.endIndex)
    }
    guard let open = text.firstRange(of: "{{"),
      let close = text[open.upperBound...].firstRange(of: "}}")
    else { return mask }
    let token = open.lowerBound..<close.upperBound
    guard let mask else { return token }
    return mask.lowerBound < token.lowerBound ? mask : token
  }
}
