internal import Git

/// The hook `hooks/update` of the repository, which refuses a plain `git push` to an environment's branch.
///
/// It is a script of the shell that needs nothing else. git runs it for every way of pushing; it does not see who writes the
/// repository's folder directly, nor a repository whose `core.hooksPath` points elsewhere.
enum PushGuard {
  /// What installing came to.
  enum State: Hashable {
    case present, installed
    /// Somebody else's hook is there, and stays.
    case foreign
  }

  private static let folder = "hooks"
  private static let name = "update"
  /// By this a script of any version is known as Strata's.
  private static let mark = "# strata push guard"

  static let script = """
    #!/bin/sh
    \(mark) 1: written by 'strata init', renewed by 'strata upkeep'
    case "$1" in
    refs/heads/env/*)
      branch=${1#refs/heads/}
      printf '%s\\n' \\
        "strata: refused: '$branch' is written by strata only, never by git push" \\
        "strata: use 'strata commit', 'strata import' or 'strata promote' on the repository" >&2
      exit 1
      ;;
    esac
    exit 0

    """

  /// Puts the script in place, with its permission to run; leaves a hook alone that is not Strata's.
  static func install(in store: Repository) throws(GitError) -> State {
    let path = "\(store.path)/\(folder)/\(name)"
    if Folder.exists(path) {
      let text = String(decoding: try DurableFile.read(path, limit: 1 << 20), as: UTF8.self)
      if text == script, DurableFile.isExecutable(path) { return .present }
      guard text.contains(mark) else { return .foreign }
      // A file that is there keeps its permissions, and these may be what is wrong.
      try Folder.removeFile(path)
    }
    try Folder.create("\(store.path)/\(folder)")
    try DurableFile.write(Array(script.utf8), to: path, mode: 0o755)
    return .installed
  }
}

extension ProfileRepository {
  /// Sees to it that a plain `git push` to an environment's branch is refused; says what is in the way, if something is.
  @discardableResult
  public func guardPushes() throws(RepositoryError) -> String? {
    let state = try git { () throws(GitError) in try PushGuard.install(in: store) }
    return state == .foreign ? Self.foreignHook : nil
  }

  private static let foreignHook =
    "'hooks/update' is not strata's and stays: nothing refuses a git push to 'env/*' unless it does"
}
