/// Lines of a text that an older version has otherwise, with the lines around them that both have.
public struct LineEdit: Sendable {
  /// The number of the first of them in the newer text, from 1; where the newer text has none, of the line after the gap.
  public let line: Int
  public let newer: [ArraySlice<UInt8>]
  public let older: [ArraySlice<UInt8>]
  /// Nil at the start of the text.
  public let before: ArraySlice<UInt8>?
  /// Nil at the end of the text, before its last line feed too.
  public let after: ArraySlice<UInt8>?

  public init(
    line: Int, newer: [ArraySlice<UInt8>], older: [ArraySlice<UInt8>],
    before: ArraySlice<UInt8>?, after: ArraySlice<UInt8>?
  ) {
    (self.line, self.newer, self.older) = (line, newer, older)
    (self.before, self.after) = (before, after)
  }

  /// Whether some lines of the newer text, from 1, are among those of the edit or around its gap.
  func touches(_ lines: ClosedRange<Int>) -> Bool {
    lines.lowerBound < line + newer.count && line <= lines.upperBound
  }
}
