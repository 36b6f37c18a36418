/// How many bytes two texts have in common at their start and, after that, at their end.
///
/// The two never overlap: in the shorter text they sum up to its length at most. Costs one pass over what is common, eight
/// bytes at a time.
public struct CommonEnds: Hashable, Sendable {
  public let prefix: Int
  public let suffix: Int

  public init(_ one: [UInt8], _ other: [UInt8]) {
    let shorter = min(one.count, other.count)
    (prefix, suffix) = unsafe one.withUnsafeBytes { one in
      unsafe other.withUnsafeBytes { other in
        let prefix = unsafe Self.prefix(one, other, upTo: shorter)
        return (prefix, unsafe Self.suffix(one, other, upTo: shorter - prefix))
      }
    }
  }

  private static func prefix(
    _ one: UnsafeRawBufferPointer, _ other: UnsafeRawBufferPointer, upTo limit: Int
  ) -> Int {
    var index = 0
    while index + 8 <= limit {
      let left = unsafe one.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      let right = unsafe other.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      if left != right { break }
      index += 8
    }
    while index < limit, unsafe one[index] == other[index] { index += 1 }
    return index
  }

  private static func suffix(
    _ one: UnsafeRawBufferPointer, _ other: UnsafeRawBufferPointer, upTo limit: Int
  ) -> Int {
    var count = 0
    while count + 8 <= limit {
      let left = unsafe one.loadUnaligned(
        fromByteOffset: one.count - count - 8, as: UInt64.self)
      let right = unsafe other.loadUnaligned(
        fromByteOffset: other.count - count - 8, as: UInt64.self)
      if left != right { break }
      count += 8
    }
    while count < limit,
      unsafe one[one.count - count - 1] == other[other.count - count - 1]
    {
      count += 1
    }
    return count
  }
}
