internal import Profiles

/// A commit's message: what a person wrote, and Strata's own last block.
public struct CommitMessage: Hashable, Sendable {
  /// Subject and body, without Strata's block and without blank lines at the ends.
  public let text: String
  public let lineage: Lineage

  /// Accepts a person's message: not blank, at most 64 KiB, no control characters, no line like Strata's trailers.
  public init(_ text: String, lineage: Lineage) throws(RepositoryError) {
    let lines = Self.lines(of: text)
    if let violation = Self.violation(of: text, lines: lines) {
      throw RepositoryError(
        .invalid, "cannot use this commit message: \(violation)",
        hint: "give another message with '-m'; nothing was written")
    }
    try Self.refuseSecret(in: text, "the commit message")
    try Self.refuseSecret(in: lineage.source ?? "", "the file's name")
    try Self.refuseSecret(in: lineage.allowedSecret ?? "", "the reason")
    let key = lineage.profile ?? lineage.hold?.key
    try Self.refuseSecret(in: key?.description ?? "", "the scope or name")
    self.text = Self.trimmed(lines)
    self.lineage = lineage
  }

  /// What a commit says stays for ever, as a document does; nothing can be allowed here.
  static func refuseSecret(in text: String, _ place: String) throws(RepositoryError) {
    guard let kind = SecretScan.kinds(in: text).first else { return }
    throw RepositoryError(
      .refused, "\(place) holds a secret (\(kind.rawValue)), and a commit would keep it",
      hint: "nothing was written; say it without the secret, and rotate that")
  }

  /// Reads a stored message; a last block that is not Strata's stays part of the text.
  public init(stored: String) {
    let bytes = Array(stored.utf8)
    let feed = UInt8(ascii: "\n")
    let end = bytes.lastIndex { $0 != feed }.map { $0 + 1 } ?? 0
    let gap = bytes[..<end].indices.dropFirst().last { bytes[$0] == feed && bytes[$0 - 1] == feed }
    if let gap, let lineage = Lineage(trailers: bytes[(gap + 1)..<end].split(separator: feed)) {
      text = Self.trimmed(Self.lines(of: String(decoding: bytes[..<gap], as: UTF8.self)))
      self.lineage = lineage
    } else {
      text = Self.trimmed(Self.lines(of: stored))
      lineage = Lineage()
    }
  }

  public var subject: String { String(text.prefix { $0 != "\n" }) }

  /// The bytes that go into the commit.
  public var stored: String {
    let trailers = lineage.trailers
    return text + "\n" + (trailers.isEmpty ? "" : "\n" + trailers.joined(separator: "\n") + "\n")
  }

  /// Splits at line feeds, each with the carriage return before it.
  private static func lines(of text: String) -> [Substring] {
    text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map {
      Substring($0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0)
    }
  }

  private static func trimmed(_ lines: [Substring]) -> String {
    let isBlank = { (line: Substring) in line.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 } }
    guard let first = lines.firstIndex(where: { !isBlank($0) }),
      let last = lines.lastIndex(where: { !isBlank($0) })
    else { return "" }
    return lines[first...last].joined(separator: "\n")
  }

  private static func violation(of text: String, lines: [Substring]) -> String? {
    if trimmed(lines).isEmpty { return "it is blank" }
    if text.utf8.count > 65_536 { return "it is longer than 64 KiB" }
    let isControl = { (scalar: Unicode.Scalar) in
      scalar.properties.generalCategory == .control && scalar != "\n" && scalar != "\t"
    }
    if lines.contains(where: { $0.unicodeScalars.contains(where: isControl) }) {
      return "it contains a control character"
    }
    for line in lines {
      let key = line.prefix { $0 != ":" }
      if key.count < line.count,
        Lineage.keys.contains(where: { $0.lowercased() == key.lowercased() })
      {
        return "its line '\(key):' would look like one of Strata's own trailers"
      }
    }
    return nil
  }
}
