import Foundation
import Testing

/// Short forms of the attacks of `Torture`, on the built tool.
@Suite struct HostileRequestTests {
  private func raw(_ server: RunningServer, _ text: String) throws -> [Int] {
    let connection = try RawConnection(port: server.port, patience: 15)
    connection.send(text)
    let answer = String(decoding: connection.readAll(), as: UTF8.self)
    return answer.matches(of: /HTTP\/1\.1 (\d+)/).compactMap { Int($0.1) }
  }

  @Test func `a body over the limit is refused before it is sent, and one without a length too`()
    throws
  {
    let served = try ServedProfile()
    let path = "/v1/clusterprofiles/import"
    let declared = try served.send("POST", path, nil, headers: ["Content-Length": "10737418240"])
    #expect(declared.status == 413)
    let connection = try RawConnection(port: served.server.port)
    connection.send(
      "POST \(path) HTTP/1.1\r\nHost: localhost\r\nApiKey: \(served.editor)\r\n"
        + "Transfer-Encoding: chunked\r\n\r\n")
    let chunk = "100000\r\n" + String(repeating: " ", count: 1 << 20) + "\r\n"
    for _ in 0..<9 { connection.send(chunk) }
    #expect(try Answer(connection.readAll()).status == 413)
    #expect(try served.get("/healthz").status == 200)
  }

  @Test func `a request of two lengths or two framings is refused and ends its connection`() throws
  {
    let server = try RunningServer(try Workbench())
    let hidden = "GET /readyz HTTP/1.1\r\nHost: localhost\r\n\r\n"
    for framing in [
      "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
      "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
      "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
      "Content-Length: +5\r\n\r\nhello",
    ] {
      let answers = try raw(
        server, "POST /healthz HTTP/1.1\r\nHost: localhost\r\n" + framing + hidden)
      #expect(answers.last == 400 && !answers.contains(200), "\(framing): \(answers)")
    }
  }

  @Test func `a path that climbs leads nowhere`() throws {
    let served = try ServedProfile()
    for path in [
      "/../../etc/passwd", "/v1/%2e%2e/%2e%2e/etc/passwd",
      "/v1/clusterprofiles/..%2f..%2fkeys.json",
      "//etc/passwd", "/v1/clusterprofiles/%00", "/v1/clusterprofiles/%ff", "/strata/keys.json",
    ] {
      let answer = try served.get(path)
      #expect([400, 404].contains(answer.status), "\(path): \(answer.status)")
    }
  }

  @Test func `five hundred wrong keys open nothing and hold nobody up`() throws {
    let served = try ServedProfile()
    let parts = served.viewer.split(separator: "_")
    for number in 0..<500 {
      let guess = "strata_\(parts[1])_\(String(repeating: String(number % 10), count: 72))"
      #expect(try served.get("/v1/users/info", key: guess).status == 401)
    }
    #expect(try served.get("/v1/users/info").status == 200)
  }

  @Test func `headers past the limit are refused`() throws {
    let server = try RunningServer(try Workbench())
    let long = "GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: "
    #expect(
      try raw(server, long + String(repeating: "a", count: 100_000) + "\r\n\r\n").contains(200)
        == false)
    let many = (0..<200).map { "X-\($0): a\r\n" }.joined()
    #expect(
      try raw(server, "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\(many)\r\n").contains(200)
        == false)
    #expect(try server.send("GET", "/healthz").status == 200)
  }

  @Test func `slow clients do not hold up others`() throws {
    let server = try RunningServer(try Workbench())
    let slow = try (0..<100).map { _ in
      let connection = try RawConnection(port: server.port)
      connection.send("GET /healthz HTTP/1.1\r\nHost: local")
      return connection
    }
    let start = Date()
    #expect(try server.send("GET", "/readyz").status == 200)
    #expect(Date().timeIntervalSince(start) < 3)
    #expect(slow.count == 100)
  }
}
