import ProfileRepository
import Profiles

/// Which profile versions of a snapshot a command takes.
struct Selection {
  /// Empty means every profile.
  let selectors: [ProfileSelector]
  let takesAllVersions: Bool

  func entries(in snapshot: Snapshot, scope: Scope?) throws -> [Snapshot.Entry] {
    if selectors.isEmpty {
      let all = try scope.map { try snapshot.entries(of: $0) } ?? snapshot.entries()
      return takesAllVersions ? all : Self.highest(of: all)
    }
    var entries: [Snapshot.Entry] = []
    for selector in selectors {
      let one = try snapshot.find(selector)
      let takesAll = takesAllVersions && selector.version == nil
      entries += takesAll ? try snapshot.versions(of: selector.name, in: selector.scope) : [one]
    }
    return entries
  }

  private static func highest(of entries: [Snapshot.Entry]) -> [Snapshot.Entry] {
    var result: [Snapshot.Entry] = []
    for entry in entries {
      if let last = result.last, last.key.scope == entry.key.scope, last.key.name == entry.key.name
      {
        result.removeLast()
      }
      result.append(entry)
    }
    return result
  }
}
