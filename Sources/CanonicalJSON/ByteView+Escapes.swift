extension ByteView {
  /// Appends the plain text from `start` on, with its one-letter escapes undone, and tells where it
  /// stopped: at a quote, a control character, a byte beyond ASCII, any other escape, or the end.
  func unescape(from start: Int, to output: inout [UInt8]) -> Int {
    var offset = start
    while unescapeStretch(&offset, to: &output) {}
    return offset
  }

  /// Goes on for some 4,096 bytes, and tells whether it stopped for want of room.
  private func unescapeStretch(_ offset: inout Int, to output: inout [UInt8]) -> Bool {
    var isFull = false
    output.append(addingCapacity: 4096) { room in
      unsafe room.withUnsafeMutableBufferPointer { buffer, written in
        let target = UnsafeMutableRawBufferPointer(buffer)
        while true {
          unsafe copyPlain(&offset, to: target, &written, stoppingAtHigh: true)
          isFull = written == target.count
          guard !isFull, self[offset] == 0x5C, let byte = self[offset + 1].unescaped else { return }
          unsafe target[written] = byte
          written += 1
          offset += 2
        }
      }
    }
    return isFull
  }

  /// Appends all bytes as RFC 8785 escapes them, with `lineFeed` in place of each line feed.
  func escape(to output: inout [UInt8], lineFeed: ByteView) {
    let longest = max(6, lineFeed.count)
    output.append(addingCapacity: count + stopsAtMost() * (longest - 1) + 8) { room in
      unsafe room.withUnsafeMutableBufferPointer { buffer, written in
        let target = UnsafeMutableRawBufferPointer(buffer)
        var offset = 0
        while true {
          unsafe copyPlain(&offset, to: target, &written, stoppingAtHigh: false)
          guard offset < count else { return }
          unsafe written += Self.escape(self[offset], to: target, at: written, lineFeed)
          offset += 1
        }
      }
    }
  }

  /// Copies up to the next stop, or to the end of either side.
  @inline(__always)
  private func copyPlain(
    _ offset: inout Int, to target: UnsafeMutableRawBufferPointer, _ written: inout Int,
    stoppingAtHigh: Bool
  ) {
    while offset + 8 <= count, written + 8 <= target.count {
      let word = word(at: offset)
      unsafe target.storeBytes(of: word.littleEndian, toByteOffset: written, as: UInt64.self)
      let found = Self.stops(in: word, high: stoppingAtHigh)
      let plain = found == 0 ? 8 : found.trailingZeroBitCount / 8
      offset += plain
      written += plain
      if found != 0 { return }
    }
    while offset < count, written < target.count {
      let byte = self[offset]
      if byte.isStop || (stoppingAtHigh && byte >= 0x80) { return }
      unsafe target[written] = byte
      offset += 1
      written += 1
    }
  }

  /// Writes one escape and tells its length.
  @inline(__always)
  private static func escape(
    _ byte: UInt8, to target: UnsafeMutableRawBufferPointer, at start: Int, _ lineFeed: ByteView
  ) -> Int {
    if byte == 0x0A {
      unsafe lineFeed.copy(to: target, at: start)
      return lineFeed.count
    }
    unsafe target[start] = 0x5C
    if let letter = byte.escapeLetter {
      unsafe target[start + 1] = letter
      return 2
    }
    let low = byte & 0x0F
    unsafe target[start + 1] = UInt8(ascii: "u")
    unsafe target[start + 2] = UInt8(ascii: "0")
    unsafe target[start + 3] = UInt8(ascii: "0")
    unsafe target[start + 4] = byte >> 4 | 0x30
    unsafe target[start + 5] = low < 10 ? low | 0x30 : low + 0x57
    return 6
  }
}

extension UInt8 {
  /// Whether the byte cannot stand for itself within a JSON string.
  @inline(__always)
  var isStop: Bool { self < 0x20 || self == 0x22 || self == 0x5C }

  /// What the letter stands for after a backslash; nil if it is `u` or no escape at all.
  @inline(__always)
  fileprivate var unescaped: UInt8? {
    switch self {
    case UInt8(ascii: "n"): 0x0A
    case 0x22, 0x5C, UInt8(ascii: "/"): self
    case UInt8(ascii: "t"): 0x09
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    default: nil
    }
  }

  /// The letter that stands for the byte after a backslash, if there is one.
  @inline(__always)
  fileprivate var escapeLetter: UInt8? {
    switch self {
    case 0x22, 0x5C: self
    case 0x09: UInt8(ascii: "t")
    case 0x0D: UInt8(ascii: "r")
    case 0x08: UInt8(ascii: "b")
    case 0x0C: UInt8(ascii: "f")
    default: nil
    }
  }
}
