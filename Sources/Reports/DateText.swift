public import Git

/// Dates as git prints them, in the zone that the signature names.
public enum DateText {
  /// `2026-11-20 14:03 +0100`.
  public static func local(_ signature: Signature) -> String {
    let (date, time) = parts(signature)
    return "\(date) \(time.prefix(5)) \(zone(signature.offsetMinutes, separator: ""))"
  }

  /// `2026-11-20T14:03:07+01:00`.
  public static func iso(_ signature: Signature) -> String {
    let (date, time) = parts(signature)
    return "\(date)T\(time)\(zone(signature.offsetMinutes, separator: ":"))"
  }

  /// `2026-11-20T13:03:07Z`.
  static func utc(_ seconds: Int64) -> String {
    let (date, time) = parts(seconds)
    return "\(date)T\(time)Z"
  }

  private static func parts(_ signature: Signature) -> (date: String, time: String) {
    parts(signature.seconds + Int64(signature.offsetMinutes) * 60)
  }

  private static func parts(_ seconds: Int64) -> (date: String, time: String) {
    let day = Int((Double(seconds) / 86_400).rounded(.down))
    let rest = Int(seconds) - day * 86_400
    let (year, month, monthDay) = civil(day)
    return (
      "\(padded(year, 4))-\(padded(month))-\(padded(monthDay))",
      "\(padded(rest / 3600)):\(padded(rest / 60 % 60)):\(padded(rest % 60))"
    )
  }

  private static func zone(_ minutes: Int32, separator: String) -> String {
    let amount = Int(minutes.magnitude)
    return (minutes < 0 ? "-" : "+") + padded(amount / 60) + separator + padded(amount % 60)
  }

  private static func padded(_ number: Int, _ width: Int = 2) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  /// The proleptic Gregorian date of a day since 1970-01-01 (Hinnant's `civil_from_days`).
  private static func civil(_ day: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = day + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }
}
