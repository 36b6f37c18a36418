import Clibgit2

extension Repository {
  /// Reads a value of the repository's own configuration; nil if it is not set there.
  ///
  /// The user's and the system's configuration are not read, so results do not depend on `$HOME`.
  public func configuration(_ key: String) throws(GitError) -> String? {
    try withHandles { (handles) throws(GitError) in try handles.configuration(key) }
  }
}

extension Handles {
  func configuration(_ key: String) throws(GitError) -> String? {
    var configuration: OpaquePointer?
    var result = unsafe git_repository_config_snapshot(&configuration, repository)
    guard result == 0, let configuration = unsafe configuration else {
      throw Library.error(result, "read the configuration of", path)
    }
    defer { unsafe git_config_free(configuration) }
    var text = unsafe git_buf()
    defer { unsafe git_buf_dispose(&text) }
    result = unsafe git_config_get_string_buf(&text, configuration, key)
    if result == GIT_ENOTFOUND.rawValue { return nil }
    if result != 0 { throw Library.error(result, "read the configuration of", path) }
    return unsafe text.ptr.map { unsafe String(cString: $0) }
  }
}
