import Clibgit2

/// The checksum of an entry's stored bytes, as an index has it.
enum Checksum {
  static func of(_ entry: [UInt8]) -> UInt32 {
    let checksum = unsafe entry.withUnsafeBufferPointer { buffer in
      unsafe crc32(0, buffer.baseAddress, uInt(buffer.count))
    }
    return UInt32(truncatingIfNeeded: checksum)
  }
}

/// A pack that grows in memory, entry by entry.
struct PackBuffer: Sendable {
  /// The pack's bytes so far, its header with a count still to be set.
  private(set) var bytes: [UInt8] = [0x50, 0x41, 0x43, 0x4B, 0, 0, 0, 2, 0, 0, 0, 0]
  /// The objects so far.
  private(set) var places: [PackIndex.Place] = []

  /// The place where the next entry starts.
  var end: Int { bytes.count }

  /// Adds an entry given as its stored bytes.
  mutating func append(_ id: ObjectID, entry: [UInt8]) {
    places.append(
      PackIndex.Place(id: id, offset: bytes.count, checksum: Checksum.of(entry)))
    bytes += entry
  }

  /// Sets the count and adds the digest; returns the index that belongs to the pack.
  mutating func seal() -> PackIndex {
    var count: [UInt8] = []
    count.append(number: UInt32(places.count))
    bytes.replaceSubrange(8..<12, with: count)
    let digest = Digest.of(bytes.span)
    digest.append(to: &bytes)
    return PackIndex(places: places, pack: digest)
  }
}
