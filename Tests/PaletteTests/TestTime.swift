import Palette
import Synchronization

/// A clock that is only ever moved on by who waits, and remembers the waits.
final class TestTime: Sendable {
  private let state = Mutex<(now: Duration, waits: [Duration])>((.zero, []))
  let date: Int64 = 1_700_000_000

  /// The waits that were not the rate limiter's: those of 100 milliseconds and more.
  var waits: [Duration] { state.withLock { $0.waits } }

  var keeper: Timekeeper {
    Timekeeper(
      now: { self.state.withLock { $0.now } }, date: { self.date },
      sleep: { wait in
        self.state.withLock { state in
          state.now += wait
          if wait > .milliseconds(100) { state.waits.append(wait) }
        }
      },
      chance: { 1 })
  }
}
