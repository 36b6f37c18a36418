public import CanonicalJSON

/// What a text must be to stand for a hidden value beside runs of asterisks.
public enum MaskLiteral {
  /// Says why a text is no mask literal, or nil if it may be one.
  ///
  /// Between 3 and 200 bytes on one line, without white space at its ends, control characters or `{{`: a value that is equal to
  /// it as a whole counts as masked, so it must be no text that values have by chance.
  public static func violation(of literal: JSONString) -> String? {
    let scalars = literal.string.unicodeScalars
    if literal.utf8.count < 3 { return "is shorter than 3 bytes" }
    if literal.utf8.count > 200 { return "is longer than 200 bytes" }
    if scalars.first?.properties.isWhitespace == true
      || scalars.last?.properties.isWhitespace == true
    {
      return "begins or ends with white space"
    }
    let isControl = { (scalar: Unicode.Scalar) in
      scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format
    }
    if scalars.contains(where: isControl) { return "holds a control character" }
    if literal.string.contains("{{") { return "holds a reference" }
    return nil
  }
}
