/// A text's lines, split at line feeds only; a carriage return stays in its line.
///
/// A text that ends in a line feed has an empty last line, so joining the lines gives the text again.
public struct TextLines: Hashable, Sendable {
  public let utf8: [UInt8]
  private let ends: [Int]

  public init(_ utf8: [UInt8]) {
    self.utf8 = utf8
    ends = utf8.indices.filter { utf8[$0] == 0x0A } + [utf8.count]
  }

  public var count: Int { ends.count }

  /// One line without its line feed, counted from 0.
  public subscript(index: Int) -> ArraySlice<UInt8> {
    utf8[(index == 0 ? 0 : ends[index - 1] + 1)..<ends[index]]
  }
}

extension TextLines: RandomAccessCollection {
  public var startIndex: Int { 0 }
  public var endIndex: Int { count }
}
