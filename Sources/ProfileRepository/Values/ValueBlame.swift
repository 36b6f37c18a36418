internal import Git
public import Profiles

/// Who set the values of a document: for each the newest commit in which it became what it is.
public struct ValueBlame: Sendable {
  public struct Item: Sendable {
    public let value: ProfileValue
    /// The index of the commit in `origins`.
    public let origin: Int
    /// The commit put the value in place of a mask.
    public let replacedMask: Bool
  }

  public let key: ProfileKey
  /// In the document's order.
  public let items: [Item]
  /// The commits, newest first, each once.
  public let origins: [ValueOrigin]
}

/// A commit that set values, and where a replay brought it from.
public struct ValueOrigin: Sendable {
  public let entry: HistoryEntry
  /// The commits that it was replayed from, the nearest first, the original last; empty for a commit made here.
  public let replayed: [ReplayedCommit]
}

extension Snapshot {
  /// Finds who set the selected values of a document; one that was removed and added again starts anew.
  ///
  /// Costs one folder entry per level and commit of the branch, and the reading of each version back to the oldest one that
  /// set a selected value; see `DocumentTrace`.
  public func blame(
    _ entry: Entry, selecting selection: ValueSelection = .init()
  ) throws(RepositoryError) -> ValueBlame {
    var trace = try trace(entry, selection, sensitivity())
    let values = trace.values
    var origins: [HistoryEntry] = []
    var settings: [Int: (origin: Int, replacedMask: Bool)] = [:]
    let (store, path, start) = (store, entry.key.path, commit.id)
    if trace.isDone { return ValueBlame(key: entry.key, items: [], origins: []) }
    try git { () throws(GitError) in
      try store.history(of: path, from: start) { change throws(GitError) in
        let older = try change.before.map { (id) throws(GitError) in try store.blob(id) }
        let found = trace.recede(to: older)
        for setting in found { settings[setting.index] = (origins.count, setting.wasMasked) }
        if !found.isEmpty { origins.append(HistoryEntry(setting: change.commit)) }
        return !trace.isDone
      }
    }
    let items = values.enumerated().compactMap { index, value in
      settings[index].map { setting in
        ValueBlame.Item(
          value: setting.replacedMask ? value.replacingMask : value, origin: setting.origin,
          replacedMask: setting.replacedMask && value.shown != .masked)
      }
    }
    return ValueBlame(key: entry.key, items: items, origins: try repository.origins(of: origins))
  }

  func trace(
    _ entry: Entry, _ selection: ValueSelection, _ sensitivity: Sensitivity
  ) throws(RepositoryError) -> DocumentTrace {
    let bytes = try blob(entry.blob)
    do {
      return try DocumentTrace(bytes, selecting: selection, sensitivity: sensitivity)
    } catch {
      throw RepositoryError(
        .damaged, "the stored document '\(entry.key)' is damaged: \(error)",
        hint: "run 'strata verify' to see what else is", underlying: .document(error))
    }
  }
}

extension HistoryEntry {
  init(setting commit: Commit) {
    self.init(
      commit: commit, message: CommitMessage(stored: commit.message), age: 0, isRemoval: false)
  }
}

extension ProfileValue {
  /// What stands where a mask stood is a secret that was entered, unless it is a reference or another mask.
  fileprivate var replacingMask: ProfileValue {
    var value = self
    value.shown = shown.isReference || shown == .masked ? shown : .hidden
    return value
  }
}
