/// The place of a value in a document, from the root.
public struct JSONPath: Hashable, Sendable {
  /// One way down: into a member of an object or an element of an array.
  public enum Step: Hashable, Sendable {
    case key(JSONString)
    case index(Int)
  }

  /// The steps from the root.
  public var steps: [Step]

  /// Holds the steps from the root; none is the root itself.
  public init(_ steps: [Step] = []) { self.steps = steps }

  /// The path of a value one step further down.
  public func appending(_ step: Step) -> JSONPath { JSONPath(steps + [step]) }

  /// The path as an RFC 6901 pointer, empty for the root.
  public var pointer: String {
    steps.map { step in
      switch step {
      case .index(let index): "/\(index)"
      case .key(let key): "/" + key.pointerToken
      }
    }.joined()
  }
}

extension JSONPath: CustomStringConvertible {
  /// The path as people write it: `spec.template.packs[3].values`, `metadata.labels["a b"]`, and
  /// `$` for the root.
  ///
  /// A key that is more than ASCII letters, digits, `_` and `-` is quoted, with control and
  /// formatting characters escaped, so that a path is safe on a terminal.
  public var description: String {
    steps.isEmpty ? "$" : Self.text(of: steps[...], keyLimit: .max)
  }

  /// The description, shortened where a hostile document makes it long.
  public var abbreviated: String {
    guard !steps.isEmpty else { return "$" }
    guard steps.count > 24 else { return Self.text(of: steps[...], keyLimit: 80) }
    return Self.text(of: steps.prefix(8), keyLimit: 80) + " … "
      + Self.text(of: steps.suffix(8), keyLimit: 80)
  }

  private static func text(of steps: ArraySlice<Step>, keyLimit: Int) -> String {
    var text = ""
    for step in steps {
      switch step {
      case .index(let index): text += "[\(index)]"
      case .key(let key):
        let shown = key.shortened(to: keyLimit)
        text += shown.isPlainKey ? (text.isEmpty ? "" : ".") + shown.string : "[\(shown.quoted)]"
      }
    }
    return text
  }
}

extension JSONString {
  fileprivate var isPlainKey: Bool {
    !isEmpty
      && utf8.allSatisfy { byte in
        byte.isDigit || (byte | 0x20) &- 0x61 < 26 || byte == 0x5F || byte == 0x2D
      }
  }

  fileprivate var pointerToken: String {
    string.unicodeScalars.reduce(into: "") { text, scalar in
      switch scalar {
      case "~": text += "~0"
      case "/": text += "~1"
      default: text.unicodeScalars.append(scalar)
      }
    }
  }

  /// The text in JSON's quotes, with all that could disturb a terminal escaped.
  var quoted: String {
    string.unicodeScalars.reduce(into: "\"") { text, scalar in
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _ where scalar.disturbsTerminals:
        for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter {
          let digits = String(unit, radix: 16)
          text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      default: text.unicodeScalars.append(scalar)
      }
    } + "\""
  }

  /// At most so many bytes, cut between scalars, with an ellipsis where something is missing.
  func shortened(to limit: Int) -> JSONString {
    guard utf8.count > limit else { return self }
    var end = limit
    while end > 0, utf8[end] & 0xC0 == 0x80 { end -= 1 }
    return JSONString(utf8: Array(utf8[..<end]) + Array("…".utf8))
  }
}

extension Unicode.Scalar {
  fileprivate var disturbsTerminals: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }
}
