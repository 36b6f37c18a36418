/// Which paths a filter or a rule means: `charts.*.image`, `**.clientSecret`, `files[*].content`, `(ConfigMap kube-system/*)`.
///
/// Written as a path is. A star stands for any part of a name, `*` alone for one step of any kind but into a text, `[*]` for any item
/// of a list, `**` for any number of steps; a star in quotes is a star. A pattern that names no document holds for each.
public struct ValuesPathPattern: Hashable, Sendable {
  private enum Part: Hashable, Sendable {
    case anyStep
    case anyItem
    case key(PathWord)
    case index(Int)
    case item(key: PathWord, value: PathWord)
    case document(Int)
    case object(PathWord)
    case embedded
  }

  /// The pattern as it was written.
  public let text: String
  /// The stretches between `**`; the first one starts at the root.
  private let stretches: [[Part]]
  private let namesDocument: Bool

  public init(_ text: String) throws(ValuesPathError) {
    self.text = text
    var stretches: [[Part]] = [[]]
    var namesDocument = false
    for step in try PathReader.steps(of: text) {
      if case .key(let word) = step, word.isStars(2) {
        stretches.append([])
        continue
      }
      if case .parenthesis = step { namesDocument = true }
      stretches[stretches.count - 1].append(Self.part(step))
    }
    (self.stretches, self.namesDocument) = (stretches, namesDocument)
  }

  private static func part(_ step: PathReader.Step) -> Part {
    switch step {
    case .key(let word): word.isStars(1) ? .anyStep : .key(word)
    case .bracket(let word):
      word.isStars(1) ? .anyItem : word.number.map(Part.index) ?? .key(word)
    case .item(let key, let value): .item(key: key, value: value)
    case .parenthesis(let word): word.number.map(Part.document) ?? .object(word)
    case .embedded: .embedded
    }
  }

  /// Whether a path is one that the pattern names, or lies below one. Costs O(steps of both) for each stretch.
  public func covers(_ path: ValuesPath) -> Bool {
    let steps = namesDocument ? path.steps : path.steps.filter { !$0.isDocument }
    // the first place of each stretch is as good as any later one, since what follows the last stretch is free
    var start = 0
    for (index, stretch) in stretches.enumerated() {
      let last = index == 0 ? 0 : steps.count - stretch.count
      while start <= last, !Self.matches(stretch, steps, at: start) { start += 1 }
      if start > last { return false }
      start += stretch.count
    }
    return true
  }

  private static func matches(
    _ stretch: [Part], _ steps: [ValuesPath.Step], at start: Int
  ) -> Bool {
    guard start + stretch.count <= steps.count else { return false }
    return stretch.indices.allSatisfy { matches(stretch[$0], steps[start + $0]) }
  }

  private static func matches(_ part: Part, _ step: ValuesPath.Step) -> Bool {
    switch (part, step) {
    case (.anyStep, .embedded): false
    case (.anyStep, _): true
    case (.anyItem, .index), (.anyItem, .item): true
    case (.key(let word), .key(let key)): word.matches(key)
    case (.index(let own), .index(let other)): own == other
    case (.item(let key, let value), .item(let otherKey, let otherValue)):
      key.matches(otherKey) && value.matches(otherValue)
    case (.document(let own), .document(let other)): own == other
    case (.object(let word), .object(let name)): word.matches(name)
    case (.embedded, .embedded): true
    default: false
    }
  }
}

extension ValuesPathPattern: CustomStringConvertible {
  /// The pattern as it was written.
  public var description: String { text }
}
