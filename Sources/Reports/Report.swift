public import CanonicalJSON

/// A result as a person or a program reads it.
public protocol Report {
  /// Lines for a person, each ended by a line feed; whatever came from a document is made printable.
  var text: String { get }
  /// The same for a program; it holds no secret.
  var json: JSONValue { get }
}

/// Builds JSON values from Swift values.
enum Build {
  static func string(_ text: some CustomStringConvertible) -> JSONValue {
    .string(JSONString(text.description))
  }

  static func optional(_ text: (some CustomStringConvertible)?) -> JSONValue? {
    if let text { string(text) } else { nil }
  }

  static func number(_ number: Int) -> JSONValue {
    JSONNumber(Double(number)).map(JSONValue.number) ?? .null
  }

  /// An object of the members that are not nil.
  static func object(_ members: KeyValuePairs<JSONString, JSONValue?>) -> JSONValue {
    var object = JSONObject()
    for (key, value) in members { object[key] = value }
    return .object(object)
  }
}

/// Counts things in English: `1 commit`, `2 commits`.
enum Count {
  static func of(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }
}
