extension ValuesText {
  /// A copy of the text, equally long, that a YAML parser can read where only `{{…}}` and bare masks stood in its way.
  ///
  /// Lines and columns keep their places. Every token becomes a plain word of its own, so that two tokens as keys
  /// stay two keys; a line that only steers a template (`{{ if … }}`) becomes a comment.
  public func shielded() -> [UInt8] {
    let scan = ValuesScan(utf8)
    var copy = utf8
    for mask in scan.masks where mask.isPlain {
      for index in mask.range { copy[index] = 0x78 }
    }
    for (number, token) in scan.tokens.enumerated() where !token.isComment {
      let isComment = TemplateAction.isControl(utf8[token.range]) && standsAlone(token.range)
      Self.fill(&copy, token.range, number: number, isComment: isComment)
    }
    return copy
  }

  /// Writes `x` and the number in base 36; bytes outside ASCII stay, so that columns do.
  private static func fill(
    _ copy: inout [UInt8], _ range: Range<Int>, number: Int, isComment: Bool
  ) {
    var digits = number
    for index in range.reversed() where copy[index] < 0x80 {
      let digit = UInt8(digits % 36)
      copy[index] = digit < 10 ? 0x30 + digit : 0x57 + digit
      digits /= 36
    }
    copy[range.lowerBound] = isComment ? 0x23 : 0x78
  }

  private func standsAlone(_ range: Range<Int>) -> Bool {
    let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
    let before = utf8[..<range.lowerBound].reversed().drop(while: isBlank).first
    let after = utf8[range.upperBound...].drop(while: isBlank).first
    return (before == nil || before == 0x0A) && (after == nil || after == 0x0A)
  }
}
