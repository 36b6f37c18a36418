/// The index of a pack, version 2: which object stands where.
struct PackIndex: Sendable {
  /// One object of a pack.
  struct Place: Sendable {
    var id: ObjectID
    var offset: Int
    var checksum: UInt32
  }

  /// All objects, by id.
  var places: [Place]
  /// The digest at the end of the pack that the index belongs to.
  var pack: ObjectID

  /// The index file's bytes.
  func encoded() -> [UInt8] {
    let sorted = places.sorted { $0.id < $1.id }
    var bytes: [UInt8] = [0xFF, 0x74, 0x4F, 0x63, 0, 0, 0, 2]
    bytes.reserveCapacity(1072 + sorted.count * 28)
    appendFanOut(sorted, to: &bytes)
    for place in sorted { place.id.append(to: &bytes) }
    for place in sorted { bytes.append(number: place.checksum) }
    appendOffsets(sorted, to: &bytes)
    pack.append(to: &bytes)
    Digest.of(bytes.span).append(to: &bytes)
    return bytes
  }

  private func appendFanOut(_ sorted: [Place], to bytes: inout [UInt8]) {
    var index = 0
    for first in 0..<256 {
      while index < sorted.count, sorted[index].id.firstByte <= first { index += 1 }
      bytes.append(number: UInt32(index))
    }
  }

  private func appendOffsets(_ sorted: [Place], to bytes: inout [UInt8]) {
    var large: [Int] = []
    for place in sorted {
      if place.offset < 1 << 31 {
        bytes.append(number: UInt32(place.offset))
      } else {
        bytes.append(number: 1 << 31 | UInt32(large.count))
        large.append(place.offset)
      }
    }
    for offset in large {
      bytes.append(number: UInt32(offset >> 32))
      bytes.append(number: UInt32(truncatingIfNeeded: offset))
    }
  }

  /// Reads an index file after checking its size and digest; nil if it is damaged.
  init?(_ bytes: [UInt8]) {
    let span = bytes.span
    guard bytes.count >= 1072, bytes[..<8] == [0xFF, 0x74, 0x4F, 0x63, 0, 0, 0, 2],
      Digest.of(span.extracting(..<(bytes.count - 20)))
        == ObjectID(span.extracting((bytes.count - 20)...))
    else { return nil }
    let count = Int(span.number(at: 8 + 255 * 4))
    guard bytes.count >= 1072 + count * 28 else { return nil }
    pack = ObjectID(span.extracting((bytes.count - 40)..<(bytes.count - 20)))
    places = []
    places.reserveCapacity(count)
    let (checksums, offsets) = (1032 + count * 20, 1032 + count * 24)
    for index in 0..<count {
      guard let offset = Self.offset(span, offsets, index, count) else { return nil }
      let start = 1032 + index * 20
      places.append(
        Place(
          id: ObjectID(span.extracting(start..<(start + 20))), offset: offset,
          checksum: span.number(at: checksums + index * 4)))
    }
  }

  /// Makes an index from its parts.
  init(places: [Place], pack: ObjectID) {
    self.places = places
    self.pack = pack
  }

  private static func offset(
    _ span: Span<UInt8>, _ offsets: Int, _ index: Int, _ count: Int
  ) -> Int? {
    let number = span.number(at: offsets + index * 4)
    if number < 1 << 31 { return Int(number) }
    let place = offsets + count * 4 + Int(number & 0x7FFF_FFFF) * 8
    guard place + 8 + 40 <= span.count else { return nil }
    return Int(span.number(at: place)) << 32 | Int(span.number(at: place + 4))
  }
}

extension [UInt8] {
  /// Appends a number, most significant byte first.
  mutating func append(number: UInt32) {
    for shift: UInt32 in [24, 16, 8, 0] { append(UInt8(truncatingIfNeeded: number >> shift)) }
  }
}

extension Span<UInt8> {
  /// The four bytes at a position as a number, most significant first.
  func number(at position: Int) -> UInt32 {
    UInt32(self[position]) << 24 | UInt32(self[position + 1]) << 16
      | UInt32(self[position + 2]) << 8 | UInt32(self[position + 3])
  }
}
