internal import CanonicalJSON
internal import PackValues
internal import Profiles

/// A value on one line, for a person.
enum ShownText {
  private static let maximum = 72

  static func text(_ value: TracedContent, isASCII: Bool = false) -> String {
    switch value {
    case .masked: return "masked"
    case .hidden: return "(hidden)"
    case .text(let lines): return "text, \(Count.of(lines, "line")), no YAML"
    case .member(let value):
      return cut(PrintableText.escaped(String(decoding: value.encoded(), as: UTF8.self)), isASCII)
    case .leaf(let text, let type): return leaf(text, type, isASCII)
    }
  }

  private static func leaf(_ text: JSONString, _ type: ScalarType, _ isASCII: Bool) -> String {
    switch type {
    case .emptyMapping: return "{}"
    case .emptySequence: return "[]"
    case .null: return "null"
    case .string:
      let lines = text.utf8.count { $0 == 0x0A }
      if lines > 1 { return "text, \(Count.of(lines, "line"))" }
      let quoted = String(decoding: JSONValue.string(text).encoded(), as: UTF8.self)
      return cut(PrintableText.escaped(quoted), isASCII)
    default: return cut(PrintableText.escaped(text.string), isASCII)
    }
  }

  private static func cut(_ text: String, _ isASCII: Bool) -> String {
    text.count > maximum ? text.prefix(maximum - 1) + (isASCII ? "..." : "…") : text
  }

  /// Where a value stands, from its owner: the path, or a word where the owner's whole text is meant.
  static func path(_ place: ProfilePlace) -> String {
    if place.holdsSecret { return "(hidden)" }
    return place.path.steps.isEmpty ? "." : PrintableText.escaped(place.path.description)
  }

  /// `k8s kubernetes  values`, `variable size`, `profile`.
  static func heading(_ place: ProfilePlace) -> String {
    let owner =
      switch place.owner {
      case .profile: "profile"
      case .layer(let identity): identity.description
      case .variable(let name): "variable \(name)"
      }
    let part =
      switch place.part {
      case .member: ""
      case .values: "  values"
      case .manifest(let name): "  manifest \(name)"
      }
    return PrintableText.escaped(owner) + PrintableText.escaped(part)
  }
}

/// A value and its place in machine form; what must not be shown has no `value`.
enum ValueJSON {
  static func members(_ place: ProfilePlace) -> [(JSONString, JSONValue?)] {
    var members: [(JSONString, JSONValue?)] = [
      ("path", place.holdsSecret ? nil : place.path.json)
    ]
    switch place.owner {
    case .profile: break
    case .layer(let identity): members.append(("layer", LayerJSON.identity(identity)))
    case .variable(let name): members.append(("variable", .string(name)))
    }
    switch place.part {
    case .member: members.append(("part", "member"))
    case .values: members.append(("part", "values"))
    case .manifest(let name):
      members += [("part", "manifest"), ("manifest", .string(name))]
    }
    return members
  }

  static func members(_ shown: TracedContent) -> [(JSONString, JSONValue?)] {
    switch shown {
    case .masked: [("masked", .bool(true))]
    case .hidden: [("hidden", .bool(true))]
    case .text(let lines): [("lines", Build.number(lines))]
    case .member(let value): [("value", value)]
    case .leaf(let text, let type):
      [("value", .string(text)), ("type", Build.string(type.rawValue))]
    }
  }

  static func object(_ members: [(JSONString, JSONValue?)]) -> JSONValue {
    .object(members.reduce(into: JSONObject()) { $0[$1.0] = $1.1 })
  }
}
