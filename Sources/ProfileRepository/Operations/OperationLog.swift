internal import CanonicalJSON
internal import Git

/// The file `strata/operations.jsonl`: a line for each move of an environment's branch, on the disk before the move.
///
/// The branch is the truth and the log its index: a line whose `after` is not on the branch tells of a move that never
/// happened and counts for nothing. So does a line that a crash cut short.
struct OperationLog {
  /// What one line says.
  struct Line {
    let operation: String
    let committer: Signature
    let command: String
    let environment: String
    /// Nil where the branch is started.
    let before: ObjectID?
    let after: ObjectID
    let source: String?
  }

  static let fileName = "operations.jsonl"
  /// Of a longer log the newest part is read; what the rest said of who and when is also in the commits.
  private static let limit = 16 << 20

  private let path: String

  init(_ store: Repository) { path = "\(store.ownFolder)/\(Self.fileName)" }

  /// Adds a line durably. To be called with the writers' lock held; what a crash left of a line is closed first.
  func append(_ line: Line) throws(GitError) {
    let last = try DurableFile.readEnd(path, limit: 1).last
    let isTorn = last.map { $0 != UInt8(ascii: "\n") } ?? false
    try DurableFile.append((isTorn ? [0x0A] : []) + line.stored, to: path)
  }

  /// The lines that can be read, oldest first.
  func lines() throws(GitError) -> [Line] {
    let bytes = try DurableFile.readEnd(path, limit: Self.limit)
    return bytes.split(separator: UInt8(ascii: "\n")).compactMap { Line(stored: Array($0)) }
  }

  /// Halves a log that has outgrown what is read of it. To be called with the writers' lock held.
  func trim() throws(GitError) {
    let bytes = try DurableFile.readEnd(path, limit: Self.limit)
    guard bytes.count == Self.limit else { return }
    let half = bytes[(Self.limit / 2)...]
    guard let end = half.firstIndex(of: UInt8(ascii: "\n")) else { return }
    try DurableFile.write(Array(half[(end + 1)...]), to: path)
  }
}

extension OperationLog.Line {
  /// One line of JSON with its line feed.
  fileprivate var stored: [UInt8] {
    var object: JSONObject = [:]
    object["after"] = .string(JSONString(after.hex))
    object["before"] = before.map { .string(JSONString($0.hex)) }
    object["command"] = .string(JSONString(command))
    object["email"] = .string(JSONString(committer.email))
    object["environment"] = .string(JSONString(environment))
    object["from"] = source.map { .string(JSONString($0)) }
    object["name"] = .string(JSONString(committer.name))
    object["operation"] = .string(JSONString(operation))
    object["seconds"] = JSONNumber(Double(committer.seconds)).map(JSONValue.number)
    object["zone"] = JSONNumber(Double(committer.offsetMinutes)).map(JSONValue.number)
    return JSONValue.object(object).encoded() + [0x0A]
  }

  /// Reads a line; nil for anything that is not whole.
  fileprivate init?(stored bytes: [UInt8]) {
    guard let value = try? JSONReader.read(bytes),
      let after = value["after"]?.text.flatMap({ ObjectID(hex: $0.string) }),
      let operation = value["operation"]?.text?.string,
      let command = value["command"]?.text?.string,
      let environment = value["environment"]?.text?.string,
      let name = value["name"]?.text?.string, let email = value["email"]?.text?.string,
      case .number(let seconds) = value["seconds"], case .number(let zone) = value["zone"],
      let (time, offset) = Self.time(seconds.value, zone.value),
      let committer = try? Signature(
        name: name, email: email, seconds: time, offsetMinutes: offset)
    else { return nil }
    self.init(
      operation: operation, committer: committer, command: command, environment: environment,
      before: value["before"]?.text.flatMap { ObjectID(hex: $0.string) }, after: after,
      source: value["from"]?.text?.string)
  }

  private static func time(_ seconds: Double, _ zone: Double) -> (Int64, Int32)? {
    guard let seconds = Int64(exactly: seconds), let zone = Int32(exactly: zone) else { return nil }
    return (seconds, zone)
  }
}
