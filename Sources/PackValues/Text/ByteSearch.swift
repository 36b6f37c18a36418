enum ByteSearch {
  /// Whether `needle`, which is not empty, occurs in `text`.
  ///
  /// In a long text it looks at the byte where the needle would end and goes on as far as that byte allows, so a needle
  /// of n bytes costs little more than one look in n bytes.
  static func contains(_ needle: borrowing Span<UInt8>, in text: borrowing Span<UInt8>) -> Bool {
    let last = needle.count - 1
    guard last >= 0, text.count > last else { return false }
    let strides = text.count < 512 ? [] : strides(of: needle)
    let (isShort, end) = (strides.isEmpty, needle[last])
    var index = last
    while index < text.count {
      let byte = text[index]
      if byte == end {
        var matched = 1
        while matched <= last, text[index - matched] == needle[last - matched] { matched += 1 }
        if matched > last { return true }
      }
      index += isShort ? 1 : strides[Int(byte)]
    }
    return false
  }

  /// Per byte, how far the needle's end may go on where that byte stands at it.
  private static func strides(of needle: borrowing Span<UInt8>) -> [Int] {
    var strides = Array(repeating: needle.count, count: 256)
    for index in 0..<needle.count - 1 { strides[Int(needle[index])] = needle.count - 1 - index }
    return strides
  }
}
