/// The lines that make one text from another.
///
/// Common ends are cut off first, and lines that only one side has never reach the search. What is left goes through
/// Myers' algorithm in linear space. Where the texts are further apart than `maximumCost` steps, a region is split at the
/// furthest point reached so far: the result still makes one text from the other, but may name more lines than
/// needed. The cost is O((n + m) · maximumCost) at worst, and O(n + m) for texts that are nearly equal.
public struct LineDifference: Hashable, Sendable {
  /// Lines of the one text that give way to lines of the other; both ranges count from 0, and one may be empty.
  public struct Edit: Hashable, Sendable {
    public let removed: Range<Int>
    public let added: Range<Int>
  }

  public static let maximumCost = 1_000

  public let from: TextLines
  public let to: TextLines
  /// In order, with at least one common line between two of them.
  public let edits: [Edit]

  public init(from: [UInt8], to: [UInt8]) {
    let (old, new) = (TextLines(from), TextLines(to))
    (self.from, self.to) = (old, new)
    edits = from == to ? [] : LineSearch.edits(from: old, to: new)
  }

  public var isEmpty: Bool { edits.isEmpty }
  public var removedCount: Int { edits.reduce(0) { $0 + $1.removed.count } }
  public var addedCount: Int { edits.reduce(0) { $0 + $1.added.count } }
}
