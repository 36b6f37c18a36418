import Foundation
import Testing

@Suite struct ServeTests {
  @Test func `it says where it listens, is healthy, and ends when it is asked to`() throws {
    let server = try RunningServer(try Workbench())
    #expect(try server.send("GET", "/healthz").text == #"{"status":"ok"}"#)
    #expect(try server.send("GET", "/readyz").text == #"{"status":"ready"}"#)
    #expect(server.end() == 0)
  }

  @Test func `an interrupt ends it too`() throws {
    #expect(try RunningServer(try Workbench()).end(SIGINT) == 0)
  }

  @Test func `what is not there, and what an address does not take, is told in Palette's envelope`()
    throws
  {
    let server = try RunningServer(try Workbench())
    let missing = try server.send("GET", "/v1/nothing", headers: ["X-Request-Id": "mine-1"])
    #expect(missing.status == 404)
    #expect(missing.json["code"].string == "RouteNotFound")
    #expect(missing.json["ref"].string == "mine-1")
    #expect(missing.headers["x-request-id"] == "mine-1")
    let wrong = try server.send("POST", "/healthz")
    #expect(wrong.status == 405)
    #expect(wrong.headers["allow"] == "GET")
  }

  @Test func `a foreign host name and a foreign page get no answer`() throws {
    let server = try RunningServer(try Workbench(), "--host", "strata.example.org")
    let answer = { (host: String) in
      try server.send("GET", "/healthz", headers: ["Host": host]).status
    }
    #expect(try answer("evil.example.org") == 421)
    #expect(try answer("127.0.0.1.example.org") == 421)
    #expect(try answer("strata.example.org:8080") == 200)
    #expect(try answer("localhost") == 200)
    #expect(try answer("[::1]:8080") == 200)
    let page = try server.send(
      "GET", "/healthz", headers: ["Origin": "https://evil.example.org"])
    #expect(page.status == 403)
  }

  @Test func `an address that is taken is said in one sentence`() throws {
    let server = try RunningServer(try Workbench())
    let second = try server.bench.strata("serve", "--bind", "127.0.0.1:\(server.port)")
    #expect(second.code == 1)
    #expect(
      second.errors.hasPrefix("error: cannot listen on '127.0.0.1:\(server.port)': ")
        || second.errors.contains("\nerror: cannot listen on"))
  }

  @Test func `metrics count requests by route, never by address`() throws {
    let server = try RunningServer(try Workbench())
    try server.send("GET", "/healthz")
    try server.send("GET", "/secret-path-of-somebody")
    let metrics = try server.send("GET", "/metrics")
    #expect(metrics.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
    #expect(metrics.text.contains(#"http_route="/healthz""#))
    #expect(!metrics.text.contains("secret-path"))
  }
}
