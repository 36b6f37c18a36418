internal import Glibc
internal import NIOCore
internal import NIOPosix
internal import Synchronization

/// A server on loopback that answers HTTP with whatever bytes a test wants, and may break off anywhere.
public final class FakeServer: Sendable {
  public let port: Int
  private let channel: any Channel
  private let log: Log

  public var address: String { "http://127.0.0.1:\(port)" }

  /// Every request that was read as a whole, in the order of their arrival.
  public var requests: [FakeRequest] { log.requests.withLock { $0 } }

  /// Starts on a port that is free; the closure is asked for each request.
  public init(_ respond: @escaping @Sendable (FakeRequest) -> FakeAnswer) async throws {
    let log = Log()
    let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.backlog, value: 64)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(FakeHandler(log, respond))
        }
      }
    channel = try await bootstrap.bind(host: "127.0.0.1", port: 0).get()
    port = channel.localAddress?.port ?? 0
    self.log = log
  }

  public func stop() async { try? await channel.close() }

  final class Log: Sendable {
    let requests = Mutex<[FakeRequest]>([])
  }
}

/// A request as it arrived.
public struct FakeRequest: Sendable {
  public let method: String
  /// The path with its query, as it came.
  public let target: String
  /// Without the query, percent-encoding taken off.
  public let path: String
  public let query: [String: String]
  /// By name in lower case.
  public let headers: [String: String]
  public let body: [UInt8]

  /// Reads a request from the front; nil where more bytes must come.
  init?(taking bytes: inout [UInt8]) {
    let end = bytes.indices.first { bytes[$0...].starts(with: [13, 10, 13, 10]) }
    guard let end else { return nil }
    let lines = String(decoding: bytes[..<end], as: UTF8.self).split(separator: "\r\n")
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { continue }
      let value = line[line.index(after: colon)...].drop { $0 == " " }
      headers[line[..<colon].lowercased()] = String(value)
    }
    let length = headers["content-length"].flatMap { Int($0) } ?? 0
    guard bytes.count >= end + 4 + length else { return nil }
    body = Array(bytes[(end + 4)..<(end + 4 + length)])
    bytes.removeFirst(end + 4 + length)
    let words = (lines.first ?? "").split(separator: " ")
    method = words.first.map(String.init) ?? ""
    let target = words.count > 1 ? words[1] : ""
    self.target = String(target)
    let parts = target.split(separator: "?", maxSplits: 1)
    path = Self.decoded(parts.first ?? "")
    var query: [String: String] = [:]
    for pair in (parts.count > 1 ? parts[1] : "").split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      query[Self.decoded(parts[0])] = parts.count > 1 ? Self.decoded(parts[1]) : ""
    }
    (self.query, self.headers) = (query, headers)
  }

  private static func decoded(_ text: Substring) -> String {
    var (result, rest) = ([UInt8](), text.utf8)
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), let value = UInt8(String(Substring(rest.prefix(2))), radix: 16)
      {
        result.append(value)
        rest = rest.dropFirst(2)
      } else {
        result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}

/// What goes back, byte for byte, and how the connection ends.
public struct FakeAnswer: Sendable {
  public enum End: Sendable {
    case keepOpen, close, reset
    /// Says nothing more and stays open.
    case stall
    /// Sends these bytes for ever.
    case endless([UInt8])
  }

  public var bytes: [UInt8]
  public var end: End

  public init(bytes: [UInt8], then end: End = .keepOpen) { (self.bytes, self.end) = (bytes, end) }

  /// A whole answer.
  public init(
    _ status: Int, _ body: [UInt8] = [], headers: [String] = [], then end: End = .keepOpen
  ) {
    let head =
      ["HTTP/1.1 \(status) \(status)", "content-length: \(body.count)"] + headers + ["", ""]
    self.init(bytes: Array(head.joined(separator: "\r\n").utf8) + body, then: end)
  }

  /// A whole answer with a text as its body.
  public init(_ status: Int, json: String, headers: [String] = []) {
    self.init(status, Array(json.utf8), headers: headers + ["content-type: application/json"])
  }
}

private final class FakeHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let log: FakeServer.Log
  private let respond: @Sendable (FakeRequest) -> FakeAnswer
  private var pending: [UInt8] = []

  init(_ log: FakeServer.Log, _ respond: @escaping @Sendable (FakeRequest) -> FakeAnswer) {
    (self.log, self.respond) = (log, respond)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    pending += Array(unwrapInboundIn(data).readableBytesView)
    while let request = FakeRequest(taking: &pending) {
      log.requests.withLock { $0.append(request) }
      send(respond(request), to: context.channel)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  private func send(_ answer: FakeAnswer, to channel: any Channel) {
    let written = channel.writeAndFlush(ByteBuffer(bytes: answer.bytes))
    switch answer.end {
    case .keepOpen, .stall: break
    case .close: written.whenComplete { _ in channel.close(promise: nil) }
    case .reset:
      written.whenComplete { _ in
        let options = channel as? any SocketOptionProvider
        _ = options?.setSoLinger(linger(l_onoff: 1, l_linger: 0))
        channel.close(promise: nil)
      }
    case .endless(let chunk): written.whenSuccess { Self.repeatChunk(chunk, to: channel) }
    }
  }

  private static func repeatChunk(_ chunk: [UInt8], to channel: any Channel) {
    channel.writeAndFlush(ByteBuffer(bytes: chunk)).whenSuccess { repeatChunk(chunk, to: channel) }
  }
}
