import CanonicalJSON
import Palette
import ProfileRepository
import Reports

/// An error of a live Palette in machine form: as ours, with what Palette itself said.
enum LiveErrorJSON {
  static func value(_ error: PaletteError) -> JSONValue {
    var object =
      ErrorJSON.value(
        code: error.code.rawValue, message: error.detail, hint: error.hint
      ).object ?? [:]
    var details = JSONObject()
    details["code"] = error.paletteCode.map { .string(JSONString($0)) }
    details["ref"] = error.reference.map { .string(JSONString($0)) }
    details["status"] = error.status.flatMap { JSONNumber(Double($0)) }.map(JSONValue.number)
    if !details.isEmpty { object["details"] = .object(details) }
    return .object(object)
  }

  /// Any error that one item of a command can end with.
  static func value(_ error: any Error) -> JSONValue {
    switch error {
    case let error as PaletteError: value(error)
    case let error as RepositoryError: ErrorJSON.value(error)
    default: ErrorJSON.value(code: "error", message: "\(error)", hint: nil)
    }
  }
}

/// What an error of one item says.
struct LiveErrorWords {
  let detail: String
  let hint: String?

  init(_ error: any Error) {
    switch error {
    case let error as PaletteError: (detail, hint) = (error.detail, error.hint)
    case let error as RepositoryError: (detail, hint) = (error.detail, error.hint)
    default: (detail, hint) = ("\(error)", nil)
    }
  }
}
