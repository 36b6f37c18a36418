import Glibc

/// A file in `strata/staging` that its process holds an advisory lock on for as long as it lives, so that
/// what a dead process left can be told from what is still in use.
struct StagedFile: ~Copyable {
  let file: OpenFile

  var path: String { file.path }

  private init(_ file: consuming OpenFile) { self.file = file }

  /// Makes and locks a file whose name starts with a stem, and writes and syncs its content.
  static func make(
    in folder: String, stem: String, mode: mode_t = 0o666, _ content: Span<UInt8>,
    for operation: String
  ) throws(GitError) -> StagedFile {
    if !FilePath.isFolder(folder) { try FilePath.makeFolders(folder, for: operation) }
    let staged = StagedFile(try open(folder, stem, mode, operation))
    try staged.file.write(content, for: operation)
    try staged.file.sync(for: operation)
    return staged
  }

  private static func open(
    _ folder: String, _ stem: String, _ mode: mode_t, _ operation: String
  ) throws(GitError) -> OpenFile {
    for _ in 0..<100 {
      let path = "\(folder)/\(stem).\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
      let file = try OpenFile(path, O_RDWR | O_CREAT | O_EXCL, mode: mode, for: operation)
      // A tidying process may have taken the file for a dead one before it was locked.
      if try file.tryLock(for: operation), FilePath.status(path) != nil { return file }
    }
    throw GitError(.locked, operation, folder, "other processes keep removing its files")
  }

  deinit { _ = unsafe unlink(file.path) }
}
