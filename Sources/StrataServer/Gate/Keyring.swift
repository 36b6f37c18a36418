import Crypto
import FoundationEssentials
import Git
import ProfileRepository
import Synchronization

/// The keys as a running server knows them; it reads the file again whenever that was written anew, so that a key
/// which is revoked opens nothing from then on.
final class Keyring: Sendable {
  private struct State {
    var stamp: PrivateFile.Stamp?
    var keys: [String: AccessKey] = [:]
    /// Uses that the file does not tell of yet.
    var uses: [String: Int64] = [:]
  }

  private let file: KeyFile
  private let state = Mutex(State())

  init(of repository: ProfileRepository) { file = KeyFile(of: repository) }

  /// Whom a key's text stands for; nil for a key that is unknown, revoked, expired or no key.
  ///
  /// It looks at the file's state each time (one `stat`) and compares in constant time.
  func principal(for text: String, at seconds: Int64) throws(GitError) -> Principal? {
    guard let token = KeyToken(text) else { return nil }
    return try principal(of: token.id, at: seconds) { token.opens($0.hash) }
  }

  /// Whom a key stands for, if it passes a check.
  func principal(
    of id: String, at seconds: Int64, where passes: (AccessKey) -> Bool
  ) throws(GitError) -> Principal? {
    try state.withLock { state throws(GitError) in
      try refresh(&state)
      guard let key = state.keys[id], passes(key), !key.isExpired(at: seconds) else { return nil }
      let minute = seconds / 60 * 60
      if (key.lastUse ?? 0) < minute { state.uses[id] = minute }
      return key.principal
    }
  }

  /// Writes down when keys were last used. Blocks on the disk.
  func noteUses() throws(GitError) {
    let uses = state.withLock { state in
      defer { state.uses = [:] }
      return state.uses
    }
    if !uses.isEmpty { try file.note(uses) }
  }

  private func refresh(_ state: inout State) throws(GitError) {
    let stamp = file.stamp
    if stamp == state.stamp { return }
    let keys = try file.keys()
    state.keys = Dictionary(keys.map { ($0.id, $0) }) { $1 }
    state.stamp = stamp
  }
}

extension KeyToken {
  /// Whether the secret is the one of a stored hash; swift-crypto compares digests in constant time.
  func opens(_ stored: [UInt8]) -> Bool { digest == stored }
}
