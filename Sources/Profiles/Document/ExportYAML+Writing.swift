public import CanonicalJSON

extension ProfileDocument {
  /// The export as YAML, in Palette's own member order; reading it again gives the same document.
  public var yaml: [UInt8] { YAMLText.encoded(value, order: ExportFormat.memberOrder) }
}

/// Writes JSON values as YAML that every parser reads as the same value: texts of several lines as literal blocks, any other
/// text that could be taken for something else in double quotes.
public enum YAMLText {
  /// The value in block form, with a line feed at its end.
  ///
  /// - Parameter order: of an object's members; those that it does not name come after, sorted.
  public static func encoded(_ value: JSONValue, order: MemberOrder) -> [UInt8] {
    var lines = ""
    append(value, to: &lines, depth: 0, order, isInLine: false)
    return Array(lines.utf8)
  }

  private static func append(
    _ value: JSONValue, to text: inout String, depth: Int, _ order: MemberOrder?, isInLine: Bool
  ) {
    switch value {
    case .object(let object) where !object.isEmpty:
      let members = order?.arranged(object) ?? object.members
      for (index, member) in members.enumerated() {
        if !(isInLine && index == 0) { text += indent(depth) }
        text += scalar(member.key.string) + ":"
        child(member.value, to: &text, depth: depth, order?.child(member.key))
      }
    case .array(let elements) where !elements.isEmpty:
      for element in elements {
        text += indent(depth) + "- "
        if case .array(let inner) = element, !inner.isEmpty {
          text += "\n"
          append(element, to: &text, depth: depth + 1, order?.elements, isInLine: false)
        } else {
          append(element, to: &text, depth: depth + 1, order?.elements, isInLine: true)
        }
      }
    default: text += leaf(value, depth: depth) + "\n"
    }
  }

  /// What comes after a key: on the same line if it is a leaf, else on lines of its own.
  private static func child(
    _ value: JSONValue, to text: inout String, depth: Int, _ order: MemberOrder?
  ) {
    switch value {
    case .object(let object) where !object.isEmpty:
      text += "\n"
      append(value, to: &text, depth: depth + 1, order, isInLine: false)
    case .array(let elements) where !elements.isEmpty:
      text += "\n"
      append(value, to: &text, depth: depth + 1, order, isInLine: false)
    default: text += " " + leaf(value, depth: depth + 1) + "\n"
    }
  }

  private static func leaf(_ value: JSONValue, depth: Int) -> String {
    switch value {
    case .string(let text): block(text.string, depth: depth) ?? scalar(text.string)
    case .array: "[]"
    case .object: "{}"
    default: String(decoding: value.encoded(), as: UTF8.self)
    }
  }

  /// A literal block; nil for a text that one cannot hold as it is.
  private static func block(_ text: String, depth: Int) -> String? {
    let bytes = Array(text.utf8)
    guard bytes.contains(0x0A), bytes.first.map({ $0 != 0x20 && $0 != 0x0A && $0 != 0x09 }) == true,
      bytes.contains(where: { $0 != 0x0A }), text.unicodeScalars.allSatisfy(isPlain)
    else { return nil }
    var body = bytes[...]
    var feeds = 0
    while body.last == 0x0A {
      body.removeLast()
      feeds += 1
    }
    let sign = feeds == 0 ? "-" : feeds == 1 ? "" : "+"
    let lines = body.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
      line.isEmpty ? "" : indent(depth) + String(decoding: line, as: UTF8.self)
    }
    let tail = String(repeating: "\n", count: max(0, feeds - 1))
    return "|\(sign)\n" + lines.joined(separator: "\n") + tail
  }

  /// Whether a character stands for itself in a literal block, whichever version of YAML reads it.
  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    if scalar == "\n" || scalar == "\t" { return true }
    if scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) { return false }
    return ![0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF].contains(scalar.value)
  }

  private static let words: Set<String> = [
    "true", "false", "null", "yes", "no", "on", "off", "y", "n",
  ]

  /// A text on one line: plain where nothing could be read into it.
  private static func scalar(_ text: String) -> String {
    let isWord =
      text.utf8.first.map { (0x41...0x5A).contains($0 & 0xDF) } == true
      && text.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || byte == 0x2D
          || byte == 0x5F || byte == 0x2E || byte == 0x2F
      } && !words.contains(text.lowercased())
    return isWord ? text : quoted(text)
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      default:
        if isPlain(scalar) {
          result.unicodeScalars.append(scalar)
        } else {
          let digits = String(scalar.value, radix: 16)
          result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      }
    }
    return result + "\""
  }

  private static func indent(_ depth: Int) -> String { String(repeating: "  ", count: depth) }
}
