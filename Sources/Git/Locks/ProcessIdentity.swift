import Glibc

/// Which process on which boot of which host: enough to say whether it still lives.
struct ProcessIdentity: Hashable, Sendable {
  var process: Int32
  /// When the process started, in clock ticks since boot, from `/proc`; 0 where that is unknown.
  var start: UInt64
  var boot: String
  var host: String
  /// When the record was made, in seconds since 1970.
  var seconds: Int64

  /// This process, now.
  static var current: ProcessIdentity {
    ProcessIdentity(
      process: getpid(), start: start(of: getpid()) ?? 0, boot: bootName, host: Machine.hostName,
      seconds: Machine.seconds)
  }

  /// The record as one line.
  var line: String { "\(process) \(start) \(boot) \(seconds) \(host)\n" }

  /// Reads a record; nil if it is not one.
  init?(line: String) {
    let fields = line.split(whereSeparator: \.isWhitespace)
    guard fields.count >= 5, let process = Int32(fields[0]), let start = UInt64(fields[1]),
      let seconds = Int64(fields[3])
    else { return nil }
    self.init(
      process: process, start: start, boot: String(fields[2]), host: String(fields[4]),
      seconds: seconds)
  }

  private init(process: Int32, start: UInt64, boot: String, host: String, seconds: Int64) {
    self.process = process
    self.start = start
    self.boot = boot
    self.host = host
    self.seconds = seconds
  }

  /// The record in words for a message.
  var words: String {
    "process \(process) on '\(printable(host))', since \(max(0, Machine.seconds - seconds)) s"
  }

  private static var bootName: String {
    let bytes = (try? DurableFile.read("/proc/sys/kernel/random/boot_id", limit: 100)) ?? []
    let name = String(decoding: bytes, as: UTF8.self).filter { !$0.isWhitespace }
    return name.isEmpty ? "unknown" : name
  }

  private static func start(of process: Int32) -> UInt64? {
    guard let bytes = try? DurableFile.read("/proc/\(process)/stat", limit: 4096),
      let close = bytes.lastIndex(of: UInt8(ascii: ")"))
    else { return nil }
    let fields = String(decoding: bytes[(close + 1)...], as: UTF8.self).split(separator: " ")
    return fields.count > 19 ? UInt64(fields[19]) : nil
  }
}
