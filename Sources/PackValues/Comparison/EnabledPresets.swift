/// The comment in which Palette keeps a pack's chosen presets: `# spectrocloud.com/enabled-presets: Backend:disable-api`.
enum EnabledPresets {
  private static let label = Array("spectrocloud.com/enabled-presets:".utf8)

  /// The presets as they are written; nil where no comment above the text's first value names them.
  static func named(in text: [UInt8]) -> [UInt8]? {
    var rest = text[...]
    if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
    while !rest.isEmpty {
      let line = rest.prefix { $0 != 0x0A }
      rest = rest[line.endIndex...].dropFirst()
      let content = trimmed(line)
      guard !content.isEmpty, content != [0x2D, 0x2D, 0x2D] else { continue }
      guard content.first == 0x23 else { return nil }
      let comment = trimmed(content.dropFirst())
      if comment.starts(with: label) { return Array(trimmed(comment.dropFirst(label.count))) }
    }
    return nil
  }

  private static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
    let start = text.drop(while: isBlank)
    let end = start.lastIndex { !isBlank($0) }
    return end.map { start[...$0] } ?? start[start.endIndex...]
  }
}

extension ValuesDifference.PresetsChange {
  /// Nil where both texts name the same presets.
  init?(from: [UInt8], to: [UInt8]) {
    let (old, new) = (EnabledPresets.named(in: from), EnabledPresets.named(in: to))
    guard old != new else { return nil }
    self.init(from: old, to: new)
  }
}
