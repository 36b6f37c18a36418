/// The name of a git object: 160 bits, ordered as its hexadecimal text is.
public struct ObjectID: Hashable, Sendable {
  private let high: UInt64
  private let middle: UInt64
  private let low: UInt32

  /// The id that stands for "no object".
  public static let zero = ObjectID(high: 0, middle: 0, low: 0)

  private init(high: UInt64, middle: UInt64, low: UInt32) {
    self.high = high
    self.middle = middle
    self.low = low
  }

  /// Reads exactly 40 hexadecimal digits, upper or lower case.
  public init?(hex: String) {
    guard let words = Self.words(ofHex: hex.utf8) else { return nil }
    self = words
  }

  private static func words(ofHex digits: String.UTF8View) -> ObjectID? {
    guard digits.count == 40 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(20)
    var pending: UInt8?
    for digit in digits {
      guard let value = hexValue(digit) else { return nil }
      if let first = pending {
        bytes.append(first << 4 | value)
        pending = nil
      } else {
        pending = value
      }
    }
    return ObjectID(bytes: bytes[...])
  }

  /// Makes an id of 20 raw bytes; another count gives nil.
  init?(bytes: ArraySlice<UInt8>) {
    guard bytes.count == 20 else { return nil }
    self.init(bytes.span)
  }

  /// Makes an id of the first 20 bytes of a span.
  init(_ bytes: Span<UInt8>) {
    var high: UInt64 = 0
    var middle: UInt64 = 0
    var low: UInt32 = 0
    for index in 0..<8 { high = high << 8 | UInt64(bytes[index]) }
    for index in 8..<16 { middle = middle << 8 | UInt64(bytes[index]) }
    for index in 16..<20 { low = low << 8 | UInt32(bytes[index]) }
    self.init(high: high, middle: middle, low: low)
  }

  /// The first byte, which chooses the folder of a loose object and the row of a pack's fan-out.
  var firstByte: Int { Int(high >> 56) }

  /// The 20 raw bytes.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(20)
    append(to: &bytes)
    return bytes
  }

  /// Appends the 20 raw bytes.
  func append(to bytes: inout [UInt8]) {
    for shift in stride(from: 56, through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: high >> UInt64(shift)))
    }
    for shift in stride(from: 56, through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: middle >> UInt64(shift)))
    }
    for shift in stride(from: 24, through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: low >> UInt32(shift)))
    }
  }

  /// The 40 lower-case hexadecimal digits.
  public var hex: String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(40)
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The first seven digits; not guaranteed to be unique.
  public var abbreviated: String { String(hex.prefix(7)) }
}

extension ObjectID: Comparable {
  /// Orders ids as their hexadecimal texts are ordered.
  public static func < (left: ObjectID, right: ObjectID) -> Bool {
    if left.high != right.high { return left.high < right.high }
    if left.middle != right.middle { return left.middle < right.middle }
    return left.low < right.low
  }
}

extension ObjectID: CustomStringConvertible {
  /// The 40 hexadecimal digits.
  public var description: String { hex }
}

extension ObjectID {
  /// The first digits of ids, as a range of ids.
  struct Prefix {
    private let first: ObjectID?
    private let last: ObjectID?

    init(_ digits: String) {
      let missing = max(0, 40 - digits.utf8.count)
      first = ObjectID(hex: digits + String(repeating: "0", count: missing))
      last = ObjectID(hex: digits + String(repeating: "f", count: missing))
    }

    func matches(_ id: ObjectID) -> Bool {
      guard let first, let last else { return false }
      return first <= id && id <= last
    }
  }
}

/// The value of a hexadecimal digit, or nil.
func hexValue(_ digit: UInt8) -> UInt8? {
  switch digit {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
  case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
  case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
  default: nil
  }
}
