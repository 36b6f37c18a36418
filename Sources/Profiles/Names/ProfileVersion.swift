/// A strict semantic version (semver 2.0.0), as Palette wants a profile's version to be.
///
/// Ordered by precedence; build metadata breaks ties by text, so that equal order means equal text.
public struct ProfileVersion: Hashable, Sendable {
  public let major: UInt64
  public let minor: UInt64
  public let patch: UInt64
  /// Identifiers after `-`; empty for a release.
  public let prerelease: [String]
  /// The text after `+`; empty if none.
  public let build: String

  /// The version of a profile that names none.
  public static let initial = ProfileVersion(major: 1, minor: 0, patch: 0)

  private init(major: UInt64, minor: UInt64, patch: UInt64) {
    (self.major, self.minor, self.patch) = (major, minor, patch)
    (prerelease, build) = ([], "")
  }

  /// Parses `major.minor.patch[-prerelease][+build]`; nil for anything else, `v1.2.3` and `1.2` included.
  public init?(_ text: String) {
    guard text.utf8.count <= 200, text.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
    var rest = Substring(text)
    build = rest.firstIndex(of: "+").map { String(rest[rest.index(after: $0)...]) } ?? ""
    if let plus = rest.firstIndex(of: "+") {
      guard Self.areIdentifiers(build, strictNumbers: false) else { return nil }
      rest = rest[..<plus]
    }
    if let dash = rest.firstIndex(of: "-") {
      let text = rest[rest.index(after: dash)...]
      guard Self.areIdentifiers(String(text), strictNumbers: true) else { return nil }
      prerelease = text.split(separator: ".").map(String.init)
      rest = rest[..<dash]
    } else {
      prerelease = []
    }
    let numbers = rest.split(separator: ".", omittingEmptySubsequences: false).map(Self.number)
    guard numbers.count == 3, let a = numbers[0], let b = numbers[1], let c = numbers[2] else {
      return nil
    }
    (major, minor, patch) = (a, b, c)
  }

  /// The strict form of a short one that some versions of Palette take: `1`, `1.2`, `v1.2.3`; nil for anything else.
  public init?(short text: String) {
    let bare = text.hasPrefix("v") ? String(text.dropFirst()) : text
    let dots = bare.utf8.count { $0 == UInt8(ascii: ".") }
    guard dots < 3, bare.utf8.allSatisfy({ $0 < 0x3A }) else { return nil }
    self.init(bare + String(repeating: ".0", count: 2 - dots))
    guard prerelease.isEmpty, build.isEmpty else { return nil }
  }

  private static func number(_ text: Substring) -> UInt64? {
    guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    guard text.utf8.count == 1 || text.utf8.first != 0x30 else { return nil }
    return UInt64(text)
  }

  private static func areIdentifiers(_ text: String, strictNumbers: Bool) -> Bool {
    text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
      let isAllowed = part.utf8.allSatisfy {
        (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
          || $0 == 0x2D
      }
      let isNumeric = part.utf8.allSatisfy { (0x30...0x39).contains($0) }
      let hasLeadingZero = isNumeric && part.utf8.count > 1 && part.utf8.first == 0x30
      return !part.isEmpty && isAllowed && !(strictNumbers && hasLeadingZero)
    }
  }
}

extension ProfileVersion: CustomStringConvertible {
  public var description: String {
    let pre = prerelease.isEmpty ? "" : "-" + prerelease.joined(separator: ".")
    return "\(major).\(minor).\(patch)\(pre)" + (build.isEmpty ? "" : "+" + build)
  }
}

extension ProfileVersion: Comparable {
  public static func < (left: ProfileVersion, right: ProfileVersion) -> Bool {
    let (a, b) = ([left.major, left.minor, left.patch], [right.major, right.minor, right.patch])
    if a != b { return a.lexicographicallyPrecedes(b) }
    switch (left.prerelease.isEmpty, right.prerelease.isEmpty) {
    case (true, false): return false
    case (false, true): return true
    default:
      if left.prerelease != right.prerelease {
        return left.prerelease.lexicographicallyPrecedes(right.prerelease, by: identifierPrecedes)
      }
      return left.build < right.build
    }
  }

  private static func identifierPrecedes(_ left: String, _ right: String) -> Bool {
    let isNumber = { (text: String) in text.utf8.allSatisfy { (0x30...0x39).contains($0) } }
    switch (isNumber(left), isNumber(right)) {
    case (true, true):
      return left.utf8.count == right.utf8.count ? left < right : left.utf8.count < right.utf8.count
    case (true, false): return true
    case (false, true): return false
    case (false, false): return left < right
    }
  }
}
