/// The edit of a folder and what is below it, in memory.
///
/// Folders are read when a path leads through them and stay read between writes, so that a long row
/// of commits re-encodes only what each changed. Folders that become empty vanish. Names are checked by
/// `TreeName`. An editor belongs to one writer.
public struct TreeEditor {
  private let repository: Repository
  private let root: EditedFolder

  /// Starts from a stored folder, or from nothing.
  public init(_ repository: Repository, base: ObjectID? = nil) throws(GitError) {
    self.repository = repository
    root = try EditedFolder(base, repository)
  }

  /// Puts a file at a path, `a/b/c`, in place of what file was there; makes the folders above it. A file
  /// where a folder would be needed, or a folder where the file is to be, is `exists`.
  public mutating func set(_ path: String, to blob: ObjectID) throws(GitError) {
    let parts = try Self.parts(of: path)
    var folder = root
    folder.isChanged = true
    for part in parts.dropLast() {
      folder = try folder.child(part, repository, path)
      folder.isChanged = true
    }
    guard let name = parts.last else { return }
    if try folder.entry(name)?.mode == .directory {
      throw GitError(.exists, "store the file", path, "a folder is there")
    }
    folder.table.set(TreeEntry(name: name, mode: .file, id: blob))
  }

  /// Takes the file or the whole folder at a path away; false if there is nothing.
  @discardableResult
  public mutating func remove(_ path: String) throws(GitError) -> Bool {
    guard let (name, folders) = try chain(to: path), let last = folders.last,
      try last.entry(name) != nil
    else { return false }
    for folder in folders { folder.isChanged = true }
    last.children[name] = nil
    last.table.remove(name)
    return true
  }

  /// The entry at a path as edited so far; nil if there is none. A changed folder's id is that of its last
  /// written state, or `ObjectID.zero`.
  public func entry(_ path: String) throws(GitError) -> TreeEntry? {
    guard let (name, folders) = try chain(to: path) else { return nil }
    return try folders.last?.entry(name)
  }

  /// Adds all changed folders to a batch and gives the root's id. Nothing is stored before the batch is.
  public mutating func write(into batch: inout ObjectBatch) throws(GitError) -> ObjectID {
    try root.write(into: &batch)
  }

  /// The folders on the way to the last name of a path, root first; nil if one is missing.
  private func chain(
    to path: String
  ) throws(GitError) -> (name: [UInt8], folders: [EditedFolder])? {
    let parts = path.utf8.split(separator: UInt8(ascii: "/")).map { Array($0) }
    guard let name = parts.last else { return nil }
    var folders = [root]
    var folder = root
    for part in parts.dropLast() {
      guard try folder.entry(part)?.mode == .directory else { return nil }
      folder = try folder.child(part, repository, path)
      folders.append(folder)
    }
    return (name, folders)
  }

  private static func parts(of path: String) throws(GitError) -> [[UInt8]] {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    for part in parts {
      if let reason = TreeName.objection(to: part) {
        throw GitError(
          .invalid, "store the file", printable(path),
          "the name '\(printable(String(part)))': \(reason)")
      }
    }
    return parts.map { Array($0.utf8) }
  }
}

/// One folder of an edit.
private final class EditedFolder {
  var table: TreeTable
  var children: [[UInt8]: EditedFolder] = [:]
  var isChanged = false
  private var written: (id: ObjectID, bytes: [UInt8])?

  init(_ id: ObjectID?, _ repository: Repository) throws(GitError) {
    guard let id, id != .zero else {
      table = TreeTable()
      return
    }
    table = try repository.table(id)
    written = (id, table.bytes)
  }

  /// The entry of a name, an unwritten folder included.
  func entry(_ name: [UInt8]) throws(GitError) -> TreeEntry? {
    if let entry = table.entry(name) { return entry }
    guard let child = children[name], child.holdsFiles else { return nil }
    return TreeEntry(name: name, mode: .directory, id: .zero)
  }

  private var holdsFiles: Bool {
    table.count > 0 || children.values.contains { $0.holdsFiles }
  }

  /// The folder of a name, read or made.
  func child(
    _ name: [UInt8], _ repository: Repository, _ path: String
  ) throws(GitError) -> EditedFolder {
    if let child = children[name] { return child }
    let entry = table.entry(name)
    if let entry, entry.mode != .directory {
      throw GitError(.exists, "store the file", path, "a file is where a folder is needed")
    }
    let child = try EditedFolder(entry?.id, repository)
    children[name] = child
    return child
  }

  func write(into batch: inout ObjectBatch) throws(GitError) -> ObjectID {
    if !isChanged, let written { return written.id }
    for (name, child) in children where child.isChanged {
      let id = try child.write(into: &batch)
      if child.table.count == 0 {
        table.remove(name)
        children[name] = nil
      } else {
        table.set(TreeEntry(name: name, mode: .directory, id: id))
      }
    }
    isChanged = false
    // An empty folder exists only as a root.
    let id = try batch.add(.tree, table.bytes, after: written)
    written = (id, table.bytes)
    return id
  }
}
