import CanonicalJSON
import FakePalette
import Palette
import PaletteAPI
import Profiles
import Synchronization
import Testing

@Suite struct PaletteClientTests {
  private let time = TestTime()

  @Test func `a call carries the key, the project and nothing else of us`() async throws {
    let server = try await FakeServer { _ in FakeAnswer(200, json: #"{"macros":[]}"#) }
    _ = try await client(server) { try await $0.macroNames(of: .project(uid: "p 1")) }
    let request = try #require(server.requests.first)
    #expect(request.method == "GET")
    #expect(request.path == "/v1/projects/p 1/macros")
    #expect(request.headers["apikey"] == "key-4711")
    #expect(request.headers["projectuid"] == "p 1")
    #expect(request.headers["user-agent"] == "strata")
  }

  @Test func `an answer that breaks off at any byte is asked for again`() async throws {
    let whole = FakeAnswer(200, json: #"{"tenantUid":"t1"}"#).bytes
    for cut in stride(from: 0, to: whole.count, by: 1) {
      let turn = Turn()
      let end: FakeAnswer.End = cut % 2 == 0 ? .reset : .close
      let server = try await FakeServer { _ in
        turn.next() == 1
          ? FakeAnswer(bytes: Array(whole[..<cut]), then: end) : FakeAnswer(bytes: whole)
      }
      let info = try await client(server) { try await $0.userInfo() }
      #expect(info.tenantUid == "t1", "cut at \(cut)")
      #expect(server.requests.count == 2, "cut at \(cut)")
      await server.stop()
    }
  }

  @Test func `a success whose body is no JSON is asked for once more, then it is an error`()
    async throws
  {
    let server = try await FakeServer { _ in FakeAnswer(200, json: #"{"tenantUid":"#) }
    let error = await failure(server) { try await $0.userInfo() }
    #expect(error?.code == .badAnswer)
    #expect(server.requests.count == 2)
  }

  @Test func `too many calls: the wait is what the answer asks for, within a minute`()
    async throws
  {
    let asked = [
      "7", "Tue, 14 Nov 2023 22:13:32 GMT", "99999999999999999999", "soon",
      "Tue, 14 Nov 1999 22:13:32 GMT",
    ]
    let turn = Turn()
    let server = try await FakeServer { _ in
      let count = turn.next()
      return count <= 4
        ? FakeAnswer(429, headers: ["retry-after: \(asked[count - 1])"])
        : FakeAnswer(200, json: #"{"tenantUid":"t1"}"#)
    }
    _ = try await client(server) { try await $0.userInfo() }
    #expect(
      time.waits == [.seconds(7), .seconds(12), .seconds(60), .seconds(4)])
  }

  @Test func `what keeps failing is given up after five attempts, waiting longer each time`()
    async throws
  {
    let server = try await FakeServer { _ in FakeAnswer(503) }
    let error = await failure(server) { try await $0.userInfo() }
    #expect(error?.code == .unreachable)
    #expect(error?.status == 503)
    #expect(server.requests.count == 5)
    #expect(
      time.waits
        == [.milliseconds(500), .seconds(1), .seconds(2), .seconds(4)])
  }

  @Test(arguments: [301, 302, 307, 308])
  func `a redirect to another host gets no key`(_ status: Int) async throws {
    let other = try await FakeServer { _ in FakeAnswer(200, json: #"{"tenantUid":"t1"}"#) }
    let server = try await FakeServer { _ in
      FakeAnswer(status, headers: ["location: \(other.address)/v1/users/info"])
    }
    let error = await failure(server) { try await $0.userInfo() }
    #expect(error?.code == .badAnswer)
    #expect(server.requests.count == 1)
    #expect(other.requests.isEmpty)
  }

  @Test func `an endless body is cut off at the limit`() async throws {
    let head = Array("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n".utf8)
    let chunk = Array("1000\r\n".utf8) + Array(repeating: 0x20, count: 0x1000) + [13, 10]
    let server = try await FakeServer { _ in FakeAnswer(bytes: head, then: .endless(chunk)) }
    let error = await failure(server) { try await $0.userInfo() }
    #expect(error?.code == .badAnswer)
    #expect(server.requests.count == 1)
  }

  @Test func `a body that says it is larger than the limit is not read`() async throws {
    let server = try await FakeServer { _ in
      FakeAnswer(
        bytes: Array("HTTP/1.1 200 OK\r\ncontent-length: 99999999999\r\n\r\n".utf8), then: .stall)
    }
    let error = await failure(server) { try await $0.userInfo() }
    #expect(error?.code == .badAnswer)
  }

  @Test func `an answer that never comes is waited for so long and no longer`() async throws {
    let server = try await FakeServer { _ in FakeAnswer(bytes: [], then: .stall) }
    var connection = try connection(server)
    connection.seconds = 0
    let error = await failure(connection) { try await $0.userInfo() }
    #expect(error?.code == .unreachable)
  }

  @Test func `a refused key says so, with what Palette says and its reference`() async throws {
    let server = try await FakeServer { _ in
      FakeAnswer(401, json: #"{"code":"Unauthorized","message":"no key-4711","ref":"c0ffee"}"#)
    }
    let error = await failure(server) { try await $0.userInfo() }
    #expect(error?.code == .authentication)
    #expect(error?.paletteCode == "Unauthorized")
    #expect(error?.reference == "c0ffee")
    #expect(
      error?.detail
        == "\(server.address) answered 401 to 'GET /v1/users/info': no <redacted> (Unauthorized)")
    #expect(server.requests.count == 1)
  }

  @Test func `nobody listening is unreachable`() async throws {
    let server = try await FakeServer { _ in FakeAnswer(200) }
    let connection = try connection(server)
    await server.stop()
    let error = await failure(connection) { try await $0.userInfo() }
    #expect(error?.code == .unreachable)
  }

  @Test func `a cancelled task ends its call`() async throws {
    let server = try await FakeServer { _ in FakeAnswer(bytes: [], then: .stall) }
    let connection = try connection(server)
    let time = time
    let task = Task {
      try await PaletteClient.with(connection, time: time.keeper) { try await $0.userInfo() }
    }
    while server.requests.isEmpty { await Task.yield() }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test func `fifty calls on profiles a second, ten on anything else`() async throws {
    let server = try await FakeServer { _ in FakeAnswer(200, json: "{}") }
    let time = time
    let seconds = try await client(server) { client in
      for _ in 0..<50 { _ = try await client.userInfo() }
      let others = time.keeper.now()
      for _ in 0..<50 { _ = try await client.profile("u", in: nil) }
      return (others, time.keeper.now() - others)
    }
    #expect(seconds.0 == .milliseconds(4700))
    #expect(seconds.1 == .milliseconds(780))
  }

  private func connection(_ server: FakeServer) throws -> PaletteConnection {
    var connection = PaletteConnection(
      to: try PaletteAddress(server.address), key: try #require(APIKey("key-4711")))
    connection.answerLimit = 1 << 20
    return connection
  }

  private func client<Result: Sendable>(
    _ server: FakeServer, _ body: (PaletteClient) async throws -> Result
  ) async throws -> Result {
    try await PaletteClient.with(connection(server), time: time.keeper, body)
  }

  private func failure(
    _ server: FakeServer, _ body: (PaletteClient) async throws -> some Sendable
  ) async -> PaletteError? {
    do { return await failure(try connection(server), body) } catch { return nil }
  }

  private func failure(
    _ connection: PaletteConnection, _ body: (PaletteClient) async throws -> some Sendable
  ) async -> PaletteError? {
    do {
      _ = try await PaletteClient.with(connection, time: time.keeper, body)
      return nil
    } catch { return error as? PaletteError }
  }
}

/// Counts.
final class Turn: Sendable {
  private let count = Mutex(0)

  func next() -> Int {
    count.withLock {
      $0 += 1
      return $0
    }
  }
}
