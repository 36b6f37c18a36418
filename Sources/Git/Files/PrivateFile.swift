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

  /// What tells one state of a file from another without reading it: a file written whole is a new one.
  public struct Stamp: Hashable, Sendable {
    private let device: UInt64
    private let node: UInt64
    private let size: Int64
    private let nanoseconds: Int64

    fileprivate init(_ status: stat) {
      (device, node) = (UInt64(status.st_dev), UInt64(status.st_ino))
      size = Int64(status.st_size)
      nanoseconds = Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
    }
  }

  /// The state that a file is in; nil where there is none.
  public static func stamp(of path: String) -> Stamp? {
    FilePath.status(path, followingLinks: false).map(Stamp.init)
  }

  private static func refused(_ path: String, _ detail: String) -> GitError {
    GitError(.permission, "read the file", path, detail)
  }

  private static func tooLarge(_ path: String, _ limit: Int) -> GitError {
    GitError(.tooLarge, "read the file", path, "it is larger than \(limit) bytes")
  }
}
