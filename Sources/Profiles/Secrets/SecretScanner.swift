/// Looks for secrets of certain form in bytes: one pass that stops only where two bytes could start one.
struct SecretScanner: Sendable {
  private let starts: [Bool]
  private let forms: [Int: [SecretForm]]

  static let shared = SecretScanner()

  private init() {
    var starts = Array(repeating: false, count: 1 << 16)
    var forms: [Int: [SecretForm]] = [:]
    for form in SecretForm.all {
      let pair = Int(form.prefix[0]) << 8 | Int(form.prefix[1])
      starts[pair] = true
      forms[pair, default: []].append(form)
    }
    starts[Self.dashes] = true
    (self.starts, self.forms) = (starts, forms)
  }

  private static let dashes = 0x2D2D

  /// A find and where it starts.
  struct Hit {
    let kind: SecretFinding.Kind
    let offset: Int
  }

  /// The finds in a text, in order. In YAML, a private key that stands in a comment is a sample and none.
  func hits(in bytes: [UInt8], isYAML: Bool) -> [Hit] {
    let text = bytes.span
    guard text.count > 8 else { return [] }
    var hits: [Hit] = []
    var previous = Int(text[0])
    for index in 1..<text.count {
      let byte = Int(text[index])
      let pair = previous << 8 | byte
      previous = byte
      guard starts[pair], let kind = kind(text, at: index - 1, pair: pair) else { continue }
      if isYAML, kind == .privateKey, Self.isInComment(text, at: index - 1) { continue }
      hits.append(Hit(kind: kind, offset: index - 1))
    }
    return hits
  }

  private func kind(
    _ text: borrowing Span<UInt8>, at start: Int, pair: Int
  ) -> SecretFinding.Kind? {
    if pair == Self.dashes { return Self.isPrivateKey(text, at: start) ? .privateKey : nil }
    for form in forms[pair] ?? [] where form.matches(text, at: start) { return form.kind }
    return nil
  }

  /// `-----BEGIN`, at most 40 capitals, digits and spaces, `PRIVATE KEY`, perhaps ` BLOCK`, `-----`.
  private static func isPrivateKey(_ text: borrowing Span<UInt8>, at start: Int) -> Bool {
    guard starts("-----BEGIN ", text, at: start) else { return false }
    var index = start + 11
    let limit = min(text.count, index + 60)
    while index < limit, text[index] != 0x2D {
      if starts("PRIVATE KEY-----", text, at: index) { return true }
      if starts("PRIVATE KEY BLOCK-----", text, at: index) { return true }
      index += 1
    }
    return false
  }

  private static func starts(
    _ literal: StaticString, _ text: borrowing Span<UInt8>, at start: Int
  ) -> Bool {
    let count = literal.utf8CodeUnitCount
    guard start + count <= text.count else { return false }
    for (offset, byte) in literal.description.utf8.enumerated()
    where text[start + offset] != byte { return false }
    return true
  }

  private static func isInComment(_ text: borrowing Span<UInt8>, at offset: Int) -> Bool {
    var index = offset
    var isAfterBlank = false
    while index > 0, text[index - 1] != 0x0A {
      index -= 1
      if text[index] == 0x23 { isAfterBlank = index == 0 || text[index - 1] <= 0x20 }
      if isAfterBlank { return true }
    }
    return false
  }
}
