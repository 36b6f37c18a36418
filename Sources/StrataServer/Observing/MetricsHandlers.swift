import Metrics
import Synchronization

/// A number that only grows.
final class Tally: CounterHandler, Sendable {
  private let value = Atomic<Int64>(0)

  var count: Int64 { value.load(ordering: .relaxed) }

  func increment(by amount: Int64) { value.wrappingAdd(amount, ordering: .relaxed) }
  func reset() { value.store(0, ordering: .relaxed) }
}

/// A number that goes up and down.
final class Gauge: MeterHandler, RecorderHandler, Sendable {
  private let value = Mutex(0.0)

  var number: Double { value.withLock { $0 } }

  func set(_ new: Int64) { set(Double(new)) }
  func set(_ new: Double) { value.withLock { $0 = new } }
  func increment(by amount: Double) { value.withLock { $0 += amount } }
  func decrement(by amount: Double) { value.withLock { $0 -= amount } }
  func record(_ new: Int64) { set(Double(new)) }
  func record(_ new: Double) { set(new) }
}

/// How long things took, counted by steps from a millisecond to ten seconds.
final class Histogram: TimerHandler, Sendable {
  /// The upper ends of the steps, in seconds.
  static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

  struct Reading: Sendable {
    /// How many took at most as long as each bound.
    var counts = [Int](repeating: 0, count: bounds.count)
    var count = 0
    var seconds = 0.0
  }

  private let state = Mutex(Reading())

  var reading: Reading { state.withLock { $0 } }

  func recordNanoseconds(_ duration: Int64) {
    let seconds = Double(duration) / 1e9
    state.withLock { reading in
      reading.count += 1
      reading.seconds += seconds
      for (index, bound) in Self.bounds.enumerated() where seconds <= bound {
        reading.counts[index] += 1
      }
    }
  }
}
