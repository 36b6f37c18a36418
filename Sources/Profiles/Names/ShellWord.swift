/// A word of a command line that a person copies into a shell.
public enum ShellWord {
  /// The word as a POSIX shell reads it back: bare where it may stand so, else in single quotes.
  public static func quoted(_ word: String) -> String {
    let isBare = { (byte: UInt8) in
      (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) || (0x30...0x39).contains(byte)
        || "_-./:@+,=%".utf8.contains(byte)
    }
    if !word.isEmpty, word.utf8.allSatisfy(isBare) { return word }
    let parts = word.utf8.split(separator: UInt8(ascii: "'"), omittingEmptySubsequences: false)
    return "'" + parts.map { String(Substring($0)) }.joined(separator: "'\\''") + "'"
  }
}
