/// Reads a path's text step by step, scalar by scalar: a key may begin with a combining mark.
struct PathReader {
  /// A step before it is known whether stars are wildcards.
  enum Step: Hashable, Sendable {
    case key(PathWord)
    /// `[3]`, `[*]`, or a key in brackets without quotes.
    case bracket(PathWord)
    case item(key: PathWord, value: PathWord)
    case parenthesis(PathWord)
    case embedded
  }

  private let scalars: [Unicode.Scalar]
  private var position = 0

  private init(_ text: String) { scalars = Array(text.unicodeScalars) }

  static func steps(of text: String) throws(ValuesPathError) -> [Step] {
    var reader = PathReader(text)
    var steps: [Step] = []
    while let next = reader.next {
      steps.append(try reader.step(after: steps.last, at: next))
    }
    return steps
  }

  private var next: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  private mutating func step(
    after last: Step?, at next: Unicode.Scalar
  ) throws(ValuesPathError) -> Step {
    switch next {
    case ":":
      position += 1
      return .embedded
    case "[": return try bracket()
    case "(":
      position += 1
      let word = try word(until: ")", besides: [])
      try take(")", "to close '('")
      return .parenthesis(word)
    case ".":
      position += 1
      if self.next == "[" { return try bracket() }
      return .key(try key())
    case _ where last == nil || last == .embedded: return .key(try key())
    default: throw failure("expected '.', ':', '[' or '(' here")
    }
  }

  private mutating func bracket() throws(ValuesPathError) -> Step {
    position += 1
    let first = try word(until: "]", besides: ["="])
    if next == "=" {
      position += 1
      let value = try word(until: "]", besides: [])
      try take("]", "to close '['")
      return .item(key: first, value: value)
    }
    try take("]", "to close '['")
    if first.isQuoted { return .key(first) }
    guard !first.scalars.isEmpty else { throw failure("nothing between '[' and ']'") }
    return .bracket(first)
  }

  private mutating func key() throws(ValuesPathError) -> PathWord {
    var word = PathWord()
    while let scalar = next, !".:[(".unicodeScalars.contains(scalar) {
      if scalar == "\"" || scalar == ")" || scalar == "]" {
        throw failure("a key that holds '\(scalar)' stands in [\"…\"]")
      }
      try append(to: &word)
    }
    guard !word.scalars.isEmpty else { throw failure("a key is missing here") }
    return word
  }

  /// What stands in brackets: quoted or bare, up to a closing sign.
  private mutating func word(
    until end: Unicode.Scalar, besides other: [Unicode.Scalar]
  ) throws(ValuesPathError) -> PathWord {
    if let quote = next, quote == "\"" || quote == "'" { return try quoted(quote) }
    var word = PathWord()
    while let scalar = next, scalar != end, !other.contains(scalar) { try append(to: &word) }
    return word
  }

  private mutating func append(to word: inout PathWord) throws(ValuesPathError) {
    if next == "\\" {
      position += 1
      word.isQuoted = true
      guard let escaped = next else { throw failure("nothing after the backslash") }
      word.scalars.append(escaped)
    } else if let scalar = next {
      word.scalars.append(scalar == "*" ? nil : scalar)
    }
    position += 1
  }

  private mutating func quoted(_ quote: Unicode.Scalar) throws(ValuesPathError) -> PathWord {
    var word = PathWord(isQuoted: true)
    position += 1
    while let scalar = next, scalar != quote {
      if scalar == "\\" { position += 1 }
      if let scalar = next { word.scalars.append(scalar) }
      position += 1
    }
    try take(quote, "to end the quoted text")
    return word
  }

  private mutating func take(
    _ scalar: Unicode.Scalar, _ purpose: String
  ) throws(ValuesPathError) {
    guard next == scalar else { throw failure("expected '\(scalar)' \(purpose)") }
    position += 1
  }

  private func failure(_ detail: String) -> ValuesPathError {
    ValuesPathError(detail: detail, column: min(position, scalars.count) + 1)
  }
}
