import Foundation
import Testing

/// The system calls of a command that touch a folder, each named as `strace -e inject` counts it: the nth of its kind.
struct KillPoints {
  /// strace's options that kill the command as it makes one of the calls.
  let options: [String]

  static let isPossible = FileManager.default.isExecutableFile(atPath: "/usr/bin/strace")

  private static let calls =
    "openat,write,pwrite64,rename,renameat,renameat2,unlink,unlinkat,fsync,fdatasync,link,linkat,mkdir,"
    + "mkdirat,rmdir,ftruncate,flock,close"

  /// Runs a script of the shell once, in which `$STRACE` stands before the command, and looks at what it does.
  ///
  /// - Parameters:
  ///   - folder: what the paths of the calls hold.
  ///   - limit: at most so many points, spread evenly over all; the last is always among them.
  init(
    of script: String, touching folder: String, in bench: Workbench, limit: Int = .max
  ) throws {
    let outcome = try bench.shell(
      """
      STRACE="strace -f -qq -y -s 0 -o trace -e trace=\(Self.calls)"
      \(script) >&2
      awk '{ split($2, call, "("); count = ++number[$1 call[1]] }
           index($0, "\(folder)") { print "-e trace=" call[1] " -e inject=" call[1] ":signal=KILL:when=" count }' trace
      rm trace
      """)
    var seen: Set<String> = []
    let all = outcome.lines.map(String.init).filter { seen.insert($0).inserted }
    try #require(!all.isEmpty, "\(outcome)")
    let count = min(limit, all.count)
    options = (1...count).map { all[$0 * all.count / count - 1] }
  }
}
