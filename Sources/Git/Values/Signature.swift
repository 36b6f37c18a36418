/// Who made a commit, and when.
///
/// A name and an address are valid UTF-8 of at most 200 bytes each, without control characters, `<`
/// and `>`, and the name is not blank: libgit2 itself would store such a commit malformed.
public struct Signature: Hashable, Sendable {
  /// The most bytes that a name or an address may have.
  public static let byteLimit = 200

  /// The person's name.
  public let name: String
  /// The person's address.
  public let email: String
  /// Seconds since 1970-01-01T00:00:00Z.
  public let seconds: Int64
  /// The clock's offset from UTC in minutes, east positive.
  public let offsetMinutes: Int32

  /// Makes a signature after checking its parts; refuses with `invalid`.
  public init(
    name: String, email: String, seconds: Int64, offsetMinutes: Int32 = 0
  ) throws(GitError) {
    try Self.check(name, "name")
    try Self.check(email, "address")
    guard seconds >= 0, seconds < 1 << 40 else {
      throw GitError(.invalid, "accept the date", String(seconds), "it is out of range")
    }
    guard abs(offsetMinutes) < 24 * 60 else {
      throw GitError(.invalid, "accept the offset", String(offsetMinutes), "it is out of range")
    }
    self.init(stored: name, email, seconds, offsetMinutes)
  }

  /// Makes a signature that is in the store already, whatever it holds.
  init(stored name: String, _ email: String, _ seconds: Int64, _ offsetMinutes: Int32) {
    self.name = name
    self.email = email
    self.seconds = seconds
    self.offsetMinutes = offsetMinutes
  }

  /// Reads `Name <address>` and checks it like `init` does.
  public static func parse(
    _ text: String, seconds: Int64 = 0, offsetMinutes: Int32 = 0
  ) throws(GitError) -> Signature {
    guard let open = text.utf8.firstIndex(of: UInt8(ascii: "<")),
      text.utf8.last == UInt8(ascii: ">")
    else {
      throw GitError(.invalid, "read the author", printable(text), "it is not 'Name <address>'")
    }
    let name = trimmed(text[..<open])
    let email = text[text.utf8.index(after: open)...].dropLast()
    return try Signature(
      name: name, email: String(email), seconds: seconds, offsetMinutes: offsetMinutes)
  }

  /// The same person at another time.
  public func at(seconds: Int64, offsetMinutes: Int32 = 0) throws(GitError) -> Signature {
    try Signature(name: name, email: email, seconds: seconds, offsetMinutes: offsetMinutes)
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text
    while text.utf8.first == 0x20 { text = text.dropFirst() }
    while text.utf8.last == 0x20 { text = text.dropLast() }
    return String(text)
  }

  private static func check(_ text: String, _ part: String) throws(GitError) {
    let subject = "accept the author's \(part)"
    func refuse(_ reason: String) -> GitError {
      GitError(.invalid, subject, printable(text), reason)
    }
    if text.utf8.count > byteLimit { throw refuse("it is longer than \(byteLimit) bytes") }
    var isBlank = true
    for scalar in text.unicodeScalars {
      if isControl(scalar) { throw refuse("it holds a control character") }
      if scalar == "<" || scalar == ">" { throw refuse("it holds '<' or '>'") }
      if !scalar.properties.isWhitespace { isBlank = false }
    }
    if isBlank { throw refuse("it is blank") }
    if text.utf8.first == 0x20 || text.utf8.last == 0x20 {
      throw refuse("it starts or ends with a space")
    }
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator, .surrogate: true
    default: false
    }
  }
}

extension Signature: CustomStringConvertible {
  /// The signature as `Name <address>`, without its time.
  public var description: String { "\(name) <\(email)>" }
}

/// The text with control characters replaced, cut to a length that suits a message.
func printable(_ text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars.prefix(80) {
    let isHidden =
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator: true
      default: false
      }
    result.unicodeScalars.append(isHidden ? "\u{FFFD}" : scalar)
  }
  return result
}
