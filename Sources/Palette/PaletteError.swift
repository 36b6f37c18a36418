internal import CanonicalJSON
internal import PaletteAPI
internal import Profiles

/// Why a call of a live Palette failed. No text of it holds a key or a value that was sent.
public struct PaletteError: Error, Hashable, Sendable {
  public struct Code: RawRepresentable, Hashable, Sendable {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The key is not known there, or may not do this.
    public static let authentication = Code(rawValue: "authentication")
    /// No answer, or none from Palette itself.
    public static let unreachable = Code(rawValue: "unreachable")
    public static let notFound = Code(rawValue: "not-found")
    public static let conflict = Code(rawValue: "conflict")
    /// Palette says no, and why.
    public static let refused = Code(rawValue: "refused")
    /// An answer that is not as the API describes it: unreadable, endless, a redirect, pages that repeat.
    public static let badAnswer = Code(rawValue: "bad-answer")
  }

  public let code: Code
  /// A lower-case clause that names the call and the installation.
  public let detail: String
  public let hint: String?
  /// The status of the answer; nil where there was none.
  public var status: Int?
  /// The code in Palette's own error, such as `ResourceNotFound`; nil where it sent none.
  public var paletteCode: String?
  /// What the installation's operators find the failed call by.
  public var reference: String?

  public init(_ code: Code, _ detail: String, hint: String? = nil) {
    (self.code, self.detail, self.hint) = (code, detail, hint)
  }
}

extension PaletteError {
  /// Turns what Palette answered into an error.
  init(status: Int, _ envelope: ErrorEnvelope?, _ call: Call, at host: String, scrub: Scrubber) {
    let code = Self.code(status, hasEnvelope: envelope != nil)
    let said = envelope.map { scrub($0.message.string) } ?? ""
    let word = envelope.map { scrub($0.code.string) } ?? ""
    let reason = [said, word.isEmpty ? "" : "(\(word))"].filter { !$0.isEmpty }
      .joined(separator: " ")
    self.init(
      code, "\(host) answered \(status) to '\(call.name)'" + (reason.isEmpty ? "" : ": \(reason)"),
      hint: Self.hint(code, status, reference: envelope.map { scrub($0.reference.string) } ?? ""))
    self.status = status
    paletteCode = word.isEmpty ? nil : word
    reference = envelope.flatMap { $0.reference.isEmpty ? nil : scrub($0.reference.string) }
  }

  private static func code(_ status: Int, hasEnvelope: Bool) -> Code {
    switch status {
    case 401, 403: .authentication
    case 404: .notFound
    case 409: .conflict
    case 300..<400: .badAnswer
    case 429: .unreachable
    case 500...: hasEnvelope ? .refused : .unreachable
    default: .refused
    }
  }

  private static func hint(_ code: Code, _ status: Int, reference: String) -> String? {
    let named = reference.isEmpty ? nil : "its reference there is '\(reference)'"
    switch code {
    case .authentication:
      return status == 401
        ? "the key is not known there; name another with 'strata env set ENV --api-key env:NAME'"
        : "the key may not do this; its owner needs a role with that permission in that scope"
    case .badAnswer: return "no redirect is followed; name the host that answers itself"
    case .unreachable where status == 429:
      return "it is asked too often; run the command again later"
    case .unreachable: return "run the command again; what was done is not done twice"
    default: return named
    }
  }
}

/// Takes the key and whatever was sent as a secret out of texts that come from outside.
struct Scrubber: Sendable {
  let key: APIKey
  let secrets: Secrets

  /// At most 500 characters.
  func callAsFunction(_ text: String) -> String {
    var text = text.split(separator: key.header, omittingEmptySubsequences: false)
      .joined(separator: key.description)
    for secret in secrets { text = secret.scrubbed(from: text) }
    return text.count > 500 ? text.prefix(500) + "…" : text
  }
}
