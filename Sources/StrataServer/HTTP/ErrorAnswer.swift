import CanonicalJSON
import HTTPTypes
import Hummingbird
import Logging
import PaletteAPI
import Reports

/// The one place where an error becomes an answer: Palette's envelope, or below `/api/` the command line's.
struct ErrorAnswer {
  let response: Response

  init(_ error: any Error, to request: Request, _ context: ServerContext) {
    let refusal = Refusal(error)
    if refusal.status.code >= 500 {
      context.logger.error("request failed", metadata: ["reason": .string(refusal.message)])
    }
    let value =
      request.uri.path.hasPrefix("/api/")
      ? Self.own(refusal) : Self.palette(refusal, context.requestID)
    var response = Response.json(value, status: refusal.status)
    for field in refusal.headers { response.headers[field.name] = field.value }
    self.response = response
  }

  private static func own(_ refusal: Refusal) -> JSONValue {
    let error = ErrorJSON.value(
      code: refusal.code, message: refusal.message, hint: refusal.hint)
    return .object(["error": error])
  }

  private static func palette(_ refusal: Refusal, _ reference: String) -> JSONValue {
    var details = refusal.details
    if let hint = refusal.hint { details["hint"] = .string(JSONString(hint)) }
    return ErrorEnvelope(
      code: JSONString(refusal.code), message: JSONString(refusal.message), details: details,
      reference: JSONString(reference)
    ).value
  }
}
