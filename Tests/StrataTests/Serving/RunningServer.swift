import Foundation
import Testing

/// `strata serve` on a free port, ended with whoever holds it.
final class RunningServer: Sendable {
  let bench: Workbench
  let port: Int
  private let process: Process
  private let errors: String

  /// Starts it and waits for the line that says where it listens.
  init(_ bench: Workbench, _ arguments: String...) throws {
    self.bench = bench
    process = Process()
    process.executableURL = URL(fileURLWithPath: Tool.path)
    process.arguments = ["serve", "--bind", "127.0.0.1:0", "--json"] + arguments
    process.environment = Tool.environment
    process.currentDirectoryURL = URL(fileURLWithPath: bench.folder.path)
    let output = Pipe()
    errors = try bench.folder.write("", to: "server-\(UUID().uuidString).log")
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = FileHandle(forWritingAtPath: errors)
    try process.run()
    var line = Data()
    while line.last != UInt8(ascii: "\n") {
      let more = output.fileHandleForReading.availableData
      if more.isEmpty { break }
      line += more
    }
    let address = JSON(try? JSONSerialization.jsonObject(with: line))["address"].string
    let port = address.flatMap { URLComponents(string: $0)?.port }
    self.port = try #require(port, "it does not listen: \(String(decoding: line, as: UTF8.self))")
  }

  deinit { if process.isRunning { process.terminate() } }

  /// Asks it to end and says how it did.
  func end(_ signal: Int32 = SIGTERM) -> Int32 {
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    return process.terminationStatus
  }

  /// What it has logged, a line of JSON each.
  func log() throws -> String { try String(contentsOfFile: errors, encoding: .utf8) }

  /// Makes a request on a connection of its own.
  @discardableResult
  func send(
    _ method: String, _ path: String, key: String? = nil, headers: [String: String] = [:],
    body: String? = nil
  ) throws -> Answer {
    var all = ["Host": "127.0.0.1:\(port)", "Connection": "close"]
    all["ApiKey"] = key
    if let body {
      all["Content-Type"] = "application/json"
      all["Content-Length"] = String(body.utf8.count)
    }
    all.merge(headers) { $1 }
    let head = all.map { "\($0.key): \($0.value)\r\n" }.joined()
    let connection = try RawConnection(port: port)
    connection.send("\(method) \(path) HTTP/1.1\r\n\(head)\r\n\(body ?? "")")
    return try Answer(connection.readAll())
  }
}

extension Workbench {
  /// Makes an access key and returns its text.
  func key(_ role: String, env: String = "dev", _ more: String...) throws -> String {
    let made = try strata(["key", "create", "--env", env, "--role", role, "--json"] + more)
    return try #require(try made.json()["key"].string, "\(made)")
  }
}
