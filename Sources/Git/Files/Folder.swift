import Glibc

/// What is in a folder of the file system.
public enum Folder {
  /// The kinds of thing a path can lead to, links followed.
  public enum Kind: Hashable, Sendable {
    /// A plain file.
    case file
    /// A folder.
    case folder
    /// A pipe, a device, a socket.
    case other
  }

  /// Lists the names in a folder, without `.` and `..`, in byte order.
  public static func list(_ path: String) throws(GitError) -> [String] {
    guard let stream = unsafe opendir(path) else {
      throw GitError.system(errno, "list the folder", path)
    }
    defer { _ = unsafe closedir(stream) }
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = unsafe readdir(stream) else { break }
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
          unsafe String(cString: $0)
        }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    if errno != 0 { throw GitError.system(errno, "list the folder", path) }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Says what a path leads to, or nil if there is nothing.
  public static func kind(of path: String) -> Kind? {
    guard let status = FilePath.status(path) else { return nil }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .folder
    default: return .other
    }
  }

  /// Says whether something is at a path.
  public static func exists(_ path: String) -> Bool { kind(of: path) != nil }

  /// Makes a folder and those above it where they are missing, durably.
  public static func create(_ path: String) throws(GitError) {
    try FilePath.makeFolders(path, for: "make the folder")
  }

  /// Removes a file; a missing one is no error.
  public static func removeFile(_ path: String) throws(GitError) {
    try FilePath.unlink(path, for: "remove the file")
  }

  /// Removes a folder that is empty; says whether it did.
  @discardableResult
  public static func removeIfEmpty(_ path: String) -> Bool { unsafe rmdir(path) == 0 }

  /// The working directory's absolute path.
  public static func current() throws(GitError) -> String {
    guard let path = unsafe getcwd(nil, 0) else {
      throw GitError.system(errno, "find the folder", ".")
    }
    defer { unsafe free(path) }
    return unsafe String(cString: path)
  }
}
