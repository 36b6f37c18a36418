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

  /// What becomes of a file that is there.
  public enum Replacement: Sendable {
    /// It stays until the new one has its name. A kill in that moment leaves the new one beside it, under a temporary name.
    case atOnce
    /// It goes before the new one has a name, so that a kill never leaves a second file; in that moment it leaves none.
    case afterRemoval
  }

  /// Writes a file of mode 0600, whole or not at all.
  ///
  /// It has no name before it is whole, so that a process that is killed leaves nothing behind. Where the file system has no
  /// files without a name, one of the same mode with a temporary name stands in. Anything but a plain file is refused, a
  /// symbolic link too.
  public static func write(
    _ bytes: [UInt8], to path: String, replacing replacement: Replacement = .atOnce
  ) throws(GitError) {
    if let status = FilePath.status(path, followingLinks: false),
      status.st_mode & S_IFMT != S_IFREG
    {
      throw GitError(.permission, "write the file", path, "it is there and no plain file")
    }
    try put(bytes, at: path, replacing: replacement)
  }

  /// Makes a file as `write` does, where nothing is.
  ///
  /// - Throws: `exists` where something is; of several that make it at once, one does.
  public static func create(_ bytes: [UInt8], at path: String) throws(GitError) {
    try put(bytes, at: path, replacing: nil)
  }

  private static func put(
    _ bytes: [UInt8], at path: String, replacing replacement: Replacement?
  ) throws(GitError) {
    let operation = "write the file"
    do throws(GitError) {
      if let file = try nameless(in: FilePath.parent(of: path), for: operation) {
        try file.write(bytes.span, for: operation)
        try file.sync(for: operation)
        try name(file, path, replacing: replacement, for: operation)
      } else {
        try putNamed(bytes, at: path, replaces: replacement != nil, for: operation)
      }
    } catch {
      throw GitError(error.code, operation, path, error.detail, errorNumber: error.errorNumber)
    }
    try FilePath.syncFolder(FilePath.parent(of: path), for: operation)
  }

  /// Nil where the file system, or the missing `/proc`, does not let a file begin without a name.
  private static func nameless(
    in folder: String, for operation: String
  ) throws(GitError) -> OpenFile? {
    // O_TMPFILE of open(2), which Swift does not import.
    let flags = 0o20_000_000 | O_DIRECTORY
    do throws(GitError) {
      let file = try OpenFile(folder, O_WRONLY | flags, mode: 0o600, for: operation)
      if FilePath.status("/proc/self/fd/\(file.descriptor)") == nil { return nil }
      return consume file
    } catch  where [EOPNOTSUPP, EISDIR, EINVAL].contains(error.errorNumber) {
      return nil
    }
  }

  private static func name(
    _ file: borrowing OpenFile, _ path: String, replacing replacement: Replacement?,
    for operation: String
  ) throws(GitError) {
    // Somebody else may make the file between two calls.
    for _ in 0..<100 {
      if replacement == .afterRemoval { try FilePath.unlink(path, for: operation) }
      if link(file, path) { return }
      if errno != EEXIST || replacement == nil { break }
      if replacement == .atOnce {
        let temporary = temporaryName(for: path)
        if !link(file, temporary) { break }
        defer { _ = unsafe Glibc.unlink(temporary) }
        return try FilePath.rename(temporary, to: path, for: operation)
      }
    }
    throw GitError.system(errno, operation, path)
  }

  private static func link(_ file: borrowing OpenFile, _ path: String) -> Bool {
    let own = "/proc/self/fd/\(file.descriptor)"
    return unsafe linkat(AT_FDCWD, own, AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0
  }

  private static func temporaryName(for path: String) -> String {
    "\(path).\(getpid())-\(UInt32.random(in: 0...UInt32.max)).tmp"
  }

  private static func putNamed(
    _ bytes: [UInt8], at path: String, replaces: Bool, for operation: String
  ) throws(GitError) {
    let temporary = temporaryName(for: path)
    let file = try OpenFile(
      temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o600, for: operation)
    defer { _ = unsafe Glibc.unlink(temporary) }
    try file.write(bytes.span, for: operation)
    try file.sync(for: operation)
    if replaces { return try FilePath.rename(temporary, to: path, for: operation) }
    if unsafe Glibc.link(temporary, path) != 0 { throw GitError.system(errno, operation, path) }
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
