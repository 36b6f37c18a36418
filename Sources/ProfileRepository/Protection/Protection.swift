public import CanonicalJSON
internal import FoundationEssentials
internal import Profiles

/// What an environment refuses, as `protection` in its `environment.json` says.
///
/// Rules concern what changes documents; `writers` concerns every write. It is a guard against mistakes: people
/// say themselves who they are, and whoever may write the repository's folder can write past Strata.
public struct Protection: Hashable, Sendable {
  /// A rule that is on or off.
  public enum Rule: String, Hashable, Sendable, CaseIterable {
    /// Imports and promotions take from the environment that comes before, and from nowhere else.
    case onlyPrevious = "only-previous"
    /// No commit, removal or edit, and no import of a file: documents come from other environments.
    case noDirectCommits = "no-direct-commits"
    /// Imports and promotions, of files too, only as a plan that somebody could look at before.
    case requiredPlan = "required-plan"
  }

  public var rules: Set<Rule>
  /// Seconds since 1970; before that moment no document changes. Nil where nothing is frozen.
  public var frozenUntil: Int64?
  /// Addresses of committers who may write, in which `*` stands for any characters; empty means everybody.
  public var writers: [JSONString]

  public init(rules: Set<Rule> = [], frozenUntil: Int64? = nil, writers: [JSONString] = []) {
    self.rules = rules
    self.frozenUntil = frozenUntil
    self.writers = writers
  }

  /// Whether everything is allowed.
  public var isEmpty: Bool { rules.isEmpty && frozenUntil == nil && writers.isEmpty }

  /// The moment until which nothing changes, as ISO 8601 in UTC.
  public var frozenUntilText: String? { frozenUntil.map(FactsDate.text) }

  /// The member `protection`, as it is stored.
  public var value: JSONValue {
    var object: JSONObject = [:]
    object["frozenUntil"] = frozenUntilText.map { .string(JSONString($0)) }
    if !rules.isEmpty {
      object["rules"] = .array(rules.map(\.rawValue).sorted().map { .string(JSONString($0)) })
    }
    if !writers.isEmpty { object["writers"] = .array(writers.map(JSONValue.string)) }
    return .object(object)
  }

  init(_ members: StrictMembers) throws(DocumentError) {
    try members.allowOnly(["frozenUntil", "rules", "writers"])
    rules = []
    for (index, text) in try members.texts("rules").enumerated() {
      guard let rule = Rule(rawValue: text.string) else {
        // A rule that this version does not know must not be left out in silence.
        throw DocumentError(
          .schema, "is a rule that this version does not know",
          path: members.place("rules").appending(.index(index)).description)
      }
      rules.insert(rule)
    }
    if let text = try members.text("frozenUntil") {
      guard let date = try? Date(text.string, strategy: .iso8601) else {
        throw DocumentError(
          .schema, "must be a date and time as ISO 8601 with a zone",
          path: members.place("frozenUntil").description)
      }
      frozenUntil = Int64(date.timeIntervalSince1970)
    }
    writers = try members.texts("writers")
  }
}

/// An address, or several by one pattern.
enum WriterPattern {
  /// Compares without regard to the case of ASCII letters; `*` stands for any characters, none included.
  static func matches(_ pattern: String, _ address: String) -> Bool {
    let (pattern, text) = (Array(pattern.lowercased().utf8), Array(address.lowercased().utf8))
    var (p, t) = (0, 0)
    var star: (pattern: Int, text: Int)?
    while t < text.count {
      if p < pattern.count, pattern[p] == UInt8(ascii: "*") {
        star = (p, t)
        p += 1
      } else if p < pattern.count, pattern[p] == text[t] {
        (p, t) = (p + 1, t + 1)
      } else if let last = star {
        star = (last.pattern, last.text + 1)
        (p, t) = (last.pattern + 1, last.text + 1)
      } else {
        return false
      }
    }
    return pattern[p...].allSatisfy { $0 == UInt8(ascii: "*") }
  }

  /// Says why a pattern is none, or nil if it may stand.
  static func violation(of pattern: JSONString) -> String? {
    let text = pattern.string
    if text.isEmpty { return "it is empty" }
    if text.utf8.count > 200 { return "it is longer than 200 bytes" }
    let isOdd = { (scalar: Unicode.Scalar) in
      scalar.properties.isWhitespace || scalar.properties.generalCategory == .control
    }
    if text.unicodeScalars.contains(where: isOdd) || text.contains("<") || text.contains(">") {
      return "it holds a space, a control character, '<' or '>'"
    }
    return nil
  }
}
