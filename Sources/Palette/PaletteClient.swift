internal import AsyncHTTPClient
internal import CanonicalJSON
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL
internal import PaletteAPI
public import Profiles

/// A client of one live Palette, bounded in rate, time and size.
///
/// The key goes to the one address alone: no redirect is followed. A call that only asks, or whose repetition changes nothing, is made
/// again after a lost connection, a 429 or a 5xx; anything else is made once. Cancelling the task ends a call at once.
public struct PaletteClient: Sendable {
  public var address: PaletteAddress { connection.address }

  let connection: PaletteConnection
  private let http: HTTPClient
  private let limiter = RateLimiter()
  let time: Timekeeper
  let retry = RetryPolicy()

  /// Runs a body with a client, and closes its connections afterwards.
  ///
  /// - Throws: `PaletteError`, and what the body throws.
  public static func with<Result: Sendable>(
    _ connection: PaletteConnection, time: Timekeeper = .system,
    _ body: (PaletteClient) async throws -> Result
  ) async throws -> Result {
    let http = HTTPClient(
      eventLoopGroupProvider: .singleton, configuration: try connection.configuration())
    let client = PaletteClient(connection: connection, http: http, time: time)
    do {
      let result = try await body(client)
      try await http.shutdown()
      return result
    } catch {
      try? await http.shutdown()
      throw error
    }
  }

  private init(connection: PaletteConnection, http: HTTPClient, time: Timekeeper) {
    (self.connection, self.http, self.time) = (connection, http, time)
  }
}

/// What came back from one attempt.
struct Answer: Sendable {
  let status: Int
  let body: [UInt8]
  let retryAfter: Duration?
}

/// Why there is no answer.
enum Loss: Error, Sendable {
  /// Nothing was sent: the connection never stood.
  case beforeSending(String)
  /// It may have been acted on.
  case afterSending(String)
  /// The answer is longer than is taken.
  case tooLarge
}

extension PaletteClient {
  /// Makes a call until it is answered with success, or for good without it.
  func send(_ call: Call) async throws -> [UInt8] {
    var attempt = 1
    while true {
      let failure: PaletteError
      let asked: Duration?
      switch try await once(call) {
      case .success(let answer):
        if (200..<300).contains(answer.status) { return answer.body }
        failure = error(answer, call)
        guard isPassing(answer.status), call.isRepeatable || answer.status == 429 else {
          throw failure
        }
        asked = answer.retryAfter
      case .failure(let loss):
        failure = error(loss, call)
        if case .tooLarge = loss { throw failure }
        if case .afterSending = loss, !call.isRepeatable { throw failure }
        asked = nil
      }
      if attempt == retry.attempts { throw failure }
      try await pause(call, after: attempt, asked: asked)
      attempt += 1
    }
  }

  /// Waits before the next attempt, and lets the others wait along where an answer asked for it.
  func pause(_ call: Call, after attempt: Int, asked: Duration?) async throws {
    let wait = retry.wait(after: attempt, asked: asked, chance: time.chance())
    if asked != nil { await limiter.hold(call, until: time.now() + wait) }
    try await time.sleep(wait)
  }

  /// Whether an answer may be another one in a moment.
  func isPassing(_ status: Int) -> Bool { status == 429 || status >= 500 }

  /// Makes one attempt.
  ///
  /// - Throws: `CancellationError` alone.
  func once(_ call: Call) async throws -> Result<Answer, Loss> {
    let wait = await limiter.place(for: call, at: time.now())
    if wait > .zero { try await time.sleep(wait) }
    try Task.checkCancellation()
    do {
      let seconds = connection.seconds ?? call.seconds
      let response = try await http.execute(request(call), deadline: .now() + .seconds(seconds))
      let length = response.headers.first(name: "content-length").flatMap { Int($0) } ?? 0
      if length > connection.answerLimit { return .failure(.tooLarge) }
      let body = try await response.body.collect(upTo: connection.answerLimit)
      return .success(
        Answer(
          status: Int(response.status.code), body: Array(body.readableBytesView),
          retryAfter: response.headers.first(name: "retry-after").flatMap {
            RetryAfter.duration($0, at: time.date())
          }))
    } catch is NIOTooManyBytesError {
      return .failure(.tooLarge)
    } catch {
      if Task.isCancelled { throw CancellationError() }
      return .failure(Loss(error))
    }
  }

  private func request(_ call: Call) -> HTTPClientRequest {
    var request = HTTPClientRequest(url: address.description + call.target)
    request.method = HTTPMethod(rawValue: call.method.rawValue)
    request.headers.add(name: "ApiKey", value: connection.key.header)
    request.headers.add(name: "Accept", value: "application/json")
    request.headers.add(name: "User-Agent", value: "strata")
    if let project = call.project {
      request.headers.add(name: "ProjectUid", value: project.string)
    }
    if let body = call.body {
      request.headers.add(name: "Content-Type", value: "application/json")
      request.body = .bytes(ByteBuffer(bytes: body.encoded(.canonical)))
    }
    return request
  }
}

extension Loss {
  /// What became of the request where the transport failed.
  fileprivate init(_ error: any Error) {
    if let error = error as? HTTPClientError {
      let early: [HTTPClientError] = [
        .connectTimeout, .tlsHandshakeTimeout, .httpProxyHandshakeTimeout, .invalidProxyResponse,
        .proxyAuthenticationRequired, .getConnectionFromPoolTimeout,
      ]
      let detail = "\(error.shortDescription)"
      self = early.contains(error) ? .beforeSending(detail) : .afterSending(detail)
    } else if error is NIOConnectionError {
      self = .beforeSending("it cannot be connected to")
    } else if error is NIOSSLError || error is NIOSSLExtraError || error is BoringSSLError {
      self = .beforeSending("its certificate or its TLS is not accepted")
    } else {
      self = .afterSending("the connection broke")
    }
  }
}

extension PaletteClient {
  /// The words for an answer that is no success.
  func error(_ answer: Answer, _ call: Call) -> PaletteError {
    let envelope = (try? JSONReader.read(answer.body, numbers: .rounded)).flatMap {
      ErrorEnvelope($0)
    }
    return PaletteError(
      status: answer.status, envelope, call, at: address.description,
      scrub: Scrubber(key: connection.key, secrets: call.secrets))
  }

  /// The words for no answer.
  func error(_ loss: Loss, _ call: Call) -> PaletteError {
    switch loss {
    case .beforeSending(let detail):
      return PaletteError(
        .unreachable, "cannot reach \(address): \(detail)",
        hint: "check the address, the proxy and the certificates with 'strata env show ENV'")
    case .afterSending(let detail):
      return PaletteError(
        .unreachable, "\(address) gave no whole answer to '\(call.name)': \(detail)",
        hint: "run the command again; what was done is not done twice")
    case .tooLarge:
      return PaletteError(
        .badAnswer,
        "\(address) answered '\(call.name)' with more than \(connection.answerLimit) bytes",
        hint: "nothing of it was taken; is this address Palette's?")
    }
  }
}
