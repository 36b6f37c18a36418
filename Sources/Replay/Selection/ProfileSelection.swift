internal import Git
public import ProfileRepository
public import Profiles

/// Which profile versions of an environment a person means.
public struct ProfileSelection: Hashable, Sendable {
  /// Nil means every scope.
  public var scope: Scope?
  /// Empty means every profile.
  public var selectors: [ProfileSelector]
  /// All of them must hold of a version; an unversioned name then means the highest version of those.
  public var labels: [LabelSelector]
  public var takesAllVersions: Bool

  public init(
    scope: Scope? = nil, selectors: [ProfileSelector] = [], labels: [LabelSelector] = [],
    takesAllVersions: Bool = false
  ) {
    (self.scope, self.selectors) = (scope, selectors)
    (self.labels, self.takesAllVersions) = (labels, takesAllVersions)
  }

  /// The profile versions of a snapshot. Cost: one tree a profile; with labels, every document asked about is read.
  ///
  /// - Throws: `notFound` where a selector names nothing, or no version that a selector means carries the labels.
  public func entries(in snapshot: Snapshot) throws(RepositoryError) -> [Snapshot.Entry] {
    if selectors.isEmpty {
      let all = try scope.map { scope throws(RepositoryError) in try snapshot.entries(of: scope) }
      if let all { return try chosen(of: all, in: snapshot) }
      return try chosen(of: snapshot.entries(), in: snapshot)
    }
    var entries: [Snapshot.Entry] = []
    for selector in selectors { entries += try self.entries(of: selector, in: snapshot) }
    return entries
  }

  /// The same, but a selector that names nothing is left out: what it means may have been removed.
  public func entriesThere(in snapshot: Snapshot) throws(RepositoryError) -> [Snapshot.Entry] {
    if selectors.isEmpty { return try entries(in: snapshot) }
    var entries: [Snapshot.Entry] = []
    for selector in selectors {
      do throws(RepositoryError) {
        entries += try self.entries(of: selector, in: snapshot)
      } catch  where error.code == .notFound { continue }
    }
    return entries
  }

  private func entries(
    of selector: ProfileSelector, in snapshot: Snapshot
  ) throws(RepositoryError) -> [Snapshot.Entry] {
    let one = try snapshot.find(selector)
    let all =
      selector.version == nil
      ? try snapshot.versions(of: selector.name, in: selector.scope) : [one]
    let chosen = try chosen(of: all, in: snapshot)
    if chosen.isEmpty {
      throw RepositoryError(
        .notFound, "'\(selector)' does not carry \(labelWords)",
        hint: "see its labels with 'strata show \(snapshot.name):\(one.key)'")
    }
    return chosen
  }

  /// Those that carry the labels, and of each profile the highest of them unless all versions are wanted.
  private func chosen(
    of entries: [Snapshot.Entry], in snapshot: Snapshot
  ) throws(RepositoryError) -> [Snapshot.Entry] {
    let labelled = try snapshot.entries(entries, carrying: labels)
    return takesAllVersions ? labelled : Self.highest(of: labelled)
  }

  /// That a snapshot has nothing of what is selected.
  public func nothing(to verb: String, in snapshot: Snapshot) -> RepositoryError {
    let place = scope.map { " in '\($0)'" } ?? ""
    return RepositoryError(
      .notFound,
      "nothing to \(verb): '\(snapshot.name)' holds no profile\(place)"
        + (labels.isEmpty ? "" : " with \(labelWords)"),
      hint: "see what is there with 'strata show \(snapshot.name)'")
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

  /// `the label 'team=payments'`, for an error.
  private var labelWords: String {
    (labels.count == 1 ? "the label " : "the labels ")
      + labels.map { "'\($0)'" }.joined(separator: " and ")
  }
}

extension Snapshot {
  /// Of some entries those whose documents carry every label. Reads each document, unless no label is asked for.
  public func entries(
    _ entries: [Entry], carrying labels: [LabelSelector]
  ) throws(RepositoryError) -> [Entry] {
    if labels.isEmpty { return entries }
    var result: [Entry] = []
    for entry in entries where try document(entry).profile.carries(labels) { result.append(entry) }
    return result
  }

  /// As a person names it.
  var name: String { environmentName?.text ?? commit.id.abbreviated }
}
