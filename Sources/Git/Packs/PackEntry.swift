/// How an object stands in a pack, up to its compressed bytes.
enum PackEntry {
  static let offsetDelta: UInt8 = 6
  static let idDelta: UInt8 = 7

  /// Appends the type and size of an entry.
  static func appendHeader(type: UInt8, size: Int, to bytes: inout [UInt8]) {
    var rest = size >> 4
    var byte = type << 4 | UInt8(size & 15)
    while rest > 0 {
      bytes.append(byte | 0x80)
      byte = UInt8(rest & 0x7F)
      rest >>= 7
    }
    bytes.append(byte)
  }

  /// Appends the distance back to a delta's base.
  static func appendDistance(_ distance: Int, to bytes: inout [UInt8]) {
    var groups = [UInt8(distance & 0x7F)]
    var rest = distance >> 7
    while rest > 0 {
      rest -= 1
      groups.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    bytes += groups.reversed()
  }

  /// The readable start of an entry.
  struct Header {
    var type: UInt8
    var size: Int
    /// For a delta on an offset: how far back its base starts.
    var distance: Int?
    /// How many bytes the header itself takes.
    var length: Int
  }

  /// Reads the start of an entry; nil if it is malformed.
  static func header(_ bytes: Span<UInt8>) -> Header? {
    guard bytes.count > 0 else { return nil }
    var size = Int(bytes[0] & 15)
    let type = bytes[0] >> 4 & 7
    var position = 1
    var shift = 4
    while bytes[position - 1] & 0x80 != 0 {
      guard position < bytes.count, shift < 56 else { return nil }
      size |= Int(bytes[position] & 0x7F) << shift
      shift += 7
      position += 1
    }
    var header = Header(type: type, size: size, distance: nil, length: position)
    if type == offsetDelta {
      guard let (distance, end) = self.distance(bytes, position) else { return nil }
      header.distance = distance
      header.length = end
    }
    return header
  }

  private static func distance(_ bytes: Span<UInt8>, _ start: Int) -> (Int, Int)? {
    guard start < bytes.count else { return nil }
    var position = start
    var distance = Int(bytes[position] & 0x7F)
    while bytes[position] & 0x80 != 0 {
      position += 1
      guard position < bytes.count, distance < 1 << 48 else { return nil }
      distance = (distance + 1) << 7 | Int(bytes[position] & 0x7F)
    }
    return (distance, position + 1)
  }
}
