/// The actions of a text that steer a template: `{{ if … }}`, `{{ range … }}`, `{{ end }}` and their kin.
///
/// YAML takes them for comments, but what they say decides which values there are. Two texts whose steering differs are not told
/// apart by paths.
struct SteeringLines {
  /// The actions, template comments left out, each without the blanks at its ends; and the line where each stands.
  private let actions: [(text: [UInt8], line: Int)]

  /// One pass over the lines that hold an action; a search alone where there is none.
  init(_ text: [UInt8]) {
    guard ValuesText(text).contains("{{") else {
      actions = []
      return
    }
    var found: [(text: [UInt8], line: Int)] = []
    for (number, line) in text.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
    where line.first(where: { $0 > 0x20 }) != 0x23 {
      var index = line.startIndex
      while index + 1 < line.endIndex {
        guard line[index] == 0x7B, line[index + 1] == 0x7B else {
          index += 1
          continue
        }
        let end = TemplateAction.end(in: text, from: index, upTo: line.endIndex)
        let action = text[index..<end]
        if TemplateAction.isControl(action), !TemplateAction.isComment(action.dropFirst(2)) {
          found.append((action.filter { $0 > 0x20 }, number + 1))
        }
        index = end
      }
    }
    actions = found
  }

  /// Where the two texts' steering differs first, as the reason to compare lines; nil where it is the same.
  func difference(to other: SteeringLines) -> (reason: YAMLError, isNew: Bool)? {
    let common = zip(actions, other.actions).prefix { $0.text == $1.text }.count
    guard common < max(actions.count, other.actions.count) else { return nil }
    let isNew = common < other.actions.count
    let line = isNew ? other.actions[common].line : actions[common].line
    return (
      YAMLError(
        code: .unsupported, detail: "a line that steers a template differs",
        place: TextPlace(line: line, column: 1)), isNew
    )
  }
}
