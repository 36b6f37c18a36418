import Glibc

/// Text operations on paths, and the small system calls that take one.
enum FilePath {
  /// The folder that holds a path, or `.`.
  static func parent(of path: String) -> String {
    let trimmed = withoutTrailingSlashes(path)
    guard let slash = trimmed.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    let head = withoutTrailingSlashes(String(trimmed[..<slash]))
    return head.isEmpty ? "/" : head
  }

  /// The last part of a path.
  static func name(of path: String) -> String {
    let trimmed = withoutTrailingSlashes(path)
    guard let slash = trimmed.utf8.lastIndex(of: UInt8(ascii: "/")) else { return trimmed }
    return String(trimmed[trimmed.utf8.index(after: slash)...])
  }

  /// The path without slashes at its end; `/` stays.
  static func withoutTrailingSlashes(_ path: String) -> String {
    var path = path[...]
    while path.utf8.count > 1, path.utf8.last == UInt8(ascii: "/") { path = path.dropLast() }
    return String(path)
  }

  static func status(_ path: String, followingLinks: Bool = true) -> stat? {
    var status = stat()
    let result = unsafe followingLinks ? stat(path, &status) : lstat(path, &status)
    return result == 0 ? status : nil
  }

  static func isFolder(_ path: String) -> Bool {
    status(path).map { $0.st_mode & S_IFMT == S_IFDIR } ?? false
  }

  static func rename(_ source: String, to target: String, for operation: String) throws(GitError) {
    if unsafe Glibc.rename(source, target) != 0 { throw GitError.system(errno, operation, target) }
  }

  static func unlink(_ path: String, for operation: String) throws(GitError) {
    if unsafe Glibc.unlink(path) != 0, errno != ENOENT {
      throw GitError.system(errno, operation, path)
    }
  }

  /// Makes one folder; true if it was not there.
  @discardableResult
  static func makeFolder(_ path: String, for operation: String) throws(GitError) -> Bool {
    if unsafe mkdir(path, 0o777) == 0 { return true }
    if errno == EEXIST, isFolder(path) { return false }
    throw GitError.system(errno, operation, path)
  }

  /// Makes a folder and those above it as needed, each new one durable in its parent.
  static func makeFolders(_ path: String, for operation: String) throws(GitError) {
    if isFolder(path) { return }
    let parent = parent(of: path)
    try makeFolders(parent, for: operation)
    if try makeFolder(path, for: operation) { try syncFolder(parent, for: operation) }
  }

  /// Waits until the names in a folder are on the disk.
  static func syncFolder(_ path: String, for operation: String) throws(GitError) {
    try OpenFile(path, O_RDONLY | O_DIRECTORY, for: operation).sync(for: operation)
  }

  /// All files in a folder and the folders below it.
  static func files(below folder: String) throws(GitError) -> [String] {
    var files: [String] = []
    for name in try Folder.list(folder) {
      let path = "\(folder)/\(name)"
      if isFolder(path) { files += try self.files(below: path) } else { files.append(path) }
    }
    return files
  }
}
