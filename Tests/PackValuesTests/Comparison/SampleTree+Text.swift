extension SampleTree {
  /// The tree as YAML, in one of the many ways to write it: the dice choose order, indentation, quotes, comments and flow.
  func text(_ dice: inout Dice) -> String {
    if case .mapping(let entries) = self, entries.isEmpty { return "{}\n" }
    return block(indent: 0, &dice)
  }

  /// In one line, in an order of its own, as JSON.
  func flow(name: String?) -> String {
    switch self {
    case .word(let text): return Self.quoted(text)
    case .number(let number): return String(number)
    case .nothing: return "null"
    case .words(let words): return "[" + words.map(Self.quoted).joined(separator: ", ") + "]"
    case .named(let items):
      return "[" + items.map { $0.rest.flow(name: $0.name) }.joined(separator: ", ") + "]"
    case .mapping(let entries):
      let members = entries.sorted { $0.key < $1.key }
        .map { "\"\($0.key)\": \($0.value.flow(name: nil))" }
      let own = name.map { ["\"name\": \(Self.quoted($0))"] } ?? []
      return "{" + (own + members).joined(separator: ", ") + "}"
    }
  }

  private func block(indent: Int, _ dice: inout Dice) -> String {
    let margin = String(repeating: " ", count: indent)
    switch self {
    case .mapping(let entries):
      return entries.shuffled(using: &dice).map { entry in
        comment(margin, &dice) + margin + key(entry.key, &dice) + ":"
          + entry.value.after(key: true, indent: indent, &dice)
      }.joined()
    case .named(let items):
      return items.map { item in
        let name = "name: " + scalar(.word(item.name), &dice) + "\n"
        guard case .mapping(let entries) = item.rest, !entries.isEmpty else {
          return margin + "- " + name
        }
        return margin + "- " + name + item.rest.block(indent: indent + 2, &dice)
      }.joined()
    case .words(let words):
      return words.map {
        comment(margin, &dice) + margin + "- " + scalar(.word($0), &dice) + "\n"
      }.joined()
    case .word, .number, .nothing: return margin + scalar(self, &dice) + "\n"
    }
  }

  private func after(key: Bool, indent: Int, _ dice: inout Dice) -> String {
    let step = 1 + dice.roll(4)
    switch self {
    case .mapping(let entries) where entries.isEmpty: return " {}\n"
    case .named(let items) where items.isEmpty: return " []\n"
    case .words(let words) where words.isEmpty: return " [ ]\n"
    case .word(let text) where text.contains("\n") && dice.oneIn(2):
      let margin = String(repeating: " ", count: indent + step)
      return " |-\n" + text.split(separator: "\n").map { margin + $0 + "\n" }.joined()
    case .word, .number, .nothing: return " " + scalar(self, &dice) + "\n"
    default:
      if dice.oneIn(5) { return " " + flow(name: nil) + "\n" }
      return (dice.oneIn(4) ? " # below\n" : "\n") + block(indent: indent + step, &dice)
    }
  }

  private func scalar(_ value: SampleTree, _ dice: inout Dice) -> String {
    switch value {
    case .nothing: return ["", "~", "null", "NULL"][dice.roll(4)]
    case .number(let number): return String(number)
    case .word(let text):
      let isBare =
        text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }
        && Int(text) == nil
      if isBare, dice.oneIn(2) { return text }
      if !text.contains("\n"), dice.oneIn(2) { return "'" + text.replacing("'", with: "''") + "'" }
      return Self.quoted(text)
    default: return value.flow(name: nil)
    }
  }

  private func key(_ key: String, _ dice: inout Dice) -> String {
    dice.oneIn(4) ? Self.quoted(key) : key
  }

  private func comment(_ margin: String, _ dice: inout Dice) -> String {
    dice.oneIn(6) ? margin + "# " + String(dice.roll(100)) + ": [\n" : dice.oneIn(9) ? "\n" : ""
  }

  private static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\"", with: "\\\"").replacing("\n", with: "\\n") + "\""
  }
}
