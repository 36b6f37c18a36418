/// Markdown that grows by parts until a limit of characters, and says what did not fit.
struct MarkdownPage {
  private var text: String
  private var count: Int
  private let limit: Int
  private var missing = (rows: 0, blocks: 0)

  /// Room for the note that something was left out.
  private static let noteRoom = 160

  init(_ text: String, limit: Int) {
    (self.text, self.limit) = (text, limit - Self.noteRoom)
    count = text.count
  }

  mutating func add(table heading: [String], rows: [String]) {
    let lines = heading.map { $0 + "\n" }.joined()
    guard !rows.isEmpty, fits(lines) else {
      missing.rows += rows.count
      return
    }
    append(lines)
    for row in rows {
      if missing.rows == 0, fits(row + "\n") { append(row + "\n") } else { missing.rows += 1 }
    }
    append("\n")
  }

  /// Adds lines under a title that opens them; code, so that nothing in them is read as Markdown.
  mutating func add(block: (title: String, lines: [String])) {
    let fence = Markdown.fence(around: block.lines)
    let body =
      "<details><summary><code>\(HTML.escaped(block.title))</code></summary>\n\n\(fence)diff\n"
      + block.lines.map { $0 + "\n" }.joined() + "\(fence)\n\n</details>\n\n"
    if fits(body) { append(body) } else { missing.blocks += 1 }
  }

  /// Adds text as it is, or counts it as missing.
  mutating func add(_ part: String) {
    if fits(part) { append(part) } else { missing.blocks += 1 }
  }

  var finished: String {
    let parts = [
      missing.rows > 0 ? Count.of(missing.rows, "row") : nil,
      missing.blocks > 0 ? Count.of(missing.blocks, "block") : nil,
    ].compactMap { $0 }
    guard !parts.isEmpty else { return text }
    return text
      + "_Left out for size: \(parts.joined(separator: " and ")); run `strata diff` to see them._\n"
  }

  private func fits(_ part: String) -> Bool { count + part.count <= limit }

  private mutating func append(_ part: String) {
    text += part
    count += part.count
  }
}

/// Words of documents within Markdown.
enum Markdown {
  /// As text: what Markdown or HTML would read is escaped, and nobody is mentioned.
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in PrintableText.escaped(text) {
      switch character {
      case "\\", "`", "*", "_", "[", "]", "|", "#", "~": result += "\\\(character)"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "&": result += "&amp;"
      case "@": result += "@\u{2060}"
      default: result.append(character)
      }
    }
    return result
  }

  /// As code, in as many backticks as it takes.
  static func code(_ text: String) -> String {
    let text = PrintableText.escaped(text)
    let ticks = String(repeating: "`", count: longestRun(of: "`", in: text) + 1)
    let pad = text.hasPrefix("`") || text.hasSuffix("`") || text.isEmpty ? " " : ""
    return ticks + pad + text + pad + ticks
  }

  /// A fence that no line can close.
  static func fence(around lines: [String]) -> String {
    String(
      repeating: "`", count: max(3, (lines.map { longestRun(of: "`", in: $0) }.max() ?? 0) + 1))
  }

  private static func longestRun(of character: Character, in text: String) -> Int {
    var (longest, run) = (0, 0)
    for each in text {
      run = each == character ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }
}
