/// Why a text is no path.
public struct ValuesPathError: Error, Hashable, Sendable {
  /// What is wrong, as a lower-case clause.
  public let detail: String
  /// Where, counted from 1 in Unicode scalars.
  public let column: Int

  public init(detail: String, column: Int) {
    (self.detail, self.column) = (detail, column)
  }
}

extension ValuesPathError: CustomStringConvertible {
  /// `column 7: a key is missing here`.
  public var description: String { "column \(column): \(detail)" }
}

extension ValuesPath {
  /// Reads what `description` writes, and gives the same path back.
  ///
  /// Forgiving beyond that: a dot at the start or before a bracket, single quotes, `[key]` without quotes, white space in a key,
  /// and a backslash before any sign of a key (`annotations.example\.org/name`). An empty text is the root.
  public init(_ text: String) throws(ValuesPathError) {
    self.init(try PathReader.steps(of: text).map(Step.init))
  }
}

extension ValuesPath.Step {
  init(_ step: PathReader.Step) {
    switch step {
    case .key(let word): self = .key(word.text)
    case .bracket(let word): self = word.number.map(Self.index) ?? .key(word.text)
    case .item(let key, let value): self = .item(key: key.text, value: value.text)
    case .parenthesis(let word): self = word.number.map(Self.document) ?? .object(word.text)
    case .embedded: self = .embedded
    }
  }
}
