import Glibc

/// A line from the terminal that nobody sees while it is typed.
public enum HiddenInput {
  /// How it came out.
  public enum Answer: Sendable {
    case line([UInt8])
    /// Ended or interrupted from the keyboard.
    case ended
    /// The process has no terminal.
    case noTerminal
  }

  /// Shows a question on the terminal and reads a line without echo; the terminal is as before when it returns.
  ///
  /// At most 4,096 bytes.
  public static func ask(_ question: String) -> Answer {
    let descriptor = unsafe open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC)
    if descriptor < 0 { return .noTerminal }
    defer { _ = close(descriptor) }
    var before = termios()
    guard unsafe tcgetattr(descriptor, &before) == 0 else { return .noTerminal }
    var hidden = before
    // Without signals and line editing an interrupt comes as a byte, so that the terminal is always put back.
    hidden.c_lflag &= ~tcflag_t(ECHO | ECHONL | ICANON | ISIG)
    guard unsafe tcsetattr(descriptor, TCSAFLUSH, &hidden) == 0 else { return .noTerminal }
    defer { _ = unsafe tcsetattr(descriptor, TCSAFLUSH, &before) }
    write(question, to: descriptor)
    defer { write("\n", to: descriptor) }
    return readLine(descriptor)
  }

  private static func readLine(_ descriptor: Int32) -> Answer {
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while line.count <= 4096 {
      let count = unsafe read(descriptor, &byte, 1)
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return .ended }
      switch byte {
      case 0x0A, 0x0D: return .line(line)
      case 0x03, 0x04: return .ended
      case 0x15: line = []
      case 0x7F, 0x08:
        while let last = line.popLast(), last & 0xC0 == 0x80 {}
      default: line.append(byte)
      }
    }
    return .ended
  }

  private static func write(_ text: String, to descriptor: Int32) {
    let bytes = Array(text.utf8)
    _ = unsafe bytes.withUnsafeBytes { unsafe OpenFile.writeAll($0, to: descriptor) }
  }
}
