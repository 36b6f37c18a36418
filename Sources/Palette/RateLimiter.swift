/// Spaces the calls of one client so that Palette need not refuse any.
///
/// Palette counts by source address: 50 a second for profiles, 10 a second for anything else, with bursts of five times that. The
/// burst allowed here is one fifth of a second's worth, so that several clients fit beside each other.
actor RateLimiter {
  private struct Lane {
    let interval: Duration
    let burst: Duration
    /// When the next call would be due if all came evenly spaced.
    var due: Duration = .zero

    init(perSecond rate: Int) {
      interval = .seconds(1) / rate
      burst = .milliseconds(200)
    }
  }

  private var profiles = Lane(perSecond: 50)
  private var others = Lane(perSecond: 10)

  /// Takes the next place in line; how long to wait until it comes.
  func place(for call: Call, at now: Duration) -> Duration {
    call.isOfProfiles ? Self.place(&profiles, now) : Self.place(&others, now)
  }

  /// Lets no call of the same kind through before a time: somebody was told to wait.
  func hold(_ call: Call, until time: Duration) {
    if call.isOfProfiles {
      profiles.due = max(profiles.due, time)
    } else {
      others.due = max(others.due, time)
    }
  }

  private static func place(_ lane: inout Lane, _ now: Duration) -> Duration {
    let due = max(lane.due, now)
    lane.due = due + lane.interval
    return max(.zero, due - now - lane.burst)
  }
}
