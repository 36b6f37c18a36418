/// Which numbers a reader accepts.
public enum NumberRule: Hashable, Sendable {
  /// Only a literal whose decimal value is the one that RFC 8785 prints for its double: `0.1`,
  /// `1e2` and `-0` are, `9007199254740993` and `0.1000000000000000055` are not.
  case exact

  /// Any literal, rounded to the nearest double; only what overflows is refused.
  case rounded
}

/// Reads I-JSON (RFC 7493) strictly.
///
/// The input must be RFC 8259 JSON in well-formed UTF-8 (one byte-order mark at the start is
/// dropped), without duplicate keys, lone surrogates, noncharacters and trailing text. Keys are
/// compared byte for byte after unescaping, so NFC and NFD twins are two keys. The cost is linear
/// in the input, and n log n in the members of one object.
public enum JSONReader {
  /// What a reader spends at most; both are checked before memory is.
  public struct Limits: Hashable, Sendable {
    /// The most bytes of input.
    public var maxBytes: Int

    /// The most arrays and objects within one another; never above 1,000, so that a value can be
    /// walked by recursion.
    public var maxDepth: Int {
      didSet { maxDepth = min(maxDepth, Self.deepest) }
    }

    private static let deepest = 1000

    /// 64 MiB and 500 levels.
    public static let document = Limits()

    /// Holds limits.
    public init(maxBytes: Int = 64 << 20, maxDepth: Int = 500) {
      self.maxBytes = maxBytes
      self.maxDepth = min(maxDepth, Self.deepest)
    }
  }

  static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// Reads one document.
  public static func read(
    _ bytes: [UInt8], numbers: NumberRule = .exact, limits: Limits = .document
  ) throws(JSONError) -> JSONValue {
    do {
      return try parse(bytes, numbers: numbers, limits: limits, lines: .none)
    } catch {
      throw JSONError(error, in: bytes)
    }
  }

  /// Where the value at a path starts; nil if the bytes do not lead there.
  ///
  /// It reads the document again and is meant for error messages.
  public static func position(of path: JSONPath, in bytes: [UInt8]) -> JSONPosition? {
    let offset = try? ByteView.with(bytes) { view throws(Fault) -> Int? in
      var parser = Parser(view, numbers: .rounded, maxDepth: Limits(maxDepth: .max).maxDepth)
      return try parser.seek(path)
    }
    guard let offset else { return nil }
    return JSONPosition(offset: offset, in: bytes)
  }

  static func parse(
    _ bytes: [UInt8], numbers: NumberRule, limits: Limits, lines: LineForm
  ) throws(Fault) -> JSONValue {
    guard bytes.count <= limits.maxBytes else {
      throw Fault(.tooLarge, "input of \(bytes.count) bytes is over \(limits.maxBytes)", at: 0)
    }
    return try ByteView.with(bytes) { view throws(Fault) in
      var parser = Parser(view, numbers: numbers, maxDepth: limits.maxDepth, lines: lines)
      return try parser.document()
    }
  }
}
