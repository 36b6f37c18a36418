internal import CanonicalJSON
internal import PackValues
internal import Profiles

/// The words for what stands on the two sides of a change; those of practice.md's table where a mask is concerned.
struct Ends {
  var from: String?
  var to: String?
  var remark = ""
}

extension HiddenChange {
  /// For a mask that has no values beside it: in a line, or a variable's.
  var ends: Ends {
    switch kind {
    case .unknown: Ends(from: "masked", to: "masked", remark: kind.remark)
    case .literalOrMask: Ends(from: "\"********\"", remark: kind.remark)
    case .becameSensitive: Ends(from: "(hidden)", to: "masked", remark: kind.remark)
    case .plainTextEntered: Ends(from: "masked", to: "(hidden)", remark: kind.remark)
    case .filled: Ends(from: "masked", to: reference?.string ?? "", remark: kind.remark)
    case .added: Ends(to: "masked", remark: kind.remark)
    case .removed: Ends(from: "masked", remark: kind.remark)
    }
  }

  /// The path, or the line where no path can be told.
  var placeText: String {
    if let path, !path.steps.isEmpty { return path.description }
    return line.map { "line \($0)" } ?? "default value"
  }
}

extension HiddenChange.Kind {
  var remark: String {
    switch self {
    case .unknown: "cannot tell; to fill"
    case .literalOrMask: "literal or mask?"
    case .becameSensitive: "became sensitive; the old value is in the history"
    case .plainTextEntered: "plain text entered"
    case .added: "to fill"
    case .filled, .removed: ""
    }
  }
}

extension ValueChange {
  /// - Parameter limit: how many characters of a value are shown; nil for all.
  func ends(limit: Int? = nil) -> Ends {
    if mask == .literalOrMask { return Ends(from: "\"********\"", remark: "literal or mask?") }
    let window = limit.flatMap { TextWindow(from, to, limit: $0) }
    var ends = Ends(
      from: from?.text(window), to: to?.text(window), remark: mask?.remark ?? "")
    if mask == .filled, case .value(let text, _)? = to { ends.to = text.string }
    if mask == .becameSensitive, from != .hidden { ends.remark = "became sensitive" }
    if isTypeOnly, case .value(_, let old)? = from, case .value(_, let new)? = to {
      ends.remark = "only the type: \(old.rawValue) to \(new.rawValue)"
    }
    return ends
  }
}

extension ShownLeaf {
  /// A string in quotes as JSON has it; what YAML takes for something else as it is written.
  func text(_ window: TextWindow? = nil) -> String {
    switch self {
    case .masked: return "masked"
    case .hidden: return "(hidden)"
    case .value(_, .emptyMapping): return "{}"
    case .value(_, .emptySequence): return "[]"
    case .value(let text, .string):
      let shown = window.map { $0.cut(text.string) } ?? text.string
      return String(decoding: JSONValue.string(JSONString(shown)).encoded(), as: UTF8.self)
    case .value(let text, _):
      return text.isEmpty ? "null" : window.map { $0.cut(text.string) } ?? text.string
    }
  }
}

/// The part of two long values that is shown: where they differ.
struct TextWindow {
  private let limit: Int
  private let start: Int

  /// Nil where both values are short enough.
  init?(_ from: ShownLeaf?, _ to: ShownLeaf?, limit: Int) {
    let texts = [from, to].compactMap { leaf -> String? in
      if case .value(let text, _)? = leaf { text.string } else { nil }
    }
    guard texts.contains(where: { $0.count > limit }) else { return nil }
    var common = 0
    if texts.count == 2 { common = zip(texts[0], texts[1]).prefix { $0 == $1 }.count }
    self.limit = limit
    start = common > limit / 2 ? common - limit / 4 : 0
  }

  func cut(_ text: String) -> String {
    guard text.count > limit else { return text }
    let rest = text.dropFirst(start)
    let end = rest.count > limit ? "…" : ""
    return (start > 0 ? "…" : "") + rest.prefix(limit) + end
  }
}

extension ShownValue {
  /// A string in quotes as JSON has it, other values as JSON.
  var text: String {
    switch self {
    case .value(let value): String(decoding: value.encoded(), as: UTF8.self)
    case .masked: "masked"
    case .hidden: "(hidden)"
    }
  }
}

extension Move {
  var text: String {
    switch self {
    case .first: "first"
    case .after(let name): "after \(name)"
    }
  }
}

extension TextChange.Place {
  var text: String {
    switch self {
    case .values: "values"
    case .manifest(let name): "manifest \(name)"
    }
  }

  /// Where a value of the text stands.
  func text(_ place: String) -> String { "\(text) \(place)" }
}

extension ValueChange {
  /// Where a moved item now stands.
  var moveText: String {
    after.map { "after \(ValuesPath([$0]).description)" } ?? "first"
  }
}

extension ReferenceChange {
  /// What its kind is called where several stand together.
  static func title(_ kind: Reference.Kind) -> String {
    switch kind {
    case .macro: "macros"
    case .variable: "variables"
    case .system: "system references"
    case .pack: "pack references"
    }
  }

  static func noun(_ kind: Reference.Kind) -> String {
    switch kind {
    case .macro: "macro"
    case .variable: "variable reference"
    case .system: "system reference"
    case .pack: "pack reference"
    }
  }
}
