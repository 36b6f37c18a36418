import Glibc

/// The right to move branches of a repository, held by one writer at a time on one machine.
///
/// It is the kernel's advisory lock on `strata/lock`: gone the moment its process is, however that
/// ends. The file's text says who holds it, for messages only.
public struct WriterLock: ~Copyable, Sendable {
  private let file: OpenFile

  /// Waits for the lock up to so many seconds, then refuses with `locked` and names the holder.
  public init(repository path: String, patience seconds: Double = 30) throws(GitError) {
    let operation = "lock the repository"
    let folder = "\(path)/strata"
    if !FilePath.isFolder(folder) { try FilePath.makeFolders(folder, for: operation) }
    let file = try OpenFile("\(folder)/lock", O_RDWR | O_CREAT, for: operation)
    var patience = Patience(seconds: seconds)
    while try !file.tryLock(for: operation) {
      if !patience.wait() { throw Self.refusal(file, path, seconds) }
    }
    Self.sign(file)
    self.file = file
  }

  /// Gives the lock back.
  public consuming func release() {}

  /// Writes who holds the lock; a full disk is no reason not to have it.
  private static func sign(_ file: borrowing OpenFile) {
    guard ftruncate(file.descriptor, 0) == 0 else { return }
    try? file.write(Array(ProcessIdentity.current.line.utf8).span, for: "sign the lock")
  }

  private static func refusal(
    _ file: borrowing OpenFile, _ path: String, _ seconds: Double
  ) -> GitError {
    let text = (try? file.read(upTo: 4096, for: "read the lock")) ?? []
    let owner = ProcessIdentity(line: String(decoding: text, as: UTF8.self))
    return GitError(
      .locked, "lock the repository", path,
      "\(owner?.words ?? "another process") is writing; waited \(Int(seconds)) s",
      hint: "nothing was written; try again when that process is done")
  }
}

extension Repository {
  /// Runs a body while holding the writers' lock.
  public func withWriterLock<Result>(
    patience seconds: Double = 30, _ body: () throws(GitError) -> Result
  ) throws(GitError) -> Result {
    let lock = try WriterLock(repository: path, patience: seconds)
    let result = try body()
    lock.release()
    return result
  }
}
