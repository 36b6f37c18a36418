/// The search behind `LineDifference` and lists without identity: marks the lines that are not common.
struct LineSearch {
  /// Per line of the one region, whether it is gone.
  private(set) var removed: [Bool]
  /// Per line of the other region, whether it is new.
  private(set) var added: [Bool]

  /// Lines that both sides have, as numbers, with their index in the region.
  private var old: [(line: Int, index: Int)] = []
  private var new: [(line: Int, index: Int)] = []
  private var forward: [Int] = []
  private var backward: [Int] = []

  init<Lines: RandomAccessCollection>(
    from: Lines, _ fromRange: Range<Int>, to: Lines, _ toRange: Range<Int>
  ) where Lines.Index == Int, Lines.Element: Hashable {
    removed = Array(repeating: false, count: fromRange.count)
    added = Array(repeating: false, count: toRange.count)
    var numbers: [Lines.Element: Int] = [:]
    for line in fromRange where numbers[from[line]] == nil { numbers[from[line]] = numbers.count }
    var isCommon = Array(repeating: false, count: numbers.count)
    for (index, line) in toRange.enumerated() {
      if let number = numbers[to[line]] {
        new.append((number, index))
        isCommon[number] = true
      } else {
        added[index] = true
      }
    }
    for (index, line) in fromRange.enumerated() {
      if let number = numbers[from[line]], isCommon[number] {
        old.append((number, index))
      } else {
        removed[index] = true
      }
    }
  }

  mutating func run() {
    let width = old.count + new.count + 3
    forward = Array(repeating: 0, count: width)
    backward = Array(repeating: 0, count: width)
    var regions = [(old: 0..<old.count, new: 0..<new.count)]
    while let region = regions.popLast() {
      let (left, right) = trimmed(region.old, region.new)
      if left.isEmpty || right.isEmpty {
        for position in left { removed[old[position].index] = true }
        for position in right { added[new[position].index] = true }
      } else {
        let split = split(left, right)
        regions.append((left.lowerBound..<split.old, right.lowerBound..<split.new))
        regions.append((split.old..<left.upperBound, split.new..<right.upperBound))
      }
    }
  }

  private func trimmed(_ left: Range<Int>, _ right: Range<Int>) -> (Range<Int>, Range<Int>) {
    var (a, b) = (left.lowerBound, right.lowerBound)
    var (endA, endB) = (left.upperBound, right.upperBound)
    while a < endA, b < endB, old[a].line == new[b].line { (a, b) = (a + 1, b + 1) }
    while a < endA, b < endB, old[endA - 1].line == new[endB - 1].line {
      (endA, endB) = (endA - 1, endB - 1)
    }
    return (a..<endA, b..<endB)
  }

  /// A point that a shortest way through the region passes, or the best one found within the cost.
  ///
  /// Both ways start at the region's corners and meet in the middle. Trimmed regions have a first and a last
  /// difference, so the point is never a corner and each split makes progress.
  private mutating func split(_ left: Range<Int>, _ right: Range<Int>) -> (old: Int, new: Int) {
    let (n, m) = (left.count, right.count)
    let (delta, offset) = (n - m, m + 1)
    (forward[offset + 1], backward[offset + 1]) = (0, 0)
    let most = (n + m + 1) / 2
    for cost in 0...most {
      for k in stride(from: -cost, through: cost, by: 2) where k >= -m && k <= n {
        let x = advance(k, cost, left, right, offset)
        let other = delta - k
        let meets = !delta.isMultiple(of: 2) && abs(other) <= cost - 1 && other >= -m && other <= n
        if meets, x + backward[offset + other] >= n {
          return (left.lowerBound + x, right.lowerBound + x - k)
        }
      }
      for k in stride(from: -cost, through: cost, by: 2) where k >= -m && k <= n {
        let x = retreat(k, cost, left, right, offset)
        let other = delta - k
        let meets = delta.isMultiple(of: 2) && abs(other) <= cost && other >= -m && other <= n
        if meets, x + forward[offset + other] >= n {
          return (left.upperBound - x, right.upperBound - (x - k))
        }
      }
      if cost >= LineDifference.maximumCost { return furthest(cost, left, right, offset) }
    }
    return (left.upperBound, right.lowerBound)
  }

  /// Where a diagonal is entered; the callers cut it off at the region's edge, which costs no more to reach.
  private func start(_ reached: [Int], _ k: Int, _ cost: Int, _ offset: Int, _ n: Int, _ m: Int)
    -> Int
  {
    guard cost > 0 else { return 0 }
    let hasLower = k > -cost && k - 1 >= -m
    let hasUpper = k < cost && k + 1 <= n
    let right = hasLower ? reached[offset + k - 1] + 1 : -1
    let down = hasUpper ? reached[offset + k + 1] : -1
    return max(right, down)
  }

  private mutating func advance(
    _ k: Int, _ cost: Int, _ left: Range<Int>, _ right: Range<Int>, _ offset: Int
  ) -> Int {
    let (n, m) = (left.count, right.count)
    var x = min(start(forward, k, cost, offset, n, m), n, m + k)
    while x < n, x - k < m,
      old[left.lowerBound + x].line == new[right.lowerBound + x - k].line
    {
      x += 1
    }
    forward[offset + k] = x
    return x
  }

  private mutating func retreat(
    _ k: Int, _ cost: Int, _ left: Range<Int>, _ right: Range<Int>, _ offset: Int
  ) -> Int {
    let (n, m) = (left.count, right.count)
    var x = min(start(backward, k, cost, offset, n, m), n, m + k)
    while x < n, x - k < m,
      old[left.upperBound - 1 - x].line == new[right.upperBound - 1 - (x - k)].line
    {
      x += 1
    }
    backward[offset + k] = x
    return x
  }

  /// The point of the forward way that has passed the most lines inside the region.
  private func furthest(
    _ cost: Int, _ left: Range<Int>, _ right: Range<Int>, _ offset: Int
  ) -> (old: Int, new: Int) {
    var best = (x: 0, y: 0)
    for k in stride(from: -cost, through: cost, by: 2)
    where k >= -right.count && k <= left.count {
      let x = forward[offset + k]
      let y = x - k
      let isInside = x <= left.count && y >= 0 && y <= right.count
      if isInside, x + y > best.x + best.y { best = (x, y) }
    }
    return (left.lowerBound + best.x, right.lowerBound + best.y)
  }
}
