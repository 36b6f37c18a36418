import Glibc
import Synchronization

/// A bare git repository on this machine's disk.
///
/// Values go in and out; no handle leaves. Calls are synchronous and serialized within one instance:
/// a program that reads from several threads opens one instance for each.
public final class Repository: Sendable {
  /// The repository's folder, as it was given.
  public let path: String
  private let handles: Mutex<Handles>

  /// Opens the bare repository at exactly this path; does not look in the folders above.
  ///
  /// Refuses with `foreignOwner` what belongs neither to this process's user nor to root, because
  /// its configuration could mislead the process.
  public static func open(at path: String) throws(GitError) -> Repository {
    let path = FilePath.withoutTrailingSlashes(path)
    let operation = "open the repository"
    guard let status = FilePath.status(path) else { throw GitError.system(errno, operation, path) }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      throw GitError.system(ENOTDIR, operation, path)
    }
    for part in [path, "\(path)/config", "\(path)/objects"] {
      try checkOwner(part, of: path)
    }
    for part in ["HEAD", "refs"] where !Folder.exists("\(path)/\(part)") {
      throw GitError(.corrupt, operation, path, "it has lost its '\(part)'")
    }
    if Folder.exists("\(path)/objects/info/alternates") {
      throw GitError(.unsupported, operation, path, "it borrows objects from another repository")
    }
    return try Repository(path: path)
  }

  private init(path: String) throws(GitError) {
    self.path = path
    handles = Mutex(try Handles(path: path))
  }

  private static func checkOwner(_ part: String, of path: String) throws(GitError) {
    guard let status = FilePath.status(part) else {
      if errno == ENOENT {
        throw GitError(.notFound, "open the repository", path, "it is not a bare git repository")
      }
      throw GitError.system(errno, "open the repository", part)
    }
    if status.st_uid == geteuid() || status.st_uid == 0 { return }
    throw GitError(
      .foreignOwner, "open the repository", path,
      "'\(part)' belongs to user \(status.st_uid), this process runs as user \(geteuid())",
      hint: "run as the owner, or change the owner with chown -R")
  }

  /// Runs a body with the handles, alone.
  func withHandles<Result>(
    _ body: (inout Handles) throws(GitError) -> sending Result
  ) throws(GitError) -> sending Result {
    try handles.withLock { (handles) throws(GitError) in try body(&handles) }
  }

  /// The folder of this program's own files in the repository.
  public var ownFolder: String { "\(path)/strata" }

  var loose: LooseObject { LooseObject(folder: "\(path)/objects") }
  var packFolder: String { "\(path)/objects/pack" }
}
