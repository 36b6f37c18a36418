import FoundationEssentials
import Git

/// Dates as a person gives them: ISO 8601 with a zone, or git's `SECONDS +ZONE`.
struct ISODate {
  let seconds: Int64
  let offsetMinutes: Int32

  static func parse(_ text: String) throws -> ISODate {
    if let raw = raw(text) { return raw }
    let full = text.contains("T") ? text : text + "T00:00:00Z"
    guard let date = try? Date(full, strategy: .iso8601) else {
      throw UsageError(
        "cannot read the date '\(text)'",
        hint: "write it as ISO 8601 with a zone, such as 2026-11-20T14:03:00+01:00")
    }
    return ISODate(
      seconds: Int64(date.timeIntervalSince1970), offsetMinutes: offset(of: text))
  }

  /// Git's own form, with or without `@`: `1795000000 +0100`.
  private static func raw(_ text: String) -> ISODate? {
    let parts = text.drop { $0 == "@" }.split(separator: " ")
    guard let first = parts.first, let seconds = Int64(first), parts.count <= 2 else { return nil }
    return ISODate(seconds: seconds, offsetMinutes: offset(of: text))
  }

  /// The minutes of a zone at the end: `+0100`, `+01:00`; zero for `Z` and none.
  private static func offset(of text: String) -> Int32 {
    let tail = text.suffix(6).filter { $0 != ":" }
    guard let sign = tail.lastIndex(where: { $0 == "+" || $0 == "-" }) else { return 0 }
    let digits = tail[tail.index(after: sign)...]
    guard digits.count == 4, let number = Int32(digits) else { return 0 }
    return (tail[sign] == "-" ? -1 : 1) * (number / 100 * 60 + number % 100)
  }
}
