import Synchronization

/// Slows down whoever guesses: within five minutes ten failures for a name from one address, or a hundred from that address,
/// and no more is looked at. Nobody locks a user out from elsewhere.
final class SignInLimit: Sendable {
  private struct Failures {
    var count = 0
    var begun: Int64
  }

  private let failures = Mutex<[String: Failures]>([:])
  static let mostForName = 10
  static let mostForPeer = 100
  static let seconds: Int64 = 300
  private static let limit = 20_000

  /// One who tries.
  struct Attempt: Sendable {
    let peer: String
    /// Nil for a key, which nobody guesses.
    let user: String?

    fileprivate var names: [(text: String, most: Int)] {
      [("from \(peer)", mostForPeer)]
        + (user.map { [("\($0) from \(peer)", mostForName)] } ?? [])
    }
  }

  /// How many seconds to wait; nil where another attempt is allowed.
  func wait(_ attempt: Attempt, at now: Int64) -> Int64? {
    failures.withLock { failures in
      attempt.names.compactMap { name in
        guard let known = failures[name.text], known.count >= name.most else { return nil }
        let rest = known.begun + Self.seconds - now
        return rest > 0 ? rest : nil
      }.max()
    }
  }

  func fail(_ attempt: Attempt, at now: Int64) {
    failures.withLock { failures in
      if failures.count > Self.limit {
        failures = failures.filter { now - $0.value.begun < Self.seconds }
      }
      // Still too many within five minutes: those who fail most stay known.
      if failures.count > Self.limit { failures = failures.filter { $0.value.count > 1 } }
      for name in attempt.names.map(\.text) {
        var known = failures[name] ?? Failures(begun: now)
        if now - known.begun >= Self.seconds { known = Failures(begun: now) }
        known.count += 1
        failures[name] = known
      }
    }
  }

  func succeed(_ attempt: Attempt) {
    failures.withLock { failures in
      for name in attempt.names.map(\.text) { failures[name] = nil }
    }
  }
}
