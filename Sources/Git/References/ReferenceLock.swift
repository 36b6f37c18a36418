import Glibc

/// Git's own lock of one reference, `<reference>.lock`, holding the value that the reference is to get.
///
/// The lock file is a second name of a staged file that the process holds an advisory lock on. So a lock
/// that a killed process of Strata left is known for sure: it is that staged file, and nobody holds it.
struct ReferenceLock: ~Copyable {
  private let staged: StagedFile
  private let path: String
  private var isHeld = true

  private init(_ staged: consuming StagedFile, _ path: String) {
    self.staged = staged
    self.path = path
  }

  /// Waits for the lock up to a patience; takes it over from a dead process of Strata, never from git.
  static func take(
    _ name: String, value: ObjectID, in repository: Repository, patience seconds: Double
  ) throws(GitError) -> ReferenceLock {
    let operation = "lock the reference"
    let staging = repository.staging
    let path = "\(repository.path)/\(name).lock"
    let content = Array("\(value.hex)\n".utf8)
    let staged = try StagedFile.make(in: staging.folder, stem: "ref", content.span, for: operation)
    try FilePath.syncFolder(staging.folder, for: operation)
    var patience = Patience(seconds: seconds)
    while unsafe link(staged.path, path) != 0 {
      let failure = errno
      guard failure == EEXIST || failure == ENOENT else {
        throw GitError.system(failure, operation, path)
      }
      if failure == ENOENT, patience.wait() {
        // `git pack-refs` removes folders that it leaves empty.
        try FilePath.makeFolders(FilePath.parent(of: path), for: operation)
      } else if try staging.tidy().isEmpty, !patience.wait() {
        throw refusal(name, path, seconds)
      }
    }
    return ReferenceLock(staged, path)
  }

  deinit {
    // Once renamed into place the name may already be another process's lock.
    if isHeld { _ = unsafe unlink(path) }
  }

  /// Makes the locked value the reference's value, durably.
  consuming func commit(to reference: String) throws(GitError) {
    let operation = "move the reference"
    try FilePath.rename(path, to: reference, for: operation)
    isHeld = false
    try FilePath.syncFolder(FilePath.parent(of: reference), for: operation)
  }

  private static func refusal(_ name: String, _ path: String, _ seconds: Double) -> GitError {
    let changed = FilePath.status(path).map { Int64($0.st_mtim.tv_sec) }
    let age = changed.map { "\(max(0, Machine.seconds - $0)) s old" } ?? "gone just now"
    return GitError(
      .locked, "move the reference", name,
      "the lock file '\(path)' is there, \(age), and not of a dead Strata process; waited \(Int(seconds)) s",
      hint: "nothing was moved; if no git process works on this repository, run: rm '\(path)'")
  }
}
