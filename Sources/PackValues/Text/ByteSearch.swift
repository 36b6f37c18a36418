enum ByteSearch {
  /// Whether `needle`, which is not empty, occurs in `text`. Looks for its last byte at strides as long as the needle.
  static func contains(_ needle: borrowing Span<UInt8>, in text: borrowing Span<UInt8>) -> Bool {
    let last = needle.count - 1
    guard last >= 0, text.count > last else { return false }
    var index = last
    while index < text.count {
      var matched = 0
      while matched <= last, text[index - matched] == needle[last - matched] { matched += 1 }
      if matched > last { return true }
      index += 1
    }
    return false
  }
}
