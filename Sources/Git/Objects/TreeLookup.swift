/// Finds one entry in the stored form of a folder without decoding the others.
enum TreeLookup {
  /// The entry of a name, or nil; malformed bytes are `corrupt`. Costs one pass over the folder.
  static func entry(
    _ name: [UInt8], in bytes: [UInt8], of id: ObjectID
  ) throws(GitError) -> TreeEntry? {
    let span = bytes.span
    var position = 0
    while position < span.count {
      guard let end = TreeScan.end(of: span, from: position) else {
        throw GitError(.corrupt, "read the folder", id.hex, "an entry of it is malformed")
      }
      if matches(span, position, end, name) {
        return TreeEntry(
          name: name, mode: TreeEntry.Mode(number: TreeScan.mode(span, position)),
          id: ObjectID(span.extracting((end - 20)..<end)))
      }
      position = end
    }
    return nil
  }

  private static func matches(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ name: [UInt8]
  ) -> Bool {
    let nameEnd = end - 21
    let nameStart = nameEnd - name.count
    guard nameStart > start, bytes[nameStart - 1] == 0x20 else { return false }
    for offset in 0..<name.count where bytes[nameStart + offset] != name[offset] { return false }
    return nameStart == TreeScan.nameStart(bytes, start)
  }
}
