/// A place in a text: line and column, both counted from 1, columns in Unicode scalars.
public struct TextPlace: Hashable, Sendable {
  public let line: Int
  public let column: Int

  public init(line: Int, column: Int) {
    (self.line, self.column) = (line, column)
  }
}

extension TextPlace: Comparable {
  public static func < (left: TextPlace, right: TextPlace) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}
