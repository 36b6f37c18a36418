extension ValuesText {
  /// The value of `spectrocloud.com/display-name` under the top-level `pack:`; nil where there is none.
  ///
  /// Found by lines, so it does not ask for YAML that parses.
  public var displayName: String? {
    guard contains("spectrocloud.com/display-name") else { return nil }
    var isInPack = false
    for line in utf8.split(separator: 0x0A) {
      let content = line.drop { $0 == 0x20 }
      guard let first = content.first, first != 0x23, first != 0x0D else { continue }
      if content.startIndex == line.startIndex {
        isInPack = Self.entry(of: content)?.key == "pack"
      } else if isInPack, let entry = Self.entry(of: content), entry.key == Self.displayNameKey {
        return entry.value.isEmpty ? nil : entry.value
      }
    }
    return nil
  }

  /// The key that carries a layer's display name.
  public static let displayNameKey = "spectrocloud.com/display-name"

  private static func entry(of line: ArraySlice<UInt8>) -> (key: String, value: String)? {
    guard let colon = line.firstIndex(of: 0x3A) else { return nil }
    return (scalar(line[..<colon]), scalar(line[(colon + 1)...]))
  }

  /// A scalar on one line, without quotes or the comment after it.
  private static func scalar(_ text: ArraySlice<UInt8>) -> String {
    let text = text.drop { $0 == 0x20 || $0 == 0x09 }
    if let mark = text.first, mark == 0x22 || mark == 0x27 {
      return String(decoding: text.dropFirst().prefix { $0 != mark }, as: UTF8.self)
    }
    var end = text.startIndex
    var index = text.startIndex
    while index < text.endIndex, text[index] != 0x0D {
      let isBlank = text[index] == 0x20 || text[index] == 0x09
      if text[index] == 0x23, end < index || index == text.startIndex { break }
      if !isBlank { end = index + 1 }
      index += 1
    }
    return String(decoding: text[..<end], as: UTF8.self)
  }
}
