/// What a pack's `schema.yaml` says of one path: `{{ required | format "${password}" | hints "Ask the platform team" }}`.
///
/// Parts that are not known stay in `text` and change nothing. Source: pack constraints, palette.md section 2.
public struct SchemaDirective: Hashable, Sendable {
  /// The directive as it was written, braces included.
  public let text: String
  public private(set) var isRequired = false
  public private(set) var isReadonly = false
  /// The format as it was written: `${string}`, `${list:[Delete,Retain]}`; nil where there is none.
  public private(set) var format: String?
  public private(set) var regex: String?
  public private(set) var hints: [String] = []
  /// Names of further parts that bring a text along, such as a default value.
  private(set) var foreignTexts: [String] = []

  /// Reads a directive; nothing fails.
  public init(_ text: String) {
    self.text = text
    for part in DirectiveText(text).parts { read(part) }
  }

  private mutating func read(_ part: DirectiveText.Part) {
    switch part.name {
    case "required": isRequired = true
    case "readonly": isReadonly = true
    case "format": format = part.arguments.first ?? format
    case "regex": regex = part.arguments.first ?? regex
    case "hints": hints += part.arguments
    default: if !part.arguments.isEmpty { foreignTexts.append(part.name) }
    }
  }

  /// Whether Palette masks the value on export.
  public var isPassword: Bool {
    guard let format else { return false }
    return format.contains("${password}") || format.contains("${password:")
  }

  /// `string`, `password`, `number`, `list` and so on; nil where the format is none or puts several together.
  public var type: String? { single?.name }

  /// The values that a list format allows; empty for any other format.
  public var options: [String] {
    guard let single, single.name == "list", single.rest.hasPrefix("["), single.rest.hasSuffix("]")
    else { return [] }
    return single.rest.dropFirst().dropLast().split(separator: ",").map { option in
      String(option.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
  }

  private var single: (name: String, rest: Substring)? {
    guard let format, format.hasPrefix("${"), format.hasSuffix("}") else { return nil }
    let inner = format.dropFirst(2).dropLast()
    guard !inner.contains("${") else { return nil }
    let name = inner.prefix { $0 != ":" }
    return name.isEmpty ? nil : (String(name), inner.dropFirst(name.count + 1))
  }
}

/// A directive taken apart at its bars and quotes.
struct DirectiveText {
  struct Part {
    var name = ""
    var arguments: [String] = []
  }

  private(set) var parts: [Part] = []
  private var rest: ArraySlice<Unicode.Scalar>

  init(_ text: String) {
    let isSpace = { (scalar: Unicode.Scalar) in scalar.value <= 0x20 }
    rest = Array(text.unicodeScalars)[...].drop(while: isSpace)
    while let last = rest.last, isSpace(last) { rest.removeLast() }
    if rest.starts(with: "{{".unicodeScalars) {
      rest = rest.dropFirst(rest.dropFirst(2).first == "-" ? 3 : 2)
    }
    if rest.suffix(2).elementsEqual("}}".unicodeScalars) {
      rest = rest.dropLast(rest.dropLast(2).last == "-" ? 3 : 2)
    }
    while !rest.isEmpty { readPart() }
  }

  private mutating func readPart() {
    var part = Part()
    while let first = rest.first {
      if first == "|" {
        rest.removeFirst()
        break
      }
      if first.value <= 0x20 || first == "," {
        rest.removeFirst()
      } else if first == "\"" || first == "'" || first == "`" {
        part.arguments.append(quoted(first))
      } else {
        let word = word()
        if part.name.isEmpty { part.name = word } else { part.arguments.append(word) }
      }
    }
    parts.append(part)
  }

  /// Up to the same mark; a backslash takes the next sign as it is, but not between backquotes. An open end is the text's.
  private mutating func quoted(_ mark: Unicode.Scalar) -> String {
    var text = String.UnicodeScalarView()
    rest.removeFirst()
    while let scalar = rest.popFirst(), scalar != mark {
      let isEscape = scalar == "\\" && mark == "\"" && (rest.first == mark || rest.first == "\\")
      if isEscape, let next = rest.popFirst() { text.append(next) } else { text.append(scalar) }
    }
    return String(text)
  }

  private mutating func word() -> String {
    let word = rest.prefix { $0.value > 0x20 && $0 != "|" && $0 != "," && $0 != "\"" }
    rest = rest.dropFirst(word.count)
    var text = String.UnicodeScalarView()
    text.append(contentsOf: word)
    return String(text)
  }
}
