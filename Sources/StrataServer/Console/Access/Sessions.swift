import Crypto
import FoundationEssentials
import Synchronization

/// Who is signed in, in memory alone: a restart of the server ends all sessions.
///
/// An id is 32 random bytes that only the browser keeps; here stands its hash. A session ends after 30 minutes without a
/// request and after 12 hours in any case.
final class Sessions: Sendable {
  /// What somebody signed in with; looked up again for each request, so that a revoked one opens nothing.
  enum Credential: Hashable, Sendable {
    case key(id: String)
    case user(name: String)
  }

  struct Session: Sendable {
    let credential: Credential
    /// What a form of this session must bring along.
    let csrf: String
    let begun: Int64
    var lastSeen: Int64
    /// A word for the next page.
    var notice: Notice?
  }

  static let idleSeconds: Int64 = 30 * 60
  static let wholeSeconds: Int64 = 12 * 60 * 60
  private static let limit = 10_000

  private let open = Mutex<[[UInt8]: Session]>([:])

  /// Begins a session and returns its id, for the cookie.
  func begin(with credential: Credential, at now: Int64) -> String {
    let id = RandomID.digits(64)
    let session = Session(
      credential: credential, csrf: RandomID.digits(64), begun: now, lastSeen: now)
    open.withLock { open in
      open = open.filter { Self.isAlive($0.value, at: now) }
      if open.count >= Self.limit,
        let oldest = open.min(by: { $0.value.lastSeen < $1.value.lastSeen })
      {
        open[oldest.key] = nil
      }
      open[Self.hash(id)] = session
    }
    return id
  }

  /// The session of an id, if it has not ended; its word for the next page is taken where that is asked for.
  func session(_ id: String, at now: Int64, takesNotice: Bool) -> Session? {
    open.withLock { open in
      let key = Self.hash(id)
      guard var session = open[key] else { return nil }
      guard Self.isAlive(session, at: now) else {
        open[key] = nil
        return nil
      }
      let found = session
      session.lastSeen = now
      if takesNotice { session.notice = nil }
      open[key] = session
      return found
    }
  }

  /// Leaves a word for the next page.
  func leave(_ notice: Notice, for id: String) {
    open.withLock { $0[Self.hash(id)]?.notice = notice }
  }

  func end(_ id: String) { open.withLock { $0[Self.hash(id)] = nil } }

  private static func isAlive(_ session: Session, at now: Int64) -> Bool {
    now - session.lastSeen < idleSeconds && now - session.begun < wholeSeconds
  }

  private static func hash(_ id: String) -> [UInt8] { Array(SHA256.hash(data: Array(id.utf8))) }
}
