/// When a call is made again, and after how long.
struct RetryPolicy: Sendable {
  /// How often a call is made at most.
  var attempts = 5
  var first: Duration = .milliseconds(500)
  /// The longest wait, whatever an answer asks for.
  var longest: Duration = .seconds(60)

  /// The wait before an attempt after the given one: doubling, and half of it by chance.
  ///
  /// - Parameter asked: what the answer asked for; it counts in place of our own, up to the longest.
  func wait(after attempt: Int, asked: Duration?, chance: Double) -> Duration {
    if let asked { return min(max(asked, .zero), longest) }
    let whole = min(first * (1 << min(attempt - 1, 16)), longest)
    return whole / 2 + whole / 2 * min(max(chance, 0), 1)
  }
}

/// What the header `Retry-After` asks for (RFC 9110 section 10.2.3).
enum RetryAfter {
  /// Reads seconds or a date; nil for anything else. A number too large to count is the largest.
  static func duration(_ text: String, at now: Int64) -> Duration? {
    let text = text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()
    if !text.isEmpty, text.allSatisfy({ ("0"..."9").contains($0) }) {
      return .seconds(Int64(String(text)) ?? .max / 2)
    }
    return seconds(ofDate: String(text)).map { .seconds(max(0, $0 - now)) }
  }

  /// Seconds since 1970 of `Sun, 06 Nov 1994 08:49:37 GMT`.
  private static func seconds(ofDate text: String) -> Int64? {
    let parts = text.split(separator: " ")
    guard parts.count == 6, parts[5] == "GMT", let day = Int64(parts[1]), (1...31).contains(day),
      let month = months.firstIndex(of: String(parts[2])), let year = Int64(parts[3]),
      (1970...9999).contains(year)
    else { return nil }
    let time = parts[4].split(separator: ":").compactMap { Int64($0) }
    guard time.count == 3, time.allSatisfy({ (0...60).contains($0) }) else { return nil }
    let days = Self.days(year: year, month: Int64(month + 1), day: day)
    return days * 86_400 + time[0] * 3600 + time[1] * 60 + time[2]
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// Days since 1970-01-01 in the Gregorian calendar, counting years from March.
  private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
    let year = month <= 2 ? year - 1 : year
    let inYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return year * 365 + year / 4 - year / 100 + year / 400 + inYear - 719_468
  }
}
