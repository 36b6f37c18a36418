/// Writes a value with one member or element a line.
struct IndentedWriter {
  private var writer: ByteWriter
  private let lines: LineForm

  init(_ value: JSONValue, lines: LineForm = .none) {
    writer = ByteWriter(reserving: value.size(indentedFrom: 0))
    self.lines = lines
  }

  mutating func document(_ value: JSONValue, order: MemberOrder? = nil) -> [UInt8] {
    append(value, 0, LineForm.root, order)
    writer.newLine(0)
    return writer.bytes
  }

  private mutating func append(
    _ value: JSONValue, _ depth: Int, _ place: LineForm.Place?, _ order: MemberOrder?
  ) {
    switch value {
    case .array(let elements) where !elements.isEmpty:
      append(elements, depth, place, order)
    case .object(let object) where !object.isEmpty:
      append(order?.arranged(object) ?? object.members, depth, place, order)
    case .array: writer.word("[]")
    case .object: writer.word("{}")
    case .string(let text): append(text, depth, place)
    default: writer.scalar(value)
    }
  }

  private mutating func append(
    _ elements: [JSONValue], _ depth: Int, _ place: LineForm.Place?, _ order: MemberOrder?
  ) {
    let inner = lines.element(of: place)
    writer.append("[")
    for (index, element) in elements.enumerated() {
      if index > 0 { writer.append(",") }
      writer.newLine(depth + 1)
      append(element, depth + 1, inner, order?.elements)
    }
    writer.newLine(depth)
    writer.append("]")
  }

  private mutating func append(
    _ members: [JSONObject.Member], _ depth: Int, _ place: LineForm.Place?, _ order: MemberOrder?
  ) {
    writer.append("{")
    for (index, member) in members.enumerated() {
      if index > 0 { writer.append(",") }
      writer.newLine(depth + 1)
      writer.quoted(member.key)
      writer.word(": ")
      let inner = lines.member(member.key, of: place)
      append(member.value, depth + 1, inner, order?.child(member.key))
    }
    writer.newLine(depth)
    writer.append("}")
  }

  /// Appends a text, as an array of its lines if it is one of a line form's and has several.
  private mutating func append(_ text: JSONString, _ depth: Int, _ place: LineForm.Place?) {
    guard lines.holdsText(at: place), ByteView.with(text.utf8, { $0.holdsLineFeed() }) else {
      return writer.quoted(text)
    }
    let indent = Array(repeating: UInt8(ascii: " "), count: 2 * (depth + 1))
    writer.append("[")
    writer.newLine(depth + 1)
    writer.append("\"")
    writer.escaped(text, lineFeed: Array("\",\n".utf8) + indent + [UInt8(ascii: "\"")])
    writer.append("\"")
    writer.newLine(depth)
    writer.append("]")
  }
}
