import Clibgit2
import Glibc

/// The start of libgit2, once in a process, and its error text.
enum Library {
  /// Whether libgit2 started; options are set before any repository opens.
  static let isReady: Bool = start()

  private static func start() -> Bool {
    guard git_libgit2_init() > 0 else { return false }
    let on: Int32 = 1
    let off: Int32 = 0
    func set(_ option: git_libgit2_opt_t, _ value: Int32) {
      _ = strata_git_set_flag(Int32(option.rawValue), value)
    }
    set(GIT_OPT_ENABLE_FSYNC_GITDIR, on)
    // Ownership and hashes are checked by this module, with better messages and a faster SHA-1.
    set(GIT_OPT_SET_OWNER_VALIDATION, off)
    set(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, off)
    // Results must not depend on the user's or the system's git configuration.
    for level in [GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_GLOBAL, GIT_CONFIG_LEVEL_XDG] {
      _ = unsafe strata_git_set_search_path(level.rawValue, "")
    }
    _ = unsafe strata_git_set_search_path(GIT_CONFIG_LEVEL_PROGRAMDATA.rawValue, "")
    _ = strata_git_set_size(Int32(GIT_OPT_SET_MWINDOW_FILE_LIMIT.rawValue), openPackLimit)
    return true
  }

  /// Packs kept open at a time: a quarter of what the process may open.
  private static var openPackLimit: Int {
    var limit = rlimit()
    guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
      return 64
    }
    return max(2, min(256, Int(clamping: limit.rlim_cur) / 4))
  }

  /// Refuses to go on where libgit2 did not start.
  static func require(_ subject: String) throws(GitError) {
    if !isReady { throw GitError(.failed, "start libgit2 for", subject, "it did not initialize") }
  }

  /// Translates the result of a call; to be made on the thread that made the call, at once after it.
  static func error(_ result: Int32, _ operation: String, _ subject: String) -> GitError {
    let number = errno
    let text = lastText
    let code: GitError.Code =
      switch result {
      case GIT_ENOTFOUND.rawValue: .notFound
      case GIT_EEXISTS.rawValue: .exists
      case GIT_EAMBIGUOUS.rawValue: .ambiguous
      case GIT_ELOCKED.rawValue: .locked
      case GIT_EMODIFIED.rawValue: .modified
      case GIT_EINVALIDSPEC.rawValue, GIT_EINVALID.rawValue: .invalid
      default: .failed
      }
    let cause = GitError.system(number, operation, subject)
    let isSystem = [.tooManyFiles, .noMemory, .permission, .noSpace].contains(cause.code)
    if code == .failed, isSystem { return cause }
    return GitError(code, operation, subject, printable(text))
  }

  private static var lastText: String {
    guard let error = unsafe git_error_last(), let message = unsafe error.pointee.message else {
      return "libgit2 gave no reason"
    }
    return unsafe String(cString: message)
  }
}
