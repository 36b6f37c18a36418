internal import FoundationEssentials

/// The clock of a client: what it waits by, and where its jitter comes from.
public struct Timekeeper: Sendable {
  /// Grows steadily, from an arbitrary start.
  public var now: @Sendable () -> Duration
  /// Seconds since 1970.
  public var date: @Sendable () -> Int64
  public var sleep: @Sendable (Duration) async throws -> Void
  /// From 0 to 1.
  public var chance: @Sendable () -> Double

  public init(
    now: @escaping @Sendable () -> Duration, date: @escaping @Sendable () -> Int64,
    sleep: @escaping @Sendable (Duration) async throws -> Void,
    chance: @escaping @Sendable () -> Double
  ) {
    (self.now, self.date, self.sleep, self.chance) = (now, date, sleep, chance)
  }

  /// The machine's own clock.
  public static let system: Timekeeper = {
    let start = ContinuousClock.now
    return Timekeeper(
      now: { start.duration(to: .now) }, date: { Int64(Date().timeIntervalSince1970) },
      sleep: { try await Task.sleep(for: $0) }, chance: { .random(in: 0...1) })
  }()
}
