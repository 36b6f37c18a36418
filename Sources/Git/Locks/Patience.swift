/// How long to wait for something that another process holds, asking again after ever longer, randomly
/// varied pauses.
struct Patience {
  private let deadline: Double
  private var pause = 0.0005

  /// Starts now and ends after so many seconds.
  init(seconds: Double) { deadline = Machine.uptime + seconds }

  /// Waits a little; false, at once, when patience is at its end.
  mutating func wait() -> Bool {
    let left = deadline - Machine.uptime
    if left <= 0 { return false }
    Machine.pause(seconds: min(left, pause * Double.random(in: 0.5...1.5)))
    pause = min(pause * 1.6, 0.02)
    return true
  }
}
