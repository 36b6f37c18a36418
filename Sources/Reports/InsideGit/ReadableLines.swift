internal import CanonicalJSON
internal import Profiles

/// Lines in the making, each made printable and free of secrets of a well-known form.
struct ReadableLines {
  private(set) var all: [String] = []

  static let hidden = "(hidden)"

  /// A whole line; one that holds a secret is left out but for the word that says so.
  mutating func add(line: String) {
    all.append(Self.holdsSecret(line) ? Self.hidden : PrintableText.escaped(line))
  }

  /// `head value`, nothing where the value is empty.
  mutating func add(_ head: String, word: JSONString) {
    if !word.isEmpty { add(line: "\(head) \(word)") }
  }

  /// `head: value` for a value as it is written.
  mutating func add(_ head: String, plain value: String) {
    add(line: Self.holdsSecret(value) ? "\(head): \(Self.hidden)" : "\(head): \(value)")
  }

  /// `head: "text"`, or its lines indented below `head: |`, with `|-` where the last one has no line feed.
  mutating func add(_ head: String, text: [UInt8]) {
    guard text.contains(0x0A) else {
      let quoted = JSONValue.string(JSONString(utf8: text)).encoded()
      return add(head, plain: String(decoding: quoted, as: UTF8.self))
    }
    var lines = text.split(separator: 0x0A, omittingEmptySubsequences: false)
    let isClosed = lines.last?.isEmpty ?? false
    if isClosed { lines.removeLast() }
    add(line: "\(head): \(isClosed ? "|" : "|-")")
    add(lines: lines)
  }

  /// Lines of a text, indented behind a bar; a private key is hidden from its first line to its last.
  mutating func add(lines: [ArraySlice<UInt8>]) {
    var isInKey = false
    for line in lines {
      let text = String(decoding: line, as: UTF8.self)
      let isMarker = text.contains("PRIVATE KEY") && text.contains("-----")
      if isMarker || isInKey || Self.holdsSecret(text) {
        all.append("    | \(Self.hidden)")
      } else {
        all.append(text.isEmpty ? "    |" : "    | \(PrintableText.escaped(text))")
      }
      if isMarker { isInKey = text.contains("-----BEGIN ") && !text.contains("-----END ") }
    }
  }

  /// Every leaf of a JSON value, by path.
  mutating func add(_ value: JSONValue?, at head: String, path: JSONPath = JSONPath()) {
    guard let value else { return }
    let place = path.steps.isEmpty ? head : head + path.description
    switch value {
    case .object(let object) where !object.isEmpty:
      for member in object.members {
        add(member.value, at: head, path: path.appending(.key(member.key)))
      }
    case .array(let elements) where !elements.isEmpty:
      for (index, element) in elements.enumerated() {
        add(element, at: head, path: path.appending(.index(index)))
      }
    case .string(let text): add(place, text: text.utf8)
    default: add(place, plain: String(decoding: value.encoded(), as: UTF8.self))
    }
  }

  static func holdsSecret(_ text: String) -> Bool { !SecretScan.kinds(in: text).isEmpty }
}
