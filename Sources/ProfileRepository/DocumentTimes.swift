internal import Git
public import Profiles

/// When each profile version of a branch was first and last written, by committer time.
///
/// It is kept up to date by reading the commits that came since; only commits of Strata, which say what they wrote, count.
public struct DocumentTimes: Sendable {
  /// Seconds since 1970.
  public struct Times: Hashable, Sendable {
    public var created: Int64
    public var modified: Int64
  }

  private var times: [ProfileKey: Times] = [:]
  private var tip: ObjectID?

  /// Knows nothing.
  public init() {}

  /// The times of a profile version; nil where the branch does not say.
  public subscript(key: ProfileKey) -> Times? { times[key] }

  /// Reads the commits since the last snapshot; all, where that is not in this one's history. Cost: those commits.
  public mutating func advance(to snapshot: Snapshot) throws(RepositoryError) {
    let store = snapshot.repository.store
    if snapshot.commit.id == tip { return }
    var steps: [(key: ProfileKey, seconds: Int64, isRemoval: Bool)] = []
    var isContinuous = false
    try git { () throws(GitError) in
      try store.log(from: snapshot.commit.id) { commit in
        if commit.id == tip {
          isContinuous = true
          return false
        }
        let lineage = CommitMessage(stored: commit.message).lineage
        if let key = lineage.profile {
          steps.append((key, commit.committer.seconds, lineage.digest == nil))
        }
        return true
      }
    }
    if !isContinuous { times = [:] }
    for step in steps.reversed() {
      let before = times[step.key]
      times[step.key] =
        step.isRemoval
        ? nil : Times(created: before?.created ?? step.seconds, modified: step.seconds)
    }
    tip = snapshot.commit.id
  }
}
