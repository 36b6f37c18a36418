/// One file that differs between two folders.
public struct TreeChange: Hashable, Sendable {
  /// The file's path from the folders that were compared.
  public let path: String
  /// The file on the older side; nil where it is new.
  public let before: TreeEntry?
  /// The file on the newer side; nil where it is gone.
  public let after: TreeEntry?
}

extension Repository {
  /// Compares two folders and all below them, file by file; a nil folder is an empty one.
  ///
  /// Folders of equal id are not read. In git's order of paths.
  public func changes(
    from before: ObjectID?, to after: ObjectID?
  ) throws(GitError) -> [TreeChange] {
    var comparison = TreeComparison(repository: self)
    try comparison.compare(before, after, [])
    return comparison.changes
  }

  /// Lists all files at or below a path of a folder, with their full paths, in git's order.
  public func walk(
    tree: ObjectID, under path: String = ""
  ) throws(GitError) -> [(path: String, entry: TreeEntry)] {
    guard let start = try entry(at: path, in: tree) else { return [] }
    let parts = path.utf8.split(separator: UInt8(ascii: "/")).map { Array($0) }
    let prefix = Array(parts.joined(separator: [UInt8(ascii: "/")]))
    if start.mode != .directory { return [(String(decoding: prefix, as: UTF8.self), start)] }
    var comparison = TreeComparison(repository: self)
    try comparison.compare(nil, start.id, prefix.isEmpty ? [] : prefix + [0x2F])
    return comparison.changes.compactMap { change in change.after.map { (change.path, $0) } }
  }
}

private struct TreeComparison {
  let repository: Repository
  var changes: [TreeChange] = []

  mutating func compare(
    _ before: ObjectID?, _ after: ObjectID?, _ prefix: [UInt8]
  ) throws(GitError) {
    if before == after { return }
    if prefix.count > 4096 {
      throw GitError(.corrupt, "compare", "two folders", "folders are nested too deeply")
    }
    var old = try TreeCursor(before, repository)
    var new = try TreeCursor(after, repository)
    while true {
      if old.isAtEnd, new.isAtEnd { return }
      if old.isEqual(to: new) {
        old.advance()
        new.advance()
        continue
      }
      let order = old.order(new)
      let left = order <= 0 ? old.entry : nil
      let right = order >= 0 ? new.entry : nil
      try add(left, right, prefix)
      if order <= 0 { old.advance() }
      if order >= 0 { new.advance() }
    }
  }

  private mutating func add(
    _ before: TreeEntry?, _ after: TreeEntry?, _ prefix: [UInt8]
  ) throws(GitError) {
    guard let name = before?.name ?? after?.name else { return }
    let path = prefix + name
    let isOldFolder = before?.mode == .directory
    let isNewFolder = after?.mode == .directory
    if isOldFolder || isNewFolder {
      try compare(
        isOldFolder ? before?.id : nil, isNewFolder ? after?.id : nil, path + [0x2F])
    }
    let old = isOldFolder ? nil : before
    let new = isNewFolder ? nil : after
    if old == nil, new == nil { return }
    changes.append(
      TreeChange(path: String(decoding: path, as: UTF8.self), before: old, after: new))
  }
}

/// A place in the stored form of a folder.
private struct TreeCursor {
  private let bytes: [UInt8]
  private var start = 0
  private var end = 0

  init(_ id: ObjectID?, _ repository: Repository) throws(GitError) {
    guard let id else {
      bytes = []
      return
    }
    // Reading the table checks every entry, so that stepping cannot fail.
    bytes = try repository.table(id).bytes
    end = TreeScan.end(of: bytes.span, from: 0) ?? 0
  }

  var isAtEnd: Bool { start >= bytes.count }

  var entry: TreeEntry {
    let span = bytes.span
    return TreeEntry(
      name: Array(bytes[TreeScan.nameStart(span, start)..<(end - 21)]),
      mode: TreeEntry.Mode(number: TreeScan.mode(span, start)),
      id: ObjectID(span.extracting((end - 20)..<end)))
  }

  mutating func advance() {
    start = end
    end = TreeScan.end(of: bytes.span, from: start) ?? bytes.count
  }

  /// Says whether two entries are the same, byte for byte.
  func isEqual(to other: TreeCursor) -> Bool {
    let count = end - start
    guard count == other.end - other.start, !isAtEnd, !other.isAtEnd else { return false }
    for offset in 0..<count where bytes[start + offset] != other.bytes[other.start + offset] {
      return false
    }
    return true
  }

  /// Which entry comes first in git's order; 0 if both have one name and are both folders or both not.
  func order(_ other: TreeCursor) -> Int {
    if isAtEnd { return 1 }
    if other.isAtEnd { return -1 }
    let (left, right) = (sortName, other.sortName)
    if left == right { return 0 }
    return left.lexicographicallyPrecedes(right) ? -1 : 1
  }

  private var sortName: [UInt8] {
    let entry = entry
    return entry.mode == .directory ? entry.name + [0x2F] : entry.name
  }
}
