internal import CanonicalJSON

/// A pack's version, which need not be semantic: `1.31.2-rev2`, `22.04`, `v1.12.0`, `0.30.0-5.5.2026`.
///
/// Numbers compare as numbers, words as text; a part that is missing counts as nothing, but a word such as `rc` comes before it.
struct PackVersion: Hashable {
  private enum Part: Hashable {
    case number(UInt64)
    case word(String)
  }

  let text: JSONString
  private let parts: [Part]

  init(_ text: JSONString) {
    self.text = text
    var bytes = text.utf8[...]
    let hasMark = bytes.first == 0x76 || bytes.first == 0x56
    if hasMark, bytes.dropFirst().first.map(Self.isDigit) == true {
      bytes = bytes.dropFirst()
    }
    parts = Self.parts(of: bytes)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func parts(of bytes: ArraySlice<UInt8>) -> [Part] {
    var (parts, rest) = ([Part](), bytes)
    while let first = rest.first {
      let isNumber = isDigit(first)
      let run = rest.prefix { isDigit($0) == isNumber && !isSeparator($0) }
      if isSeparator(first) {
        rest = rest.dropFirst()
        continue
      }
      rest = rest[run.endIndex...]
      let text = String(decoding: run, as: UTF8.self)
      parts.append(isNumber ? .number(UInt64(text) ?? .max) : .word(text.lowercased()))
    }
    return parts
  }

  private static func isSeparator(_ byte: UInt8) -> Bool { ".-_+~".utf8.contains(byte) }

  /// Whether it stands for all versions that begin so: `1.27.x`.
  var isChannel: Bool { parts.count > 1 && parts.last == .word("x") }

  /// Whether a channel stands for a version.
  func covers(_ version: PackVersion) -> Bool {
    isChannel && version.parts.count >= parts.count && version.parts.starts(with: parts.dropLast())
  }

  /// The one at the smallest difference, counted from the left; of two as near the higher one.
  static func nearest(to wanted: PackVersion, among versions: [PackVersion]) -> PackVersion? {
    versions.min { left, right in
      let (a, b) = (wanted.distance(to: left), wanted.distance(to: right))
      return a == b ? right < left : a.lexicographicallyPrecedes(b)
    }
  }

  private func distance(to other: PackVersion) -> [UInt64] {
    let count = max(parts.count, other.parts.count)
    return (0..<count).map { index in
      switch (part(index), other.part(index)) {
      case (.number(let a), .number(let b)): a > b ? a - b : b - a
      case (let a, let b): a == b ? 0 : .max
      }
    } + Array(repeating: 0, count: 16 - min(count, 16))
  }

  private func part(_ index: Int) -> Part {
    parts.indices.contains(index) ? parts[index] : .number(0)
  }
}

extension PackVersion: Comparable {
  static func < (left: PackVersion, right: PackVersion) -> Bool {
    for index in 0..<max(left.parts.count, right.parts.count) {
      let (a, b) = (left.part(index), right.part(index))
      if a == b { continue }
      switch (a, b) {
      case (.number(let a), .number(let b)): return a < b
      case (.word(let a), .word(let b)): return a < b
      case (.word(let word), .number): return isBefore(word)
      case (.number, .word(let word)): return !isBefore(word)
      }
    }
    return left.text < right.text
  }

  /// `1.0.0-rc1` comes before `1.0.0`, `1.0.0-rev1` after it.
  private static func isBefore(_ word: String) -> Bool {
    ["alpha", "beta", "dev", "pre", "preview", "rc", "snapshot"].contains(word)
  }
}
