import CanonicalJSON
import Git
import HTTPTypes
import Hummingbird
import NIOCore
import ProfileRepository
import Profiles

/// A request that is not done, with the status and the words that its sender gets.
struct Refusal: Error {
  let status: HTTPResponse.Status
  /// What went wrong as programs know it, such as `ResourceNotFound`.
  let code: String
  /// A clause without a secret.
  let message: String
  var hint: String?
  var details: JSONObject = [:]
  var headers: HTTPFields = [:]

  init(
    _ status: HTTPResponse.Status, _ code: String, _ message: String, hint: String? = nil,
    details: JSONObject = [:], headers: HTTPFields = [:]
  ) {
    (self.status, self.code, self.message) = (status, code, message)
    (self.hint, self.details, self.headers) = (hint, details, headers)
  }

  static func badRequest(_ message: String, code: String = "InvalidRequest") -> Refusal {
    Refusal(.badRequest, code, message)
  }

  static func notFound(_ message: String, code: String = "ResourceNotFound") -> Refusal {
    Refusal(.notFound, code, message)
  }

  static let unauthorized = Refusal(
    .unauthorized, "Unauthorized", "the request has no valid key",
    hint: "send a key made with 'strata key create' in the header ApiKey",
    headers: [.wwwAuthenticate: "Bearer realm=\"strata\""])

  static let forbidden = Refusal(
    .forbidden, "Forbidden", "the key does not allow this here",
    hint: "use a key with the role and scope for it")

  static let tooLarge = Refusal(
    .contentTooLarge, "RequestTooLarge",
    "the request's body is over \(Limits.body / 1_048_576) MiB")

  static let busy = Refusal(
    .serviceUnavailable, "ServiceUnavailable", "the server has as many requests as it can take",
    headers: [.retryAfter: "1"])
}

extension Refusal {
  /// What anything that a route throws is to a client.
  init(_ error: any Error) {
    switch error {
    case let refusal as Refusal: self = refusal
    case let error as RepositoryError: self.init(repository: error)
    case let error as GitError: self.init(repository: RepositoryError(error))
    case let error as DocumentError: self = .badRequest("\(error)")
    case let error as JSONError: self = .badRequest("the body is no JSON: \(error)")
    case is NIOTooManyBytesError: self = .tooLarge
    case is CancellationError: self = .busy
    case let error as any HTTPResponseError where error.status == .notFound:
      self = .notFound("there is nothing at this address", code: "RouteNotFound")
    case let error as any HTTPResponseError:
      self.init(error.status, "InvalidRequest", error.status.reasonPhrase.lowercased())
    default:
      // Whatever it says may hold what the client sent, so neither the answer nor the log repeats it.
      self.init(.internalServerError, "InternalError", "\(type(of: error))")
    }
  }

  private init(repository error: RepositoryError) {
    let (status, code) = Self.kind(of: error)
    var message = error.detail
    if status == .internalServerError { message = "the repository could not do it: " + message }
    self.init(status, code, message, hint: error.hint)
  }

  private static func kind(of error: RepositoryError) -> (HTTPResponse.Status, String) {
    switch error.code {
    case .notFound: return (.notFound, "ResourceNotFound")
    case .conflict: return (.conflict, "Conflict")
    case .protected: return (.forbidden, "EnvironmentProtected")
    case .exists: return (.conflict, "AlreadyExists")
    case .invalid, .refused: return (.badRequest, "InvalidRequest")
    case .store:
      guard case .git(let cause) = error.underlying else { break }
      if cause.code == .modified { return (.conflict, "Conflict") }
      if cause.code == .locked { return (.serviceUnavailable, "RepositoryLocked") }
      if cause.code == .noSpace {
        return (
          HTTPResponse.Status(code: 507, reasonPhrase: "Insufficient Storage"),
          "InsufficientStorage"
        )
      }
    default: break
    }
    return (.internalServerError, "InternalError")
  }
}

/// So that Hummingbird's own metrics count a refusal by its status.
extension Refusal: HTTPResponseError {
  func response(from request: Request, context: some RequestContext) -> Response {
    Response(status: status, headers: headers)
  }
}
