/// Prometheus's text format, version 0.0.4, each family under one heading.
struct PrometheusText {
  private struct Family {
    let kind: String
    var lines: [String] = []
  }

  private var families: [String: Family] = [:]

  /// A name as the format takes it: dots become underscores.
  static func name(_ text: String) -> String {
    String(
      text.unicodeScalars.map {
        $0.isASCII && $0.properties.isAlphabetic || ("0"..."9").contains($0) ? Character($0) : "_"
      })
  }

  /// Adds numbers of one series, by what is appended to its name.
  mutating func add(_ id: MetricsRegistry.ID, _ kind: String, _ numbers: [String: Double]) {
    let name = kind == "counter" ? id.name + "_total" : id.name
    for (suffix, number) in numbers {
      append("\(name)\(suffix)\(Self.labels(id.labels)) \(Self.number(number))", to: name, kind)
    }
  }

  mutating func add(_ id: MetricsRegistry.ID, _ reading: Histogram.Reading) {
    let name = id.name + "_seconds"
    for (bound, count) in zip(Histogram.bounds, reading.counts) {
      let labels = id.labels + [.init(name: "le", value: Self.number(bound))]
      append("\(name)_bucket\(Self.labels(labels)) \(count)", to: name, "histogram")
    }
    let labels = id.labels + [.init(name: "le", value: "+Inf")]
    append("\(name)_bucket\(Self.labels(labels)) \(reading.count)", to: name, "histogram")
    append("\(name)_sum\(Self.labels(id.labels)) \(reading.seconds)", to: name, "histogram")
    append("\(name)_count\(Self.labels(id.labels)) \(reading.count)", to: name, "histogram")
  }

  /// All lines, families by name.
  var lines: String {
    families.sorted { $0.key < $1.key }.map { name, family in
      "# TYPE \(name) \(family.kind)\n" + family.lines.joined(separator: "\n") + "\n"
    }.joined()
  }

  private mutating func append(_ line: String, to name: String, _ kind: String) {
    families[name, default: Family(kind: kind)].lines.append(line)
  }

  private static func labels(_ labels: [MetricsRegistry.Label]) -> String {
    if labels.isEmpty { return "" }
    return "{" + labels.map { "\($0.name)=\"\(escaped($0.value))\"" }.joined(separator: ",") + "}"
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in text.unicodeScalars {
      switch character {
      case "\\": result += "\\\\"
      case "\"": result += "\\\""
      case "\n": result += "\\n"
      default: result.unicodeScalars.append(character)
      }
    }
    return result
  }

  private static func number(_ number: Double) -> String {
    Int64(exactly: number).map(String.init) ?? String(number)
  }
}
