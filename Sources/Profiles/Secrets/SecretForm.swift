/// The shape of a well-known token: a fixed beginning, and what must come after it.
struct SecretForm: Sendable {
  let kind: SecretFinding.Kind
  let prefix: [UInt8]
  let alphabet: Alphabet
  /// How many bytes of the alphabet follow the prefix.
  let length: ClosedRange<Int>
  /// Further conditions on the bytes that follow.
  var accepts: @Sendable (ArraySlice<UInt8>) -> Bool = { _ in true }

  enum Alphabet: Sendable {
    case alphanumeric, upper, lowerHex, base64, word

    func contains(_ byte: UInt8) -> Bool {
      switch byte {
      case 0x30...0x39: true
      case 0x41...0x5A: self != .lowerHex
      case 0x61...0x66: self != .upper
      case 0x67...0x7A: self != .upper && self != .lowerHex
      case 0x2B, 0x2F: self == .base64
      case 0x2D, 0x5F: self == .word
      default: false
      }
    }
  }

  init(
    _ kind: SecretFinding.Kind, _ prefix: String, _ alphabet: Alphabet,
    _ length: ClosedRange<Int>,
    accepts: @escaping @Sendable (ArraySlice<UInt8>) -> Bool = { _ in true }
  ) {
    (self.kind, self.prefix, self.alphabet) = (kind, Array(prefix.utf8), alphabet)
    (self.length, self.accepts) = (length, accepts)
  }

  /// Whether a token of this form starts at `start`, and nothing before it makes it a part of a longer word.
  func matches(_ text: borrowing Span<UInt8>, at start: Int) -> Bool {
    guard start + prefix.count + length.lowerBound <= text.count else { return false }
    for (offset, byte) in prefix.enumerated() where text[start + offset] != byte { return false }
    guard Self.startsWord(text, at: start) else { return false }
    var body: [UInt8] = []
    var index = start + prefix.count
    while index < text.count, body.count <= length.upperBound, alphabet.contains(text[index]) {
      body.append(text[index])
      index += 1
    }
    guard length.contains(body.count), !Self.isPlaceholder(body) else { return false }
    // what may follow decides for tokens of several parts
    var rest: [UInt8] = body
    while index < text.count, rest.count < 400, text[index] > 0x20 {
      rest.append(text[index])
      index += 1
    }
    return accepts(rest[...])
  }

  /// A letter before the token makes it part of a word, unless it belongs to an escape such as `\n`.
  private static func startsWord(_ text: borrowing Span<UInt8>, at start: Int) -> Bool {
    guard start > 0, Alphabet.word.contains(text[start - 1]), text[start - 1] != 0x2D else {
      return true
    }
    return start > 1 && text[start - 2] == 0x5C
  }

  /// `xxxxxxxx` and what documentation uses.
  private static func isPlaceholder(_ body: [UInt8]) -> Bool {
    body.allSatisfy { $0 == 0x78 || $0 == 0x58 } || body.reversed().starts(with: "ELPMAXE".utf8)
  }

