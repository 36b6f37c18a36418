public import CanonicalJSON
internal import PackValues
public import Profiles

/// A difference of two profile documents for people, for line tools and for programs.
///
/// The same difference and options give the same bytes. What the difference hides stays hidden.
public struct DifferenceReport: Report {
  public struct Options: Hashable, Sendable {
    /// What the two sides are called, such as `prod@91c0d44`; nil leaves the names out.
    public var fromLabel: String?
    public var toLabel: String?
    /// Colour repeats the markers, it never says more.
    public var isColored = false
    /// Markers, arrows and signs in ASCII only.
    public var isASCII = false

    public init(
      fromLabel: String? = nil, toLabel: String? = nil, isColored: Bool = false,
      isASCII: Bool = false
    ) {
      (self.fromLabel, self.toLabel) = (fromLabel, toLabel)
      (self.isColored, self.isASCII) = (isColored, isASCII)
    }
  }

  let difference: ProfileDifference
  let options: Options

  public init(_ difference: ProfileDifference, options: Options = Options()) {
    (self.difference, self.options) = (difference, options)
  }

  /// `no differences`, or a heading, the changed layers, their texts as hunks, variables and a summary.
  public var text: String { DifferenceText(difference, options).text }

  /// One change a line, tab-separated: profile, marker, layer, place, from, to; empty where nothing differs.
  public var compact: String { DifferenceCompact(difference, options).text }

  /// `profile-diff/1`: paths are arrays of keys, and what is masked or sensitive has no `from` and no `to`.
  public var json: JSONValue { DifferenceJSON(difference, options).value }
}

/// The signs of a difference.
struct DifferenceSigns {
  let isASCII: Bool
  let isColored: Bool

  enum Marker: String {
    case added = "+"
    case removed = "-"
    case changed = "~"
    case moved = "⇅"
    case unknown = "?"
    case alarm = "!"
  }

  var arrow: String { isASCII ? "->" : "→" }
  var minus: String { isASCII ? "-" : "−" }
  var dot: String { isASCII ? "," : " ·" }

  func plain(_ marker: Marker) -> String { isASCII && marker == .moved ? ">" : marker.rawValue }

  /// The marker, colored if asked for: green, red, yellow, cyan, magenta.
  func sign(_ marker: Marker) -> String { colored(plain(marker), as: marker) }

  func colored(_ text: String, as marker: Marker) -> String {
    guard isColored else { return text }
    let code =
      switch marker {
      case .added: 32
      case .removed, .alarm: 31
      case .changed: 33
      case .moved: 36
      case .unknown: 35
      }
    return "\u{1B}[\(code)m\(text)\u{1B}[0m"
  }

  func step(_ step: VersionStep) -> String {
    let sign = step.isUpgrade ? (isASCII ? "^" : "▲") : (isASCII ? "v" : "▼")
    return "\(sign) \(step.size.rawValue)" + (step.isUpgrade ? "" : " downgrade")
  }
}

extension LayerChange {
  var marker: DifferenceSigns.Marker {
    switch kind {
    case .added: .added
    case .removed: .removed
    case .changed: .changed
    case .same: move != nil ? .moved : .unknown
    }
  }
}

extension VariableChange {
  var marker: DifferenceSigns.Marker {
    switch kind {
    case .added: .added
    case .removed: .removed
    case .changed: hidden?.kind == .plainTextEntered ? .alarm : .changed
    case .same: move != nil ? .moved : .unknown
    }
  }
}

extension HiddenChange {
  var marker: DifferenceSigns.Marker {
    switch kind {
    case .unknown: .unknown
    case .becameSensitive, .filled: .changed
    case .plainTextEntered: .alarm
    case .added: .added
    case .removed: .removed
    }
  }

  /// Whether somebody still has to say where the value comes from.
  var isToFill: Bool { kind == .unknown || kind == .added || kind == .becameSensitive }

  /// Both ends and what it means; the words of practice.md's table.
  func ends(_ arrow: String) -> (from: String, to: String, remark: String) {
    switch kind {
    case .unknown: ("masked", "masked", "cannot tell; to fill")
    case .becameSensitive:
      ("(hidden)", "masked", "became sensitive; the old value is in the history")
    case .plainTextEntered: ("masked", "(hidden)", "plain text entered")
    case .filled: ("masked", reference?.string ?? "", "filled")
    case .added: ("", "masked", "to fill")
    case .removed: ("masked", "", "")
    }
  }

  /// The path, or the line where no path can be told.
  var placeText: String {
    if let path, !path.steps.isEmpty { return path.description }
    return line.map { "line \($0)" } ?? "default value"
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
