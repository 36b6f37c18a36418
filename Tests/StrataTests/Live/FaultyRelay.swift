import FakePalette
import Foundation
import Synchronization

/// Stands between the tool and a server and breaks what a test wants broken; everything else goes through as it is.
final class FaultyRelay: Sendable {
  /// What happens to the next call whose method and path end like this: `POST clusterprofiles/import`.
  struct Fault: Sendable {
    let call: String
    /// Whether the server gets the call.
    let reachesServer: Bool
    let answer: FakeAnswer
  }

  private let server: FakeServer
  private let pending: Pending

  var address: String { server.address }
  var requests: [FakeRequest] { server.requests }
  /// Whether every fault has happened.
  var isDone: Bool { pending.isEmpty }

  init(to port: Int, _ faults: [Fault] = []) async throws {
    let pending = Pending(faults)
    server = try await FakeServer { request in
      let fault = pending.take(for: request)
      if let fault, !fault.reachesServer { return fault.answer }
      let answer = Self.forward(request, to: port)
      return fault?.answer ?? answer
    }
    self.pending = pending
  }

  private static func forward(_ request: FakeRequest, to port: Int) -> FakeAnswer {
    guard let connection = try? RawConnection(port: port) else { return FakeAnswer(502) }
    var head = "\(request.method) \(request.target) HTTP/1.1\r\n"
    for (name, value) in request.headers where name != "host" && name != "connection" {
      head += "\(name): \(value)\r\n"
    }
    head += "host: 127.0.0.1:\(port)\r\nconnection: close\r\n\r\n"
    connection.send(Data(head.utf8) + request.body)
    return FakeAnswer(bytes: Array(connection.readAll()), then: .close)
  }

  private final class Pending: Sendable {
    private let faults: Mutex<[Fault]>

    init(_ faults: [Fault]) { self.faults = Mutex(faults) }

    var isEmpty: Bool { faults.withLock { $0.isEmpty } }

    func take(for request: FakeRequest) -> Fault? {
      faults.withLock { faults in
        let index = faults.firstIndex { fault in
          let words = fault.call.split(separator: " ", maxSplits: 1)
          return words[0] == request.method && request.path.hasSuffix(words[1])
        }
        return index.map { faults.remove(at: $0) }
      }
    }
  }
}
