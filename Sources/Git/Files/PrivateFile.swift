import Glibc

/// Plain files that hold, or lead to, secrets: their owner alone may read them.
public enum PrivateFile {
  /// Reads a file that is ours alone: a plain file and no symbolic link, its owner this user, closed to everybody else.
  ///
  /// - Throws: `permission` where it is not; `tooLarge` before anything of it is read.
  public static func read(_ path: String, limit: Int) throws(GitError) -> [UInt8] {
    let operation = "read the file"
    let link = FilePath.status(path, followingLinks: false)
    if let link, link.st_mode & S_IFMT == S_IFLNK { throw refused(path, "it is a symbolic link") }
    let file = try OpenFile(path, O_RDONLY | O_NOCTTY | O_NOFOLLOW | O_NONBLOCK, for: operation)
    let status = try file.status(for: operation)
    guard status.st_mode & S_IFMT == S_IFREG else { throw refused(path, "it is no plain file") }
    guard status.st_uid == geteuid() else { throw refused(path, "it belongs to another user") }
    guard status.st_mode & 0o077 == 0 else {
      throw refused(path, "others may use it; its mode must be 0600 or stricter")
    }
    if Int(status.st_size) > limit { throw tooLarge(path, limit) }
    let bytes = try file.read(upTo: limit + 1, expecting: Int(status.st_size), for: operation)
    if bytes.count > limit { throw tooLarge(path, limit) }
    return bytes
  }

  /// Writes a file of mode 0600, whole or not at all, under a temporary name of the same mode first.
  ///
  /// What is there is replaced, with its mode; anything but a plain file is refused, a symbolic link too.
  public static func write(_ bytes: [UInt8], to path: String) throws(GitError) {
    let operation = "write the file"
    if let status = FilePath.status(path, followingLinks: false),
      status.st_mode & S_IFMT != S_IFREG
    {
      throw GitError(.permission, operation, path, "it is there and no plain file")
    }
    let temporary = "\(path).\(getpid())-\(UInt32.random(in: 0...UInt32.max)).tmp"
    do throws(GitError) {
      let file = try OpenFile(
        temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o600, for: operation)
      try file.write(bytes.span, for: operation)
      try file.sync(for: operation)
      try FilePath.rename(temporary, to: path, for: operation)
    } catch {
      if error.code != .exists { _ = unsafe Glibc.unlink(temporary) }
      throw GitError(error.code, operation, path, error.detail, errorNumber: error.errorNumber)
    }
    try FilePath.syncFolder(FilePath.parent(of: path), for: operation)
  }

  private static func refused(_ path: String, _ detail: String) -> GitError {
    GitError(.permission, "read the file", path, detail)
  }

  private static func tooLarge(_ path: String, _ limit: Int) -> GitError {
    GitError(.tooLarge, "read the file", path, "it is larger than \(limit) bytes")
  }
}
