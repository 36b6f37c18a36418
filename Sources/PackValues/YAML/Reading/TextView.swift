/// The bytes of a text as the reader's loops see them.
///
/// A view is valid only inside the closure of `with(_:_:)`. Past its end it reads as zero, which no text that is read
/// holds, so that no loop asks twice.
@safe struct TextView {
  private let bytes: UnsafeBufferPointer<UInt8>

  let count: Int

  private init(_ buffer: UnsafeBufferPointer<UInt8>) {
    unsafe bytes = buffer
    count = buffer.count
  }

  /// Lends the bytes of an array to a closure, without a copy.
  static func with<Result, Failure: Error>(
    _ array: [UInt8], _ body: (TextView) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try unsafe array.withUnsafeBufferPointer { buffer throws(Failure) in
      try body(unsafe TextView(buffer))
    }
  }

  @inline(__always)
  subscript(offset: Int) -> UInt8 {
    offset >= 0 && offset < count ? unsafe bytes[offset] : 0
  }

  /// Copies a range that lies within the view.
  @inline(__always)
  func copy(_ range: Range<Int>) -> [UInt8] {
    guard range.lowerBound >= 0, range.upperBound <= count else { return [] }
    return unsafe Array(UnsafeBufferPointer(rebasing: bytes[range]))
  }

  /// Whether a range that lies within the view has these bytes.
  @inline(__always)
  func holds(_ text: [UInt8], at range: Range<Int>) -> Bool {
    guard text.count == range.count else { return false }
    for index in text.indices where text[index] != self[range.lowerBound + index] { return false }
    return true
  }

  /// Whether every byte is a printable character of ASCII or a line feed. One pass of the widest steps there are.
  var isPlainASCII: Bool {
    // no early end, so that the compiler takes many bytes at once
    var others: UInt8 = 0
    for offset in 0..<count {
      let byte = unsafe bytes[offset]
      others |= (byte &- 0x20 > 0x5E ? 1 : 0) & (byte == 0x0A ? 0 : 1)
    }
    return others == 0
  }

  /// The first line feed from `start` on, or the count.
  @inline(__always)
  func endOfLine(from start: Int) -> Int {
    var offset = start
    while offset < count, self[offset] != 0x0A { offset += 1 }
    return offset
  }
}

extension UInt8 {
  @inline(__always)
  var isBlank: Bool { self == 0x20 || self == 0x09 }

  /// A blank, a line's end or the text's end.
  @inline(__always)
  var isBlankOrEnd: Bool {
    self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D || self == 0
  }

  @inline(__always)
  var isLineEnd: Bool { self == 0x0A || self == 0x0D || self == 0 }

  /// What an anchor's name is made of.
  @inline(__always)
  var isWord: Bool {
    switch self {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: true
    default: false
    }
  }

  /// A comma or a flow bracket.
  @inline(__always)
  var isFlowIndicator: Bool {
    switch self {
    case 0x2C, 0x5B, 0x5D, 0x7B, 0x7D: true
    default: false
    }
  }
}
