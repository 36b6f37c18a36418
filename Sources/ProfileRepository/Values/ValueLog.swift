internal import Git
public import Profiles

/// A commit that changed selected values, and how.
public struct ValueLogEntry: Sendable {
  public let entry: HistoryEntry
  public let steps: [ValueStep]
}

extension Snapshot {
  /// The commits that changed the selected values of a document, newest first.
  ///
  /// A place that holds a mask in any version shows no value in any other. Costs one folder entry per level and commit of the branch,
  /// and the reading of each version; what changed only in other layers' texts is not parsed.
  public func valueLog(
    _ entry: Entry, selecting selection: ValueSelection, limit: Int? = nil
  ) throws(RepositoryError) -> [ValueLogEntry] {
    var walk = try steps(entry, selection)
    var entries: [ValueLogEntry] = []
    let (store, path, start) = (store, entry.key.path, commit.id)
    if limit == 0 { return [] }
    try git { () throws(GitError) in
      try store.history(of: path, from: start) { change throws(GitError) in
        let older = try change.before.map { (id) throws(GitError) in try store.blob(id) }
        let steps = walk.recede(to: older)
        if !steps.isEmpty {
          entries.append(ValueLogEntry(entry: HistoryEntry(setting: change.commit), steps: steps))
        }
        return limit.map { entries.count < $0 } ?? true
      }
    }
    let masked = Set(entries.flatMap(\.steps).filter(\.isMasked).map(\.place))
    return entries.map { item in
      ValueLogEntry(
        entry: item.entry,
        steps: item.steps.map { masked.contains($0.place) ? $0.hidden : $0 })
    }
  }

  private func steps(
    _ entry: Entry, _ selection: ValueSelection
  ) throws(RepositoryError) -> ValueSteps {
    let (bytes, sensitivity) = (try blob(entry.blob), try sensitivity())
    do {
      return try ValueSteps(bytes, selecting: selection, sensitivity: sensitivity)
    } catch {
      throw RepositoryError(
        .damaged, "the stored document '\(entry.key)' is damaged: \(error)",
        hint: "run 'strata verify' to see what else is", underlying: .document(error))
    }
  }
}
