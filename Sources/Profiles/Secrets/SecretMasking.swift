internal import CanonicalJSON
internal import PackValues

extension ProfileDocument {
  /// The same document with masks where secrets were found; nil where one cannot be masked without changing something else.
  ///
  /// A value that was found by path is replaced as a whole, in its place; anything else where the secret's own bytes stand. What is
  /// left has been read again: it holds no certain secret, and differs from this document in those places alone.
  public func masking(
    _ findings: [SecretFinding], sensitivity: Sensitivity = Sensitivity()
  ) -> ProfileDocument? {
    var value = value
    for finding in findings {
      guard let text = value[path: finding.path]?.text,
        let masked = Self.masked(text, finding)
      else { return nil }
      value.set(.string(masked), at: finding.path)
    }
    guard let result = try? ProfileDocument(value: value),
      SecretReview(of: result, sensitivity: sensitivity).certain.isEmpty
    else { return nil }
    return result
  }

  private static func masked(_ text: JSONString, _ finding: SecretFinding) -> JSONString? {
    let mask = JSONString(ValuesText.mask)
    if finding.kind == .sensitiveVariable { return mask }
    if let path = finding.valuesPath {
      return ScalarEditing(text.utf8).masking(path).map { JSONString(utf8: $0) }
    }
    let isLayerText =
      finding.layer != nil
      && (finding.path.steps.last == .key("values") || finding.path.steps.last == .key("content"))
    if isLayerText {
      let editing = ScalarEditing(text.utf8)
      if let masked = editing.path(atLine: finding.line).flatMap(editing.masking) {
        return JSONString(utf8: masked)
      }
    }
    return finding.kind == .privateKey ? nil : TokenMasking.masked(text, line: finding.line)
  }
}

extension ScalarEditing {
  /// Masks the value at a path; nil where that is not possible.
  fileprivate func masking(_ path: ValuesPath) -> [UInt8]? {
    setting(path, to: Array(ValuesText.mask.utf8))
  }
}

/// Writes masks over tokens in a text that is no YAML.
private enum TokenMasking {
  static func masked(_ text: JSONString, line: Int) -> JSONString? {
    let lines = TextLines(text.utf8)
    guard line >= 1, line <= lines.count else { return nil }
    var (result, word) = ([UInt8](), [UInt8]())
    for byte in Array(lines[line - 1]) + [0x20] {
      if byte > 0x20, byte != 0x22, byte != 0x27 {
        word.append(byte)
      } else {
        let isSecret = !SecretScan.kinds(in: String(decoding: word, as: UTF8.self)).isEmpty
        result += (isSecret ? Array(ValuesText.mask.utf8) : word) + [byte]
        word = []
      }
    }
    let masked = result.dropLast()
    let all = (0..<lines.count).map { $0 == line - 1 ? masked : lines[$0] }
    return JSONString(utf8: Array(all.joined(separator: [0x0A])))
  }
}
