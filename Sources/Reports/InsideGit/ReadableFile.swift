public import Profiles

/// A file as git hands it to a driver: a profile document, or anything else under a path of one.
public struct ReadableFile {
  /// Nil where the file is no document that Strata reads.
  public let document: ProfileDocument?
  private let bytes: [UInt8]

  public init(_ bytes: [UInt8]) {
    self.bytes = bytes
    document =
      (try? ProfileDocument(stored: bytes)) ?? (try? ProfileDocument(export: bytes, syntax: .json))
  }

  /// The document's values, or else the file's own lines; secrets of a well-known form are hidden.
  public var lines: [String] {
    if let document { return ReadableDocument(document).lines }
    var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    if lines.last?.isEmpty ?? false { lines.removeLast() }
    return lines.map { line in
      let text = String(decoding: line, as: UTF8.self)
      return ReadableLines.holdsSecret(text) ? ReadableLines.hidden : PrintableText.escaped(text)
    }
  }

  /// The lines, each ended by a line feed.
  public var text: String { lines.map { $0 + "\n" }.joined() }

  /// Whether two files are the same bytes.
  func isEqual(_ other: ReadableFile) -> Bool { bytes == other.bytes }
}
