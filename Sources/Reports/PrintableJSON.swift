public import CanonicalJSON

/// JSON of a result, made safe for a terminal without changing a value.
public enum PrintableJSON {
  /// The value in indented form, with what a terminal could obey or mistake as `\uXXXX` escapes.
  ///
  /// Outside strings JSON holds no such character, and JSON's own escapes cover those below U+0020.
  public static func encoded(_ value: JSONValue) -> [UInt8] {
    let text = String(decoding: value.encoded(.indented), as: UTF8.self)
    let isHarmless = { (scalar: Unicode.Scalar) in
      scalar == "\n" || !PrintableText.isUnsafe(scalar)
    }
    if text.unicodeScalars.allSatisfy(isHarmless) { return Array(text.utf8) }
    var result = ""
    for scalar in text.unicodeScalars {
      if isHarmless(scalar) {
        result.unicodeScalars.append(scalar)
      } else {
        for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter {
          let digits = String(unit, radix: 16)
          result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      }
    }
    return Array(result.utf8)
  }
}
