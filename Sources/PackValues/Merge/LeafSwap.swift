/// Takes the value at a path of one text into another, as the lines that it is written in.
public struct LeafSwap: Sendable {
  /// Whether both texts have the same values there.
  public let isSame: Bool
  /// The other text with the value; nil where no lines bring it without changing something else.
  public let text: [UInt8]?

  /// Nil where one of the texts has nothing at the path, or is no YAML. Linear in the texts.
  public init?(from source: [UInt8], into target: [UInt8], at path: ValuesPath) {
    guard let owner = try? LeafTree(source), let other = try? LeafTree(target) else { return nil }
    let (own, old) = (owner.leaves(below: path), other.leaves(below: path))
    guard let sourceLines = owner.lines(of: own), let targetLines = other.lines(of: old) else {
      return nil
    }
    isSame = owner.values(own) == other.values(old)
    if isSame {
      text = target
      return
    }
    let expected = (owner.values(own), other.values(Array(other.leaves.indices), without: old))
    let (from, into) = (TextLines(source), TextLines(target))
    let combinations = [(true, true), (false, true), (true, false), (false, false)]
    text =
      combinations.lazy.compactMap { (trimsSource, trimsTarget) -> [UInt8]? in
        let result = Self.text(
          from, trimsSource ? from.trimmed(sourceLines) : sourceLines,
          into, trimsTarget ? into.trimmed(targetLines) : targetLines)
        return Self.holds(result, path, expected) ? result : nil
      }.first
  }

  private static func text(
    _ source: TextLines, _ sourceLines: ClosedRange<Int>, _ target: TextLines,
    _ targetLines: ClosedRange<Int>
  ) -> [UInt8] {
    let lines =
      (0..<(targetLines.lowerBound - 1)).map { target[$0] }
      + sourceLines.map { source[$0 - 1] }
      + (targetLines.upperBound..<target.count).map { target[$0] }
    return Array(lines.joined(separator: [0x0A]))
  }

  private static func holds(
    _ text: [UInt8], _ path: ValuesPath, _ expected: ([LeafTree.Value], [LeafTree.Value])
  ) -> Bool {
    guard let tree = try? LeafTree(text), !tree.repeatsKeys else { return false }
    let found = tree.leaves(below: path)
    return tree.values(found) == expected.0
      && tree.values(Array(tree.leaves.indices), without: found) == expected.1
  }
}

extension ValuesText {
  /// Whether a value stands at a path or below it; false where the text is no YAML.
  public func hasValue(at path: ValuesPath) -> Bool {
    (try? LeafTree(utf8))?.leaves(below: path).isEmpty == false
  }
}

extension LeafTree {
  struct Value: Hashable {
    let path: ValuesPath
    let text: [UInt8]
    let type: ScalarType
  }

  fileprivate func values(_ numbers: [Int], without others: [Int] = []) -> [Value] {
    let others = Set(others)
    return numbers.filter { !others.contains($0) }.map {
      let leaf = leaves[$0]
      return Value(path: leaf.path, text: leaf.value.text, type: leaf.value.type)
    }
  }

  /// From the first line of some leaves to the last.
  fileprivate func lines(of numbers: [Int]) -> ClosedRange<Int>? {
    let ranges = numbers.map { leaves[$0].lines }
    guard let first = ranges.map(\.lowerBound).min(), let last = ranges.map(\.upperBound).max()
    else { return nil }
    return first...last
  }
}

extension TextLines {
  /// Without the blank lines and comments at the end, which belong to what follows.
  fileprivate func trimmed(_ lines: ClosedRange<Int>) -> ClosedRange<Int> {
    var last = lines.upperBound
    while last > lines.lowerBound, self[last - 1].isBlankOrComment { last -= 1 }
    return lines.lowerBound...last
  }
}

extension ArraySlice<UInt8> {
  var isBlankOrComment: Bool {
    let rest = drop { $0 == 0x20 || $0 == 0x0D }
    return rest.isEmpty || rest.first == 0x23
  }
}
