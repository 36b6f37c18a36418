internal import ProfileRepository
internal import Profiles

/// Which removals of the source a promotion looks at, and whether it removes those profile versions in the target too.
///
/// A removal concerns a profile version only if the target's document came from the source and the source removed it since; what
/// never came from there is left alone.
public struct RemovalRequest: Hashable, Sendable {
  /// What a person selected; its labels are those of the source's last document.
  public var selection: ProfileSelection
  /// Without this, what would be removed is only told.
  public var prunes: Bool

  public init(_ selection: ProfileSelection, prunes: Bool) {
    (self.selection, self.prunes) = (selection, prunes)
  }

  /// The selected profile versions that the target has and the source has not. An unversioned name means every version.
  func keys(from source: Snapshot, in target: Snapshot) throws(RepositoryError) -> [ProfileKey] {
    if selection.selectors.isEmpty {
      let scope = selection.scope
      return try target.documentChanges(to: source).filter {
        $0.kind == .removed && (scope == nil || $0.key.scope == scope)
      }.map(\.key)
    }
    var keys: [ProfileKey] = []
    for selector in selection.selectors {
      let (name, scope) = (selector.name, selector.scope)
      let here = Set(try source.versions(of: name, in: scope).map(\.key))
      let there = try target.versions(of: name, in: scope).map(\.key)
      keys += there.filter { key in
        !here.contains(key) && (selector.version.map { $0 == key.version } ?? true)
      }
    }
    return keys
  }

  /// Refuses a selector that means neither a version of the source nor one that it removed, and a selection of nothing.
  func refuseUnknown(
    _ request: ReplayRequest, _ removed: [ProfileKey]
  ) throws(RepositoryError) {
    let (source, known) = (request.source, request.entries.map(\.key) + removed)
    if selection.selectors.isEmpty, known.isEmpty {
      throw selection.nothing(to: "promote", in: source)
    }
    for selector in selection.selectors
    where !known.contains(where: { $0.scope == selector.scope && $0.name == selector.name }) {
      _ = try ProfileSelection(selectors: [selector], labels: selection.labels).entries(in: source)
    }
  }
}
