internal import CanonicalJSON
public import Profiles

/// The values that a call carries and that no text about it may.
public typealias Secrets = [Secret]

/// One call of the API.
struct Call: Sendable {
  enum Method: String, Sendable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
  }

  var method: Method
  /// The parts of the path after `/v1`, unescaped.
  var path: [String]
  var query: [(name: String, value: String)] = []
  var body: JSONValue?
  /// The project's uid; nil means the tenant.
  var project: JSONString?
  /// Whether doing it twice is the same as doing it once.
  var isRepeatable: Bool
  /// For the whole of one attempt.
  var seconds: Int64 = 30
  var secrets: Secrets = []

  static func get(
    _ path: [String], _ query: [(name: String, value: String)] = [], project: JSONString? = nil
  ) -> Call {
    Call(method: .get, path: path, query: query, project: project, isRepeatable: true)
  }

  /// A call that only asks, with what it asks for in its body.
  static func ask(
    _ path: [String], _ query: [(name: String, value: String)] = [], body: JSONValue,
    project: JSONString? = nil
  ) -> Call {
    Call(
      method: .post, path: path, query: query, body: body, project: project, isRepeatable: true)
  }

  /// What errors call it: `GET /v1/clusterprofiles/…/export`, without its query.
  var name: String { "\(method.rawValue) /v1/" + path.map(Self.escaped).joined(separator: "/") }

  /// The path with its query, as a request has it.
  var target: String {
    let query = query.map { "\(Self.escaped($0.name))=\(Self.escaped($0.value))" }
    return "/v1/" + path.map(Self.escaped).joined(separator: "/")
      + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
  }

  /// Palette counts calls below `/v1/clusterprofiles` apart from all others.
  var isOfProfiles: Bool { path.first == "clusterprofiles" }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        result += digits.count == 1 ? "%0\(digits)" : "%\(digits)"
      }
    }
    return result
  }
}
