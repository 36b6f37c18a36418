/// How far and in which direction a semantic version went.
public struct VersionStep: Hashable, Sendable {
  public enum Size: String, Hashable, Sendable, CaseIterable {
    case major, minor, patch, prerelease, build
  }

  public let size: Size
  public let isUpgrade: Bool

  /// Nil where one is no semantic version (a leading `v` is read over) or both are the same.
  public init?(from: String, to: String) {
    guard let old = Self.version(from), let new = Self.version(to) else { return nil }
    self.init(from: old, to: new)
  }

  /// Nil where both are the same.
  public init?(from old: ProfileVersion, to new: ProfileVersion) {
    guard old != new else { return nil }
    if old.major != new.major {
      size = .major
    } else if old.minor != new.minor {
      size = .minor
    } else if old.patch != new.patch {
      size = .patch
    } else {
      size = old.prerelease != new.prerelease ? .prerelease : .build
    }
    isUpgrade = old < new
  }

  private static func version(_ text: String) -> ProfileVersion? {
    ProfileVersion(text.hasPrefix("v") ? String(text.dropFirst()) : text)
  }
}

extension VersionStep.Size: Comparable {
  /// A smaller step is one that promises less change: build, prerelease, patch, minor, major.
  public static func < (left: Self, right: Self) -> Bool {
    let order = allCases
    return (order.firstIndex(of: left) ?? 0) > (order.firstIndex(of: right) ?? 0)
  }
}
