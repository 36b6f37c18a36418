/// A pack's version as far as one can be put in order: `1.31.2-rev2`, `22.04`, `v1.12.0`; rarely a semantic version.
///
/// Its numbers are compared first, a missing one as zero, then what follows them: `alpha`, `beta`, `rc`, `pre`, `dev` and
/// `snapshot` come before the bare numbers, anything else after them.
public struct PackVersion: Hashable, Sendable {
  /// The leading numbers: `[1, 31, 2]`.
  public let numbers: [UInt64]
  /// What follows them, without the mark in front: `rev2`; empty for bare numbers.
  public let suffix: String

  /// Parses a version; nil where it does not start with a number (a leading `v` is read over).
  public init?(_ text: String) {
    var rest = Array(text.utf8)[...]
    if let first = rest.first, first | 0x20 == UInt8(ascii: "v") { rest = rest.dropFirst() }
    var numbers: [UInt64] = []
    while let number = Self.number(rest.prefix(while: Self.isDigit)) {
      numbers.append(number)
      rest = rest.drop(while: Self.isDigit)
      guard rest.first == UInt8(ascii: "."), rest.dropFirst().first.map(Self.isDigit) == true else {
        break
      }
      rest = rest.dropFirst()
    }
    guard !numbers.isEmpty else { return nil }
    let marks = Array("-+._~".utf8)
    self.numbers = numbers
    suffix = String(decoding: rest.drop { marks.contains($0) }, as: UTF8.self)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func number(_ digits: ArraySlice<UInt8>) -> UInt64? {
    digits.isEmpty ? nil : UInt64(String(decoding: digits, as: UTF8.self)) ?? .max
  }

  /// Whether the numbers go on where those of another version stop, as those of `1.30.4` after `1.30`.
  public func refines(_ other: PackVersion) -> Bool {
    numbers.count > other.numbers.count && numbers.starts(with: other.numbers)
  }

  private var isEarly: Bool {
    ["alpha", "beta", "rc", "pre", "dev", "snapshot"].contains {
      suffix.lowercased().hasPrefix($0)
    }
  }

  /// The suffix in runs of digits and of anything else.
  private var runs: [(number: UInt64?, text: String)] {
    var runs: [(number: UInt64?, text: String)] = []
    var rest = Array(suffix.utf8)[...]
    while let first = rest.first {
      let isNumber = Self.isDigit(first)
      let run = rest.prefix { Self.isDigit($0) == isNumber }
      runs.append((isNumber ? Self.number(run) : nil, String(decoding: run, as: UTF8.self)))
      rest = rest.dropFirst(run.count)
    }
    return runs
  }
}

extension PackVersion: Comparable {
  public static func < (left: PackVersion, right: PackVersion) -> Bool {
    let order = left.order(of: right)
    return order == 0 ? left.suffix < right.suffix : order < 0
  }

  /// Negative where this one comes first; zero where nothing but spelling tells them apart.
  public func order(of other: PackVersion) -> Int {
    for index in 0..<max(numbers.count, other.numbers.count) {
      let (a, b) = (number(index), other.number(index))
      if a != b { return a < b ? -1 : 1 }
    }
    if rank != other.rank { return rank < other.rank ? -1 : 1 }
    for (a, b) in zip(runs, other.runs) {
      switch (a.number, b.number) {
      case (let x?, let y?) where x != y: return x < y ? -1 : 1
      case (nil, nil) where a.text != b.text: return a.text < b.text ? -1 : 1
      case (nil, _?): return 1
      case (_?, nil): return -1
      default: continue
      }
    }
    return runs.count - other.runs.count
  }

  private func number(_ index: Int) -> UInt64 { index < numbers.count ? numbers[index] : 0 }

  private var rank: Int { suffix.isEmpty ? 1 : isEarly ? 0 : 2 }
}
