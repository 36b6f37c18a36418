import Git
import ProfileRepository
import Synchronization

/// The users as a running server knows them; it reads the file again whenever that was written anew.
final class UserDirectory: Sendable {
  private struct State {
    var stamp: PrivateFile.Stamp?
    var users: [String: ConsoleUser] = [:]
  }

  private let file: UserFile
  private let state = Mutex(State())
  /// What the password of somebody unknown is held against, so that the time does not tell who is known.
  private let nobody: PasswordHash

  init(of repository: ProfileRepository) throws {
    file = UserFile(of: repository)
    nobody = try PasswordHash(of: Array(RandomID.digits(32).utf8))
  }

  /// Nil where there is none of that name. Costs one `stat`.
  func user(_ name: String) throws(GitError) -> ConsoleUser? {
    try state.withLock { state throws(GitError) in
      let stamp = file.stamp
      if stamp != state.stamp {
        state.users = Dictionary(try file.users().map { ($0.name, $0) }) { $1 }
        state.stamp = stamp
      }
      return state.users[name]
    }
  }

  /// Whether somebody is who he says; takes a quarter of a second either way.
  func accepts(_ name: String, _ password: [UInt8]) throws(GitError) -> Bool {
    let user = try user(name)
    let isRight = (user?.password ?? nobody).accepts(password)
    return user != nil && isRight
  }
}
