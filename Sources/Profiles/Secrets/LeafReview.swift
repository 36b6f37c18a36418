internal import PackValues

/// Judges one value of a pack's text by its key and its form.
enum LeafReview {
  /// Whether a value says something itself: it is no mask, no reference, and not empty.
  static func isPlain(_ value: [UInt8], _ rules: MaskRules, isSensitive: Bool) -> Bool {
    if value.isEmpty || rules.isMask(value, isSensitive: isSensitive) { return false }
    guard value.starts(with: [0x7B, 0x7B]) else { return true }
    return ValuesText(value).references().isEmpty
  }

  static func kind(of leaf: ValuesLeaf, at path: ValuesPath) -> SecretFinding.Kind? {
    guard leaf.type == .string else { return nil }
    let text = String(decoding: leaf.text, as: UTF8.self)
    if let token = SecretScan.kinds(in: text).first { return token }
    if let decoded = Base64Text.decoded(leaf.text), let token = SecretScan.kinds(in: decoded).first
    {
      return token
    }
    let key = KeyName(path)
    if key.namesSecret, isLiteral(leaf.text) { return .passwordLike }
    return isRandom(leaf.text) && !key.namesDigest ? .random : nil
  }

  /// Whether a text may hold anything that is found by its key, its form, or as a Secret's data: a cheap first question.
  ///
  /// Looks for keys that name a secret, long runs of base64, escapes, and the kind of an object. One pass over the bytes.
  static func isWorthReading(_ text: [UInt8]) -> Bool {
    if ValuesText(text).contains("Secret") { return true }
    var run = 0
    for index in text.indices {
      let byte = text[index]
      run = Base64Text.isDigit(byte) ? run + 1 : 0
      if run >= 24 || byte == 0x5C { return true }
      if byte == 0x3A, KeyName(text[max(0, index - 24)..<index]).namesSecret { return true }
    }
    return false
  }

  /// Six bytes or more on one line, without blanks, templates or the look of a path or placeholder.
  private static func isLiteral(_ text: [UInt8]) -> Bool {
    guard text.count >= 6, text.allSatisfy({ $0 > 0x20 }), let first = text.first else {
      return false
    }
    let starts: [UInt8] = [0x2F, 0x24, 0x3C, 0x7B]
    return !starts.contains(first) && !ValuesText(text).contains("{{")
  }

  /// At least 32 letters and digits in no order: with capitals, as varied as 18 equally frequent ones, hexadecimal as 10.
  private static func isRandom(_ text: [UInt8]) -> Bool {
    guard (32...512).contains(text.count) else { return false }
    var counts: [UInt8: Int] = [:]
    for byte in text {
      guard Base64Text.isDigit(byte) || byte == 0x2D || byte == 0x5F else { return false }
      counts[byte, default: 0] += 1
    }
    let has = { (range: ClosedRange<UInt8>) in counts.keys.contains(where: range.contains) }
    guard has(0x30...0x39), has(0x61...0x7A) else { return false }
    let total = Double(text.count)
    let variety = total * total / counts.values.reduce(0.0) { $0 + Double($1 * $1) }
    let isHexadecimal = counts.keys.allSatisfy {
      (0x30...0x39).contains($0) || (0x61...0x66).contains($0)
    }
    return isHexadecimal ? variety > 10 : has(0x41...0x5A) && variety > 18
  }
}

/// A key as far as its name says what it holds: lower-case letters and digits alone.
private struct KeyName {
  private let letters: [UInt8]

  /// The last key of a path.
  init(_ path: ValuesPath) {
    let key = path.steps.last { if case .key = $0 { true } else { false } }
    let text = if case .key(let text)? = key { text } else { "" }
    self.init(Array(text.utf8)[...])
  }

  init(_ text: ArraySlice<UInt8>) {
    letters = text.compactMap { byte in
      switch byte {
      case 0x30...0x39, 0x61...0x7A: byte
      case 0x41...0x5A: byte | 0x20
      default: nil
      }
    }
  }

  var namesSecret: Bool { ends(in: Self.secrets) && !ends(in: Self.harmless) }
  var namesDigest: Bool { ends(in: Self.digests) }

  private func ends(in words: [[UInt8]]) -> Bool {
    words.contains { $0.count <= letters.count && letters.suffix($0.count).elementsEqual($0) }
  }

  private static let secrets = [
    "password", "passwd", "passphrase", "pwd", "secret", "token", "apikey", "accesskey",
    "secretkey", "privatekey", "credential", "credentials", "encryptionkey", "signingkey",
  ].map { Array($0.utf8) }

  /// Names of things that name a secret, and are none.
  private static let harmless = ["existingsecret", "imagepullsecret", "tlssecret", "usesecret"]
    .map { Array($0.utf8) }

  /// Names of long values that are public.
  private static let digests = [
    "digest", "sha", "sha256", "hash", "checksum", "cabundle", "crt", "cert", "certificate", "uid",
  ].map { Array($0.utf8) }
}
