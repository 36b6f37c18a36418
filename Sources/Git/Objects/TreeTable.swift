/// The stored form of one folder, with the place of every entry, so that one entry is found in
/// logarithmic time and changed by one splice.
struct TreeTable: Sendable {
  /// Git's own bytes of the folder.
  private(set) var bytes: [UInt8]
  private var starts: [Int32]

  /// Makes an empty folder.
  init() {
    bytes = []
    starts = []
  }

  /// Reads a stored folder; malformed bytes are `corrupt`.
  init(_ bytes: [UInt8], of id: ObjectID) throws(GitError) {
    self.bytes = bytes
    starts = []
    starts.reserveCapacity(bytes.count / 40)
    var position = 0
    while position < bytes.count {
      starts.append(Int32(position))
      guard let end = TreeScan.end(of: bytes.span, from: position) else {
        throw GitError(.corrupt, "read the folder", id.hex, "an entry of it is malformed")
      }
      position = end
    }
  }

  /// The number of entries.
  var count: Int { starts.count }

  /// The entry at an index.
  subscript(index: Int) -> TreeEntry {
    let start = Int(starts[index])
    let nameStart = TreeScan.nameStart(bytes.span, start)
    let end = self.end(of: index)
    return TreeEntry(
      name: Array(bytes[nameStart..<(end - 21)]),
      mode: TreeEntry.Mode(number: TreeScan.mode(bytes.span, start)),
      id: ObjectID(bytes.span.extracting((end - 20)..<end)))
  }

  /// All entries, in stored order.
  var entries: [TreeEntry] {
    var entries: [TreeEntry] = []
    entries.reserveCapacity(count)
    for index in 0..<count { entries.append(self[index]) }
    return entries
  }

  /// The entry of a name, file or folder.
  func entry(_ name: [UInt8]) -> TreeEntry? { index(of: name).map { self[$0] } }

  /// Adds an entry or puts it in place of the one of that name.
  mutating func set(_ entry: TreeEntry) {
    remove(entry.name)
    let isFolder = entry.mode == .directory
    let index = insertionIndex(entry.name, isFolder: isFolder)
    let position = index < count ? Int(starts[index]) : bytes.count
    let encoded = TreeScan.encoded(entry)
    bytes.replaceSubrange(position..<position, with: encoded)
    starts.insert(Int32(position), at: index)
    shift(from: index + 1, by: encoded.count)
  }

  /// Takes an entry away; false if there is none of that name.
  @discardableResult
  mutating func remove(_ name: [UInt8]) -> Bool {
    guard let index = index(of: name) else { return false }
    let range = Int(starts[index])..<end(of: index)
    bytes.removeSubrange(range)
    starts.remove(at: index)
    shift(from: index, by: -range.count)
    return true
  }

  private mutating func shift(from first: Int, by distance: Int) {
    for index in first..<max(first, count) { starts[index] += Int32(distance) }
  }

  private func end(of index: Int) -> Int {
    index + 1 < count ? Int(starts[index + 1]) : bytes.count
  }

  private func index(of name: [UInt8]) -> Int? {
    for isFolder in [false, true] {
      let index = insertionIndex(name, isFolder: isFolder)
      if index < count, order(index, name, isFolder) == 0 { return index }
    }
    return nil
  }

  private func insertionIndex(_ name: [UInt8], isFolder: Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if order(middle, name, isFolder) < 0 { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Compares an entry with a name in git's order, in which a folder's name ends in `/`.
  private func order(_ index: Int, _ name: [UInt8], _ isFolder: Bool) -> Int {
    let start = Int(starts[index])
    let nameStart = TreeScan.nameStart(bytes.span, start)
    let nameEnd = end(of: index) - 21
    let length = nameEnd - nameStart
    for offset in 0..<min(length, name.count) {
      let (left, right) = (bytes[nameStart + offset], name[offset])
      if left != right { return left < right ? -1 : 1 }
    }
    let isEntryFolder = bytes[start] == UInt8(ascii: "4")
    let left = length > name.count ? bytes[nameStart + name.count] : isEntryFolder ? 0x2F : 0
    let right = name.count > length ? name[length] : isFolder ? 0x2F : 0
    if left != right { return left < right ? -1 : 1 }
    return length - name.count
  }
}

/// Steps over the stored form of a folder: `mode SP name NUL id`, again and again.
enum TreeScan {
  /// The place after the entry that starts at a position, or nil if it is malformed.
  static func end(of bytes: Span<UInt8>, from start: Int) -> Int? {
    var position = start
    let limit = bytes.count
    while position < limit, bytes[position] != 0x20 {
      guard (0x30...0x37).contains(bytes[position]), position - start < 6 else { return nil }
      position += 1
    }
    guard position - start >= 5 else { return nil }
    position += 1
    let nameStart = position
    while position < limit, bytes[position] != 0 {
      if bytes[position] == 0x2F { return nil }
      position += 1
    }
    guard position > nameStart, position + 21 <= limit else { return nil }
    return position + 21
  }

  /// The place of the name of an entry that was found well-formed.
  static func nameStart(_ bytes: Span<UInt8>, _ start: Int) -> Int {
    var position = start + 5
    while bytes[position] != 0x20 { position += 1 }
    return position + 1
  }

  /// The mode of an entry that was found well-formed.
  static func mode(_ bytes: Span<UInt8>, _ start: Int) -> UInt32 {
    var position = start
    var mode: UInt32 = 0
    while bytes[position] != 0x20 {
      mode = mode << 3 | UInt32(bytes[position] & 7)
      position += 1
    }
    return mode
  }

  /// The stored form of an entry.
  static func encoded(_ entry: TreeEntry) -> [UInt8] {
    var bytes = Array(String(entry.mode.number, radix: 8).utf8)
    bytes.append(0x20)
    bytes += entry.name
    bytes.append(0)
    entry.id.append(to: &bytes)
    return bytes
  }
}
