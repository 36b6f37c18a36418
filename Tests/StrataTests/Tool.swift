import Foundation

/// The built tool, run as a process of its own.
enum Tool {
  /// `STRATA_BINARY`, else the product beside this test bundle.
  static let path: String = {
    if let named = ProcessInfo.processInfo.environment["STRATA_BINARY"] { return named }
    let bundle = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let here = URL(fileURLWithPath: bundle ?? CommandLine.arguments[0])
    return here.deletingLastPathComponent().appendingPathComponent("strata").path
  }()

  /// A fixed identity and clock, and nothing of the user's own.
  static let environment = [
    "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": "/nonexistent", "LC_ALL": "C.UTF-8",
    "TZ": "UTC", "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_COMMITTER_NAME": "Grace", "GIT_COMMITTER_EMAIL": "grace@example.org",
    "GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@example.org",
    "GIT_AUTHOR_DATE": "2026-11-20T14:03:00+01:00",
  ]
}

/// What a process left behind.
struct Outcome: CustomStringConvertible {
  let code: Int32
  /// Nil unless a signal ended it.
  let signal: Int32?
  let output: Data
  let errors: String

  var text: String { String(decoding: output, as: UTF8.self) }
  var lines: [Substring] { text.split(separator: "\n") }
  var description: String { "exit \(code)\n\(text)\n\(errors)" }

  /// The output as JSON.
  func json() throws -> JSON { JSON(try JSONSerialization.jsonObject(with: output)) }
}

/// A parsed JSON value, looked into by keys and indices; `nil` wherever there is nothing.
struct JSON {
  let value: Any?

  init(_ value: Any?) { self.value = value }

  subscript(key: String) -> JSON { JSON((value as? [String: Any])?[key]) }
  subscript(index: Int) -> JSON {
    let elements = value as? [Any] ?? []
    return JSON(elements.indices.contains(index) ? elements[index] : nil)
  }

  var string: String? { value as? String }
  var int: Int? { (value as? NSNumber)?.intValue }
  var bool: Bool? { (value as? NSNumber)?.boolValue }
  var count: Int { (value as? [Any])?.count ?? 0 }
  var elements: [JSON] { (value as? [Any] ?? []).map { JSON($0) } }
}

/// Starts a program with its three streams in files, so that no pipe can fill up.
struct Execution {
  var program: String
  var arguments: [String]
  var folder: String
  var input = Data()
  var environment = Tool.environment

  func run() throws -> Outcome {
    let process = try start()
    process.process.waitUntilExit()
    return try process.outcome()
  }

  func start() throws -> Started {
    let streams = try TemporaryFolder("streams")
    try streams.write(input, to: "input")
    try streams.write("", to: "output")
    try streams.write("", to: "errors")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.environment = environment
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.standardInput = FileHandle(forReadingAtPath: streams["input"])
    process.standardOutput = FileHandle(forWritingAtPath: streams["output"])
    process.standardError = FileHandle(forWritingAtPath: streams["errors"])
    try process.run()
    return Started(process: process, streams: streams)
  }

  struct Started {
    let process: Process
    let streams: TemporaryFolder

    /// Only after the process has ended.
    func outcome() throws -> Outcome {
      Outcome(
        code: process.terminationStatus,
        signal: process.terminationReason == .uncaughtSignal ? process.terminationStatus : nil,
        output: try streams.data("output"),
        errors: String(decoding: try streams.data("errors"), as: UTF8.self))
    }
  }
}
