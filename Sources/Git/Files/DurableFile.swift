import Glibc

/// Whole files, written so that a crash leaves the old content or the new.
public enum DurableFile {
  /// Writes a file under a temporary name in the same folder, syncs it, renames it into place and
  /// syncs the folder. `mode` is narrowed by the process's umask, a file that is there keeps its own; nothing is left behind on failure. A device or a
  /// pipe is written to, never replaced.
  public static func write(
    _ bytes: [UInt8], to path: String, mode: UInt32 = 0o644
  ) throws(GitError) {
    let operation = "write the file"
    if FilePath.isFolder(path) { throw GitError.system(EISDIR, operation, path) }
    let (path, mode) = (try target(of: path), Self.mode(of: path) ?? mode)
    if Folder.kind(of: path) == .other { return try write(bytes, toDevice: path) }
    let temporary = "\(path).\(getpid())-\(UInt32.random(in: 0...UInt32.max)).tmp"
    do throws(GitError) {
      let file = try OpenFile(temporary, O_WRONLY | O_CREAT | O_EXCL, mode: mode, for: operation)
      try file.write(bytes.span, for: operation)
      if Self.mode(of: path) != nil { _ = fchmod(file.descriptor, mode) }
      try file.sync(for: operation)
      try FilePath.rename(temporary, to: path, for: operation)
    } catch {
      _ = unsafe Glibc.unlink(temporary)
      throw GitError(
        error.code, operation, path, error.detail, errorNumber: error.errorNumber)
    }
    try FilePath.syncFolder(FilePath.parent(of: path), for: operation)
  }

  /// The permissions of a plain file that is there; they stay.
  private static func mode(of path: String) -> UInt32? {
    guard let status = FilePath.status(path), status.st_mode & S_IFMT == S_IFREG else { return nil }
    return status.st_mode & 0o777
  }

  /// The file that a symbolic link leads to; the link stays.
  static func target(of path: String) throws(GitError) -> String {
    guard let status = FilePath.status(path, followingLinks: false),
      status.st_mode & S_IFMT == S_IFLNK
    else { return path }
    guard let real = unsafe realpath(path, nil) else {
      throw GitError.system(errno, "write the file", path)
    }
    defer { unsafe free(real) }
    return unsafe String(cString: real)
  }

  private static func write(_ bytes: [UInt8], toDevice path: String) throws(GitError) {
    let file = try OpenFile(path, O_WRONLY | O_NOCTTY, for: "write the file")
    try file.write(bytes.span, for: "write the file")
  }

  /// Reads a file, pipe or device up to a limit; a folder, or more than the limit, is refused, a plain
  /// file before anything of it is read.
  public static func read(_ path: String, limit: Int) throws(GitError) -> [UInt8] {
    let operation = "read the file"
    let file = try OpenFile(path, O_RDONLY | O_NOCTTY, for: operation)
    let status = try file.status(for: operation)
    if status.st_mode & S_IFMT == S_IFDIR { throw GitError.system(EISDIR, operation, path) }
    let size = status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : 0
    if size > limit { throw tooLarge(path, limit) }
    let bytes = try file.read(upTo: limit + 1, expecting: size, for: operation)
    if bytes.count > limit { throw tooLarge(path, limit) }
    return bytes
  }

  /// Whether the file's owner may run it.
  public static func isExecutable(_ path: String) -> Bool {
    (mode(of: path) ?? 0) & 0o100 != 0
  }

  /// Reads at most so many bytes from the end of a plain file; a missing file has none.
  public static func readEnd(_ path: String, limit: Int) throws(GitError) -> [UInt8] {
    let operation = "read the end of the file"
    if FilePath.status(path) == nil, errno == ENOENT { return [] }
    let file = try OpenFile(path, O_RDONLY | O_NOCTTY, for: operation)
    let size = try Int(file.status(for: operation).st_size)
    let start = max(0, size - limit)
    if lseek(file.descriptor, off_t(start), SEEK_SET) < 0 {
      throw GitError.system(errno, operation, path)
    }
    return try file.read(upTo: limit, expecting: size - start, for: operation)
  }

  /// Reads standard input up to a limit.
  public static func readStandardInput(limit: Int) throws(GitError) -> [UInt8] {
    let copy = dup(STDIN_FILENO)
    if copy < 0 { throw GitError(.notFound, "read", "standard input", "it is closed") }
    _ = Glibc.close(copy)
    return try read("/dev/stdin", limit: limit)
  }

  /// Adds bytes to the end of a file, made if missing, and syncs it. The bytes land in one piece
  /// beside other processes that append.
  public static func append(
    _ bytes: [UInt8], to path: String, mode: UInt32 = 0o644
  ) throws(GitError) {
    let operation = "append to the file"
    let isNew = FilePath.status(path) == nil
    let file = try OpenFile(path, O_WRONLY | O_CREAT | O_APPEND, mode: mode, for: operation)
    try file.write(bytes.span, for: operation)
    try file.sync(for: operation)
    if isNew { try FilePath.syncFolder(FilePath.parent(of: path), for: operation) }
  }

  private static func tooLarge(_ path: String, _ limit: Int) -> GitError {
    GitError(.tooLarge, "read the file", path, "it is larger than \(limit) bytes")
  }
}
