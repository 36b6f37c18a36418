internal import FoundationEssentials

/// Dates in `facts.json`.
enum FactsDate {
  /// `2026-11-20T13:03:00Z`.
  static func text(_ seconds: Int64) -> String {
    Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601)
  }

  /// Whether a text is a date and time as ISO 8601 with a zone.
  static func isDate(_ text: String) -> Bool { (try? Date(text, strategy: .iso8601)) != nil }

  /// Seconds since 1970; nil for what is no date.
  static func seconds(_ text: String) -> Int64? {
    (try? Date(text, strategy: .iso8601)).map { Int64($0.timeIntervalSince1970) }
  }
}
