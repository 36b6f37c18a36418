internal import CanonicalJSON
internal import Profiles

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

  init(_ options: DifferenceReport.Options) {
    (isASCII, isColored) = (options.isASCII, options.isColored)
  }

  var arrow: String { isASCII ? "->" : "→" }
  var minus: String { isASCII ? "-" : "−" }
  var ellipsis: String { isASCII ? "..." : "…" }
  /// Between the facts of a line.
  var dot: String { isASCII ? ", " : " · " }

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

  func version(_ sense: LayerChange.VersionSense) -> String {
    switch sense {
    case .notSemantic: "not semver"
    case .step(let step):
      step.isUpgrade
        ? "\(isASCII ? "^" : "▲") \(step.size.rawValue)"
        : "\(isASCII ? "v" : "▼") \(step.size.rawValue) downgrade"
    }
  }

  /// `−1 +2`; empty where neither is anything.
  func lines(removed: Int, added: Int) -> String {
    [removed > 0 ? "\(minus)\(removed)" : nil, added > 0 ? "+\(added)" : nil]
      .compactMap { $0 }.joined(separator: " ")
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

extension ValueChange {
  var marker: DifferenceSigns.Marker {
    if mask == .plainTextEntered { return .alarm }
    return switch kind {
    case .added: .added
    case .removed: .removed
    case .changed: .changed
    case .moved: .moved
    case .unknown: .unknown
    }
  }
}

extension HiddenChange {
  var marker: DifferenceSigns.Marker {
    switch kind {
    case .unknown, .literalOrMask: .unknown
    case .becameSensitive, .filled: .changed
    case .plainTextEntered: .alarm
    case .added: .added
    case .removed: .removed
    }
  }
}

extension FieldChange {
  var marker: DifferenceSigns.Marker {
    if from == .masked, to == .hidden { return .alarm }
    return from == nil ? .added : to == nil ? .removed : .changed
  }

  var isVersion: Bool { path.steps == [.key("version")] }
}
