public import CanonicalJSON

/// What Palette answers where a call fails (`v1Error` of its published API).
///
/// Members that the API does not describe are left out.
public struct ErrorEnvelope: Error, Hashable, Sendable {
  /// What went wrong as programs know it, such as `ResourceNotFound`.
  public var code: JSONString
  public var message: JSONString
  public var details: JSONObject
  /// What the installation knows the failed call by.
  public var reference: JSONString

  public init(
    code: JSONString, message: JSONString, details: JSONObject = [:], reference: JSONString = ""
  ) {
    (self.code, self.message) = (code, message)
    (self.details, self.reference) = (details, reference)
  }

  /// Reads an answer's body; nil where it is no envelope: an object with a code or a message.
  public init?(_ value: JSONValue) {
    let (code, message) = (value["code"]?.text, value["message"]?.text)
    guard code != nil || message != nil else { return nil }
    self.init(
      code: code ?? "", message: message ?? "", details: value["details"]?.object ?? [:],
      reference: value["ref"]?.text ?? "")
  }

  /// The body as the API describes it.
  public var value: JSONValue {
    .object([
      "code": .string(code), "message": .string(message), "details": .object(details),
      "ref": .string(reference),
    ])
  }
}
