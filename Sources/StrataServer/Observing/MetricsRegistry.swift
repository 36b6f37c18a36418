import Metrics
import Synchronization

/// Keeps the numbers that the server and its parts report through swift-metrics, for Prometheus to fetch.
final class MetricsRegistry: MetricsFactory, Sendable {
  /// A measured thing: its name and its labels.
  struct ID: Hashable, Sendable {
    let name: String
    let labels: [Label]
  }

  struct Label: Hashable, Sendable {
    let name: String
    let value: String
  }

  private struct Series {
    var counters: [ID: Tally] = [:]
    var meters: [ID: Gauge] = [:]
    var timers: [ID: Histogram] = [:]
  }

  private let series = Mutex(Series())

  func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
    series.withLock { $0.counters.find(Self.id(label, dimensions)) { Tally() } }
  }

  func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
    series.withLock { $0.meters.find(Self.id(label, dimensions)) { Gauge() } }
  }

  func makeRecorder(
    label: String, dimensions: [(String, String)], aggregate: Bool
  ) -> any RecorderHandler {
    series.withLock { $0.meters.find(Self.id(label, dimensions)) { Gauge() } }
  }

  func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
    series.withLock { $0.timers.find(Self.id(label, dimensions)) { Histogram() } }
  }

  // What was measured stays until the process ends: Prometheus counts from one fetch to the next.
  func destroyCounter(_ handler: any CounterHandler) {}
  func destroyMeter(_ handler: any MeterHandler) {}
  func destroyRecorder(_ handler: any RecorderHandler) {}
  func destroyTimer(_ handler: any TimerHandler) {}

  /// Everything in Prometheus's text format.
  var text: String {
    let all = series.withLock { $0 }
    var text = PrometheusText()
    for (id, tally) in all.counters { text.add(id, "counter", ["": Double(tally.count)]) }
    for (id, gauge) in all.meters { text.add(id, "gauge", ["": gauge.number]) }
    for (id, histogram) in all.timers { text.add(id, histogram.reading) }
    return text.lines
  }

  private static func id(_ label: String, _ dimensions: [(String, String)]) -> ID {
    ID(
      name: PrometheusText.name(label),
      labels: dimensions.map { Label(name: PrometheusText.name($0.0), value: $0.1) })
  }
}

extension Dictionary {
  fileprivate mutating func find(_ key: Key, _ make: () -> Value) -> Value {
    if let value = self[key] { return value }
    let value = make()
    self[key] = value
    return value
  }
}
