/// Text that setup put at the end of a file, so that taking it away gives the file's former bytes.
struct AppendedBlock: Hashable {
  let text: [UInt8]
  /// Whether the file's last line lacked its line feed, which had to be added first.
  let addedLineFeed: Bool

  init(text: [UInt8], addedLineFeed: Bool) {
    (self.text, self.addedLineFeed) = (text, addedLineFeed)
  }

  /// The block that a file needs.
  init(_ text: String, for file: [UInt8]) {
    self.text = Array(text.utf8)
    addedLineFeed = file.last.map { $0 != 0x0A } ?? false
  }

  func appended(to file: [UInt8]) -> [UInt8] { file + (addedLineFeed ? [0x0A] : []) + text }

  func isIn(_ file: [UInt8]) -> Bool { start(in: file) != nil }

  /// The file without the block; nil where somebody changed or removed it.
  func removed(from file: [UInt8]) -> [UInt8]? {
    guard let start = start(in: file) else { return nil }
    var before = file[..<start]
    let after = file[(start + text.count)...]
    if addedLineFeed, after.isEmpty, before.last == 0x0A { before = before.dropLast() }
    return Array(before) + Array(after)
  }

  /// Where the block starts, at the beginning of a line; the last place if there are several.
  private func start(in file: [UInt8]) -> Int? {
    guard !text.isEmpty, file.count >= text.count else { return nil }
    for start in stride(from: file.count - text.count, through: 0, by: -1)
    where start == 0 || file[start - 1] == 0x0A {
      if file[start..<(start + text.count)].elementsEqual(text) { return start }
    }
    return nil
  }
}
