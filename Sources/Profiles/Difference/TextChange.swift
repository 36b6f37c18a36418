public import CanonicalJSON
public import PackValues

/// What happened to a values text or a manifest.
public struct TextChange: Hashable, Sendable {
  public enum Place: Hashable, Sendable {
    case values
    case manifest(JSONString)
  }

  public enum Kind: String, Hashable, Sendable {
    case added, removed, changed
    /// The same by meaning: comments, order of keys, quotes, indentation, white space.
    case cosmetic
    /// The text is the same, but holds masks.
    case same
  }

  public let place: Place
  public let kind: Kind
  /// By paths, or, where a side is not YAML, by lines, and why.
  public let basis: ValuesDifference.Basis
  /// What differs by path and what masks hide, in the new text's order. Of a text that came or went, its masks alone.
  public internal(set) var values: [ValueChange] = []
  /// How many values both sides have alike and in the plain.
  public internal(set) var unchangedCount = 0
  /// Three lines around each edit of a text that is compared by lines, else empty; what a mask hides on the other side
  /// reads `(hidden)`.
  public internal(set) var hunks: [LineHunk] = []
  /// The lines that came or went: of a text that is compared by lines, or that came or went as a whole.
  public internal(set) var removedLines = 0
  public internal(set) var addedLines = 0
  /// The masks of a text that has no paths.
  public internal(set) var maskedLines: [HiddenChange] = []
  /// Keys that a mapping of the new side names twice; YAML's last one wins in silence.
  public internal(set) var duplicates: [ValuesTree.DuplicateKey] = []
  /// The presets that the text's first comment names, where they differ; the path is `enabled-presets`.
  public internal(set) var presets: FieldChange?

  init(_ place: Place, _ kind: Kind, basis: ValuesDifference.Basis = .paths) {
    (self.place, self.kind, self.basis) = (place, kind, basis)
  }
}

extension TextChange {
  /// Whether the text itself differs; masks that cannot be told apart are no change.
  public var hasChanges: Bool { kind != .same }

  /// Every place where a mask stands on one side or both.
  public var hidden: [HiddenChange] { values.flatMap(\.hidden) + maskedLines }
}
