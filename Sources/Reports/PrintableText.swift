/// Text from a document, a name or an error, made safe to print.
///
/// A terminal obeys control characters, and marks for writing direction can make a text look like another one. Both become
/// visible as `\u{…}`; everything else stays as it is.
public enum PrintableText {
  /// One line: line feeds and tabs are escaped too.
  public static func escaped(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      guard isUnsafe(scalar) else {
        result.append(scalar)
        continue
      }
      let code = String(scalar.value, radix: 16, uppercase: true)
      let digits = String(repeating: "0", count: max(0, 4 - code.count)) + code
      result.append(contentsOf: "\\u{\(digits)}".unicodeScalars)
    }
    return String(result)
  }

  /// Several lines: line feeds stay, whatever they end is escaped.
  public static func lines(_ text: String) -> String {
    text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
      .map { escaped(String($0)) }.joined(separator: "\n")
  }

  /// Controls (C0, DEL, C1), line and paragraph separators, and what changes direction or has no width.
  static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0...0x1F, 0x7F...0x9F, 0x61C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF,
      0xFFF9...0xFFFB, 0xE0000...0xE007F:
      true
    default: false
    }
  }
}
