import Clibgit2

/// Git's delta form, restricted to "the start of the base, something new, the end of the base": what one
/// changed entry of a folder, or one changed place of a document, needs.
enum Delta {
  /// The delta that makes `target` from `base`, or nil if it would not save at least half.
  static func encode(_ target: Span<UInt8>, on base: Span<UInt8>) -> [UInt8]? {
    let shorter = min(target.count, base.count)
    let (prefix, suffix) = common(target, base, shorter)
    let inserted = target.count - prefix - suffix
    guard inserted * 2 < target.count, base.count < 1 << 31, target.count < 1 << 31 else {
      return nil
    }
    var delta: [UInt8] = []
    delta.reserveCapacity(inserted + inserted / 127 + 64)
    appendSize(base.count, to: &delta)
    appendSize(target.count, to: &delta)
    appendCopy(from: 0, count: prefix, to: &delta)
    appendInsert(target.extracting(prefix..<(prefix + inserted)), to: &delta)
    appendCopy(from: base.count - suffix, count: suffix, to: &delta)
    return delta
  }

  private static func common(
    _ target: Span<UInt8>, _ base: Span<UInt8>, _ shorter: Int
  ) -> (prefix: Int, suffix: Int) {
    unsafe target.withUnsafeBufferPointer { target in
      unsafe base.withUnsafeBufferPointer { base in
        guard let left = target.baseAddress, let right = base.baseAddress else { return (0, 0) }
        let prefix = unsafe strata_common_prefix(left, right, shorter)
        let suffix = unsafe strata_common_suffix(
          left + target.count, right + base.count, shorter - prefix)
        return (prefix, suffix)
      }
    }
  }

  private static func appendSize(_ size: Int, to delta: inout [UInt8]) {
    var rest = size
    while rest >= 0x80 {
      delta.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    delta.append(UInt8(rest))
  }

  private static func appendCopy(from start: Int, count: Int, to delta: inout [UInt8]) {
    var (start, rest) = (start, count)
    while rest > 0 {
      let part = min(rest, 0x10000)
      appendCopyPart(start, part, to: &delta)
      start += part
      rest -= part
    }
  }

  /// One copy of at most 65,536 bytes: a byte that says which bytes of place and length follow.
  private static func appendCopyPart(_ start: Int, _ count: Int, to delta: inout [UInt8]) {
    let command = delta.count
    delta.append(0x80)
    for index in 0..<4 where (start >> (8 * index)) & 0xFF != 0 {
      delta[command] |= 1 << UInt8(index)
      delta.append(UInt8((start >> (8 * index)) & 0xFF))
    }
    if count == 0x10000 { return }
    for index in 0..<2 where (count >> (8 * index)) & 0xFF != 0 {
      delta[command] |= 0x10 << UInt8(index)
      delta.append(UInt8((count >> (8 * index)) & 0xFF))
    }
  }

  private static func appendInsert(_ bytes: Span<UInt8>, to delta: inout [UInt8]) {
    var start = 0
    while start < bytes.count {
      let part = min(127, bytes.count - start)
      delta.append(UInt8(part))
      for index in start..<(start + part) { delta.append(bytes[index]) }
      start += part
    }
  }
}
