/// Keys that were read lately, so that a name which a text repeats is copied once: `name`, `value`, `enabled`.
struct KeyNames {
  /// Empty, or 256 slots; a slot holds the last key that fell on it.
  private var recent: [[UInt8]]

  /// A short text repeats too little.
  init(isUseful: Bool) { recent = isUseful ? Array(repeating: [], count: 256) : [] }

  /// The bytes of a range of the view.
  @inline(__always)
  mutating func text(of range: Range<Int>, in view: TextView) -> [UInt8] {
    guard !recent.isEmpty, !range.isEmpty else { return view.copy(range) }
    let (first, last) = (view[range.lowerBound], view[range.upperBound - 1])
    let slot = (Int(first) &* 31 &+ Int(last) &* 7 &+ range.count) & 0xFF
    if view.holds(recent[slot], at: range) { return recent[slot] }
    let text = view.copy(range)
    recent[slot] = text
    return text
  }
}
