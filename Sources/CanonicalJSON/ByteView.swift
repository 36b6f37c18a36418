/// The bytes of a document as the byte loops see them.
///
/// A view is valid only inside the closure of `with(_:_:)`. Every access is checked against the
/// end: past it a view reads as zero, which is refused everywhere in JSON, so that no loop asks
/// twice.
@safe struct ByteView {
  private let bytes: UnsafeRawBufferPointer

  let count: Int

  private init(_ buffer: UnsafeBufferPointer<UInt8>) {
    unsafe bytes = UnsafeRawBufferPointer(buffer)
    count = buffer.count
  }

  /// Lends the bytes of an array to a closure, without a copy.
  static func with<Result, Failure: Error>(
    _ array: [UInt8], _ body: (ByteView) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try unsafe array.withUnsafeBufferPointer { buffer throws(Failure) in
      try body(unsafe ByteView(buffer))
    }
  }

  @inline(__always)
  subscript(offset: Int) -> UInt8 {
    offset >= 0 && offset < count ? unsafe bytes[offset] : 0
  }

  /// Eight bytes from an offset that has eight, the first one in the lowest bits.
  @inline(__always)
  func word(at offset: Int) -> UInt64 {
    UInt64(littleEndian: unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }

  /// The first offset, from `start` on, of a quote, a backslash, a control character or (if asked)
  /// a byte beyond ASCII; the count if there is none.
  @inline(__always)
  func endOfPlain(from start: Int, stoppingAtHigh: Bool) -> Int {
    var offset = start
    while offset + 8 <= count {
      let found = Self.stops(in: word(at: offset), high: stoppingAtHigh)
      if found != 0 { return offset + found.trailingZeroBitCount / 8 }
      offset += 8
    }
    while offset < count {
      let byte = self[offset]
      if byte.isStop || (stoppingAtHigh && byte >= 0x80) { break }
      offset += 1
    }
    return offset
  }

  /// An upper bound for the bytes that cannot stand for themselves in a string.
  func stopsAtMost() -> Int {
    guard count > 64 else { return count }
    var (offset, stops) = (0, 0)
    while offset + 8 <= count {
      // The product sums the marks in its top byte; a population count is no single instruction
      // on the oldest x86-64.
      let marks = Self.stops(in: word(at: offset), high: false)
      stops += Int(((marks >> 7) &* 0x0101_0101_0101_0101) >> 56)
      offset += 8
    }
    return stops + count - offset
  }

  /// Sets the top bit of each byte that ends a plain run.
  ///
  /// A borrow can raise a false mark, but only above a true one, so the lowest mark always holds.
  @inline(__always)
  static func stops(in word: UInt64, high: Bool) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quote = word ^ (ones &* 0x22)
    let backslash = word ^ (ones &* 0x5C)
    let control = (word &- (ones &* 0x20)) & ~word
    let marks = control | ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash)
    return (high ? marks | word : marks) & (ones &* 0x80)
  }

  /// The first offset, from `start` on, that holds no JSON white space.
  @inline(__always)
  func endOfSpace(from start: Int) -> Int {
    var offset = start
    while offset + 8 <= count, word(at: offset) == 0x2020_2020_2020_2020 { offset += 8 }
    while offset < count, self[offset].isSpace { offset += 1 }
    return offset
  }

  /// The first offset at which two views differ; the shorter count if one begins the other.
  func endOfCommon(with other: ByteView) -> Int {
    let shorter = min(count, other.count)
    var offset = 0
    while offset + 8 <= shorter {
      let difference = word(at: offset) ^ other.word(at: offset)
      if difference != 0 { return offset + difference.trailingZeroBitCount / 8 }
      offset += 8
    }
    while offset < shorter, self[offset] == other[offset] { offset += 1 }
    return offset
  }

  /// Whether a line feed occurs.
  func holdsLineFeed() -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    var offset = 0
    while offset + 8 <= count {
      let feed = word(at: offset) ^ (ones &* 0x0A)
      if (feed &- ones) & ~feed & (ones &* 0x80) != 0 { return true }
      offset += 8
    }
    while offset < count, self[offset] != 0x0A { offset += 1 }
    return offset < count
  }

  /// Copies a range that lies within the view.
  func copy(_ range: Range<Int>) -> [UInt8] {
    unsafe Array(UnsafeRawBufferPointer(rebasing: bytes[range]))
  }

  /// Copies all bytes to a place that has room for them.
  @inline(__always)
  func copy(to target: UnsafeMutableRawBufferPointer, at offset: Int) {
    unsafe UnsafeMutableRawBufferPointer(rebasing: target[offset...]).copyMemory(from: bytes)
  }

  /// Appends a range that lies within the view.
  @inline(__always)
  func append(_ range: Range<Int>, to output: inout [UInt8]) {
    unsafe output.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[range]))
  }
}

extension UInt8 {
  /// Whether RFC 8259 lets the byte stand between tokens.
  @inline(__always)
  var isSpace: Bool { self == 0x20 || self == 0x0A || self == 0x0D || self == 0x09 }

  @inline(__always)
  var isDigit: Bool { self &- 0x30 < 10 }
}
