extension YAMLNode.Scalar {
  /// The types that a comparison cannot do without, until the reader says them all.
  var provisionalType: ScalarType {
    guard isPlain else { return .string }
    let word = String(decoding: text, as: UTF8.self)
    switch word.lowercased() {
    case "", "~", "null": return .null
    case "true", "false", "yes", "no", "on", "off": return .boolean
    default: break
    }
    if Int(word) != nil { return .integer }
    return Double(word) != nil && word.utf8.contains { (0x30...0x39).contains($0) }
      ? .float : .string
  }
}
