import Clibgit2

/// Deflating and inflating whole byte strings.
enum Zlib {
  /// The level used for packs. Measured on 2,000 documents of 63 KB, each its own commit: 31 MB in 3.3 s,
  /// where `git fast-import` at its default level makes 30 MB in 23 s.
  static let level: Int32 = 1

  /// Appends the zlib form of bytes.
  static func deflate(
    _ bytes: Span<UInt8>, to target: inout [UInt8], level: Int32 = level
  ) throws(GitError) {
    let room = Int(compressBound(uLong(bytes.count)))
    var used = uLongf(room)
    let packed = unsafe [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
      let result = unsafe bytes.withUnsafeBufferPointer { source in
        // compress2 wants a pointer even for no bytes.
        unsafe compress2(
          buffer.baseAddress, &used, source.baseAddress, uLong(source.count), level)
      }
      count = result == Z_OK ? Int(used) : 0
    }
    if packed.isEmpty {
      throw GitError(.noMemory, "compress", "an object", "zlib found no memory")
    }
    target += packed
  }

  /// What inflating gave.
  struct Inflated {
    var bytes: [UInt8]
    /// How many bytes of the source the stream took.
    var consumed: Int
  }

  /// Inflates one zlib stream at the start of bytes to exactly `size` bytes; nil if it is damaged,
  /// cut short, or of another size.
  static func inflate(_ source: Span<UInt8>, size: Int) -> Inflated? {
    inflate(source, upTo: size).flatMap { $0.bytes.count == size ? $0 : nil }
  }

  /// Inflates one complete zlib stream of at most `limit` bytes.
  static func inflate(_ source: Span<UInt8>, upTo limit: Int) -> Inflated? {
    var consumed = 0
    var isWhole = false
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: limit + 1) { buffer, count in
      var stream = unsafe z_stream()
      guard unsafe strata_inflate_start(&stream) == Z_OK else { return }
      defer { _ = unsafe inflateEnd(&stream) }
      unsafe source.withUnsafeBufferPointer { input in
        unsafe stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        unsafe stream.avail_in = uInt(clamping: input.count)
        unsafe stream.next_out = buffer.baseAddress
        unsafe stream.avail_out = uInt(clamping: limit + 1)
        isWhole = unsafe Clibgit2.inflate(&stream, Z_FINISH) == Z_STREAM_END
      }
      consumed = Int(unsafe stream.total_in)
      count = Int(unsafe stream.total_out)
    }
    return isWhole && bytes.count <= limit ? Inflated(bytes: bytes, consumed: consumed) : nil
  }
}

extension Zlib {
  /// The first bytes that a stream inflates to, as many as can be had up to a count.
  static func inflateStart(_ source: Span<UInt8>, count limit: Int) -> [UInt8] {
    unsafe [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
      var stream = unsafe z_stream()
      guard unsafe strata_inflate_start(&stream) == Z_OK else { return }
      defer { _ = unsafe inflateEnd(&stream) }
      unsafe source.withUnsafeBufferPointer { input in
        unsafe stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        unsafe stream.avail_in = uInt(clamping: input.count)
        unsafe stream.next_out = buffer.baseAddress
        unsafe stream.avail_out = uInt(clamping: limit)
        _ = unsafe Clibgit2.inflate(&stream, Z_SYNC_FLUSH)
      }
      count = Int(unsafe stream.total_out)
    }
  }
}
