import Glibc

/// Folders that only their owner may look into.
public enum PrivateFolder {
  /// Makes a folder of a fresh name, mode 0700, in `TMPDIR` or `/tmp`, and returns its absolute path.
  public static func makeTemporary(_ purpose: String) throws(GitError) -> String {
    let named = Machine.environment("TMPDIR") ?? ""
    let parent = named.hasPrefix("/") ? FilePath.withoutTrailingSlashes(named) : "/tmp"
    var template = Array("\(parent)/\(purpose)-XXXXXX".utf8CString)
    guard let path = unsafe mkdtemp(&template) else {
      throw GitError.system(errno, "make a folder in", parent)
    }
    return unsafe String(cString: path)
  }

  /// Makes a folder, mode 0700, in one that is there; true if it was not there.
  @discardableResult
  public static func make(_ path: String) throws(GitError) -> Bool {
    if unsafe mkdir(path, 0o700) == 0 { return true }
    if errno == EEXIST, FilePath.isFolder(path) { return false }
    throw GitError.system(errno, "make the folder", path)
  }

  /// Removes a folder and all that is in it; what links lead to stays.
  public static func remove(_ path: String) throws(GitError) {
    let operation = "remove the folder"
    for name in try Folder.list(path) {
      let inner = "\(path)/\(name)"
      let status = FilePath.status(inner, followingLinks: false)
      if status.map({ $0.st_mode & S_IFMT == S_IFDIR }) ?? false {
        try remove(inner)
      } else {
        try FilePath.unlink(inner, for: operation)
      }
    }
    if unsafe rmdir(path) != 0, errno != ENOENT { throw GitError.system(errno, operation, path) }
  }
}
