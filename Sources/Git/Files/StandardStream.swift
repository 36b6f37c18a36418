import Glibc

/// One of the process's two output streams, without buffering.
public struct StandardStream: Sendable {
  private let descriptor: Int32
  private let name: String

  /// Where data goes.
  public static let output = StandardStream(descriptor: STDOUT_FILENO, name: "standard output")
  /// Where everything else goes.
  public static let error = StandardStream(descriptor: STDERR_FILENO, name: "standard error")

  /// Writes all bytes; a full disk is `noSpace`, a reader that went away `brokenPipe`.
  public func write(_ bytes: [UInt8]) throws(GitError) {
    let failure = unsafe bytes.withUnsafeBytes { unsafe OpenFile.writeAll($0, to: descriptor) }
    if failure != 0 { throw GitError.system(failure, "write to", name) }
  }

  /// Writes a text as UTF-8.
  public func write(_ text: String) throws(GitError) { try write(Array(text.utf8)) }

  /// Says whether a person is at the keyboard of standard input.
  public static var hasKeyboard: Bool { isatty(STDIN_FILENO) == 1 }

  /// Says whether a person watches the stream.
  public var isTerminal: Bool { isatty(descriptor) == 1 }
}