  static let all: [SecretForm] = [
    SecretForm(.awsAccessKey, "AKIA", .upper, 16...16),
    SecretForm(.awsAccessKey, "ASIA", .upper, 16...16),
    SecretForm(.githubToken, "ghp_", .alphanumeric, 36...255),
    SecretForm(.githubToken, "gho_", .alphanumeric, 36...255),
    SecretForm(.githubToken, "ghu_", .alphanumeric, 36...255),
    SecretForm(.githubToken, "ghs_", .alphanumeric, 36...255),
    SecretForm(.githubToken, "ghr_", .alphanumeric, 36...255),
    SecretForm(.githubToken, "github_pat_", .word, 36...255),
    SecretForm(.gitlabToken, "glpat-", .word, 20...255),
    SecretForm(.gitlabToken, "glrt-", .word, 20...255),
    SecretForm(.gitlabToken, "gldt-", .word, 20...255),
    SecretForm(.slackToken, "xoxb-", .word, 20...255, accepts: holdsDigit),
    SecretForm(.slackToken, "xoxa-", .word, 20...255, accepts: holdsDigit),
    SecretForm(.slackToken, "xoxp-", .word, 20...255, accepts: holdsDigit),
    SecretForm(.slackToken, "xoxr-", .word, 20...255, accepts: holdsDigit),
    SecretForm(.slackToken, "xoxs-", .word, 20...255, accepts: holdsDigit),
    SecretForm(.stripeKey, "sk_live_", .alphanumeric, 16...255),
    SecretForm(.stripeKey, "rk_live_", .alphanumeric, 16...255),
    SecretForm(.googleKey, "AIza", .word, 35...35),
    SecretForm(.npmToken, "npm_", .alphanumeric, 36...36),
    SecretForm(.pypiToken, "pypi-AgEI", .word, 50...1_000),
    SecretForm(.dockerToken, "dckr_pat_", .word, 20...255),
    SecretForm(.vaultToken, "hvs.", .word, 24...1_000),
    SecretForm(.vaultToken, "s.", .alphanumeric, 24...24, accepts: isMixed),
    SecretForm(.azureStorageKey, "AccountKey=", .base64, 86...86) {
      $0.dropFirst(86).starts(with: "==".utf8)
    },
    SecretForm(.jsonWebToken, "eyJ", .word, 10...4_000, accepts: isWebToken),
    SecretForm(.sendgridKey, "SG.", .word, 22...22) { rest in
      let tail = rest.dropFirst(23).prefix { Alphabet.word.contains($0) }
      return rest.dropFirst(22).first == 0x2E && tail.count == 43
    },
    SecretForm(.twilioKey, "SK", .lowerHex, 32...32),
    SecretForm(.digitalOceanToken, "dop_v1_", .lowerHex, 64...64),
    SecretForm(.digitalOceanToken, "doo_v1_", .lowerHex, 64...64),
    SecretForm(.openAIKey, "sk-proj-", .word, 20...1_000),
    SecretForm(.anthropicKey, "sk-ant-", .word, 20...1_000),
    SecretForm(.ageKey, "AGE-SECRET-KEY-1", .upper, 58...58),
    SecretForm(.privateKey, "LS0tLS1CRUdJTi", .base64, 20...20_000_000, accepts: isEncodedKey),
  ]

  @Sendable private static func holdsDigit(_ body: ArraySlice<UInt8>) -> Bool {
    body.contains { (0x30...0x39).contains($0) }
  }

  @Sendable private static func isMixed(_ rest: ArraySlice<UInt8>) -> Bool {
    let body = rest.prefix(24)
    let isWhole = rest.dropFirst(24).first.map { !Alphabet.word.contains($0) && $0 != 0x2E } ?? true
    return isWhole && holdsDigit(body) && body.contains { (0x61...0x7A).contains($0) }
      && body.contains { (0x41...0x5A).contains($0) }
  }

  @Sendable private static func isWebToken(_ rest: ArraySlice<UInt8>) -> Bool {
    let parts = rest.prefix { Alphabet.word.contains($0) || $0 == 0x2E }.split(separator: 0x2E)
    guard parts.count >= 3 else { return rest.count >= 400 && parts.count == 2 }
    return parts[1].starts(with: "eyJ".utf8) && parts[1].count >= 10 && parts[2].count >= 16
  }

  /// Base64 of `-----BEGIN … PRIVATE KEY`, as a Secret's `data` holds it.
  @Sendable private static func isEncodedKey(_ rest: ArraySlice<UInt8>) -> Bool {
    let heads = ["BQUklWQVRFIEtFWS", "BSU0EgUFJJVkFURSBLRVk", "BFQyBQUklWQVRFIEtFWS"]
    let more = [
      "BPUEVOU1NIIFBSSVZBVEUgS0VZ", "BFTkNSWVBURUQgUFJJVkFURSBLRVk", "BEU0EgUFJJVkFURSBLRVk",
    ]
    return (heads + more).contains { rest.starts(with: $0.utf8) }
  }
}
