import Clibgit2
import Glibc

/// One configuration file of git's, such as a repository's own: what it says, and its bytes.
///
/// Reads the named file and what it includes, never the user's or the system's.
public struct ConfigurationFile: Hashable, Sendable {
  public let path: String

  public init(_ path: String) { self.path = path }

  /// The values of a key such as `diff.strata.textconv`, in the file's order: git goes by the last. Refuses a file that git
  /// could not read either.
  public func values(of key: String) throws(GitError) -> [String] {
    let operation = "read the configuration of"
    let file = try OpenConfiguration(path, for: operation)
    var iterator: OpaquePointer?
    let result = unsafe git_config_multivar_iterator_new(&iterator, file.handle, key, nil)
    if result == GIT_ENOTFOUND.rawValue { return [] }
    guard result == 0, let iterator = unsafe iterator else {
      throw Library.error(result, operation, path)
    }
    defer { unsafe git_config_iterator_free(iterator) }
    var values: [String] = []
    var entry: UnsafeMutablePointer<git_config_entry>?
    while unsafe git_config_next(&entry, iterator) == 0 {
      guard let value = unsafe entry?.pointee.value else { continue }
      values.append(unsafe String(cString: value))
    }
    return values
  }

  /// Removes what a key says with exactly this value; other values of it stay. Nothing to remove is no error.
  public func remove(_ key: String, value: String) throws(GitError) {
    let operation = "change the configuration of"
    guard try values(of: key).contains(value) else { return }
    let file = try OpenConfiguration(path, for: operation)
    let pattern = "^\(Self.literal(value))$"
    let result = unsafe git_config_delete_multivar(file.handle, key, pattern)
    if result != 0, result != GIT_ENOTFOUND.rawValue {
      throw Library.error(result, operation, path)
    }
  }

  public func bytes() throws(GitError) -> [UInt8] {
    try DurableFile.read(path, limit: 16 << 20)
  }

  /// Gives the file other bytes under git's own lock of it, `FILE.lock`, and only where it still has the expected ones.
  ///
  /// A crash leaves the old bytes or the new; a lock that somebody holds is `locked`, other bytes are `modified`.
  public func replace(_ expected: [UInt8], with bytes: [UInt8]) throws(GitError) {
    let operation = "change the configuration of"
    let target = try DurableFile.target(of: path)
    let lock = "\(target).lock"
    let file: OpenFile
    do throws(GitError) {
      file = try OpenFile(lock, O_WRONLY | O_CREAT | O_EXCL, for: operation)
    } catch  where error.code == .exists {
      throw GitError(
        .locked, operation, path, "the lock file '\(lock)' is there",
        hint: "nothing was changed; if no git process works on this repository, run: rm '\(lock)'")
    }
    do throws(GitError) {
      guard try self.bytes() == expected else {
        throw GitError(.modified, operation, path, "somebody changed it just now")
      }
      try file.write(bytes.span, for: operation)
      if let status = FilePath.status(target) {
        _ = fchmod(file.descriptor, status.st_mode & 0o777)
      }
      try file.sync(for: operation)
      try FilePath.rename(lock, to: target, for: operation)
    } catch {
      _ = unsafe unlink(lock)
      throw error
    }
    try FilePath.syncFolder(FilePath.parent(of: target), for: operation)
  }

  /// A regular expression that matches a text alone, in POSIX's language and in PCRE's.
  private static func literal(_ text: String) -> String {
    var pattern = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "^", "\\": pattern += "\\\(scalar)"
      case _ where scalar.isASCII && !scalar.properties.isAlphabetic && scalar.value > 0x20:
        pattern += "[\(scalar)]"
      default: pattern.unicodeScalars.append(scalar)
      }
    }
    return pattern
  }
}

/// A configuration file that libgit2 has read.
@safe private struct OpenConfiguration: ~Copyable {
  let handle: OpaquePointer

  init(_ path: String, for operation: String) throws(GitError) {
    try Library.require(path)
    var opened: OpaquePointer?
    let result = unsafe git_config_open_ondisk(&opened, path)
    guard result == 0, let opened = unsafe opened else {
      throw Library.error(result, operation, path)
    }
    unsafe handle = opened
  }

  deinit { unsafe git_config_free(handle) }
}
