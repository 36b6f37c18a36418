/// A bound on what a YAML text can cost its parser, found by looking at bytes alone.
///
/// The parser expands aliases while it reads and hashes every key, so a text of a few hundred bytes can keep it busy
/// for years before its tree can be counted. This count sees indicators wherever they stand, in texts and comments
/// too, and so never too few.
struct YAMLBudget {
  private var separators = 0
  private var anchors = 0
  private var aliases = 0
  private let byteCount: Int

  init(_ text: borrowing Span<UInt8>) {
    byteCount = text.count
    var before: UInt8 = 0x0A
    for index in text.indices {
      let byte = text[index]
      switch byte {
      case 0x0A, 0x2C, 0x5B, 0x7B: separators += 1
      case 0x2D where Self.startsToken(after: before) && Self.isBlank(text, at: index + 1):
        separators += 1
      case 0x26 where Self.startsToken(after: before) && Self.isName(text, at: index + 1):
        anchors += 1
      case 0x2A where Self.startsToken(after: before) && Self.isName(text, at: index + 1):
        aliases += 1
      default: break
      }
      before = byte
    }
  }

  func check(_ limits: YAMLLimits) throws(YAMLError) {
    guard separators <= limits.separators else {
      let detail = "the text has more than \(limits.separators) separators"
      throw YAMLError(code: .limit, detail: detail)
    }
    guard anchors <= 2_000 else {
      throw YAMLError(code: .limit, detail: "the text has more than 2000 anchors")
    }
    guard worstExpansion <= Double(limits.expansion) else {
      throw YAMLError(code: .limit, detail: "the aliases could expand without bound")
    }
  }

  /// `aliases` spread evenly over `levels` anchors that use each other multiply to (aliases / levels) ^ levels.
  private var worstExpansion: Double {
    var worst = 1.0
    for levels in 0..<min(anchors, aliases) {
      let levels = levels + 1
      var product = Double(byteCount)
      for _ in 0..<min(levels, 64) { product *= Double(aliases) / Double(levels) }
      worst = max(worst, product)
    }
    return worst
  }

  /// Whether a byte can stand right before an indicator: white space, a flow bracket, a comma or a key's colon.
  private static func startsToken(after byte: UInt8) -> Bool {
    switch byte {
    case 0x20, 0x09, 0x0A, 0x0D, 0x2C, 0x5B, 0x7B, 0x5D, 0x7D, 0x3A, 0x3F, 0x22, 0x27: true
    default: byte >= 0x80
    }
  }

  private static func isBlank(_ text: borrowing Span<UInt8>, at index: Int) -> Bool {
    index >= text.count || text[index] == 0x20 || text[index] == 0x09 || text[index] == 0x0A
  }

  private static func isName(_ text: borrowing Span<UInt8>, at index: Int) -> Bool {
    guard index < text.count else { return false }
    switch text[index] {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: return true
    default: return text[index] >= 0x80
    }
  }
}
