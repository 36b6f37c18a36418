/// Masks that are a part of a line: in an address, in a file within a text, in a comment.
enum MaskedLine {
  /// Whether eight asterisks stand in a row, but for a comment that is drawn with them.
  static func holdsMask(_ line: ArraySlice<UInt8>) -> Bool {
    var run = 0
    var isLong = false
    for byte in line {
      run = byte == 0x2A ? run + 1 : 0
      if run == 8 {
        isLong = true
        break
      }
    }
    guard isLong else { return false }
    let text = line.drop { $0 <= 0x20 }
    return text.first != 0x23 || text.contains { ![0x23, 0x2A, 0x20, 0x0D].contains($0) }
  }
}
