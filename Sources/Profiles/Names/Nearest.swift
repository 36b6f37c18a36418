/// Suggests what somebody may have meant.
public enum Nearest {
  /// The name at the smallest edit distance, if that is at most a third of its length; nil if none is near.
  public static func name(to text: String, among names: [String]) -> String? {
    let candidates = names.map { (name: $0, distance: distance(Array(text.utf8), Array($0.utf8))) }
    let best = candidates.min { ($0.distance, $0.name) < ($1.distance, $1.name) }
    return best.flatMap { $0.distance <= max(1, $0.name.utf8.count / 3) ? $0.name : nil }
  }

  /// Levenshtein's distance, in memory of one row.
  private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var row = Array(0...right.count)
    for (i, a) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, b) in right.enumerated() {
        let substituted = diagonal + (a == b ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(substituted, min(row[j], row[j + 1]) + 1)
      }
    }
    return row[right.count]
  }
}
