import Glibc

/// What a round of upkeep did.
public struct UpkeepReport: Hashable, Sendable {
  /// Packs before and after.
  public var packsBefore = 0
  /// Packs after.
  public var packsAfter = 0
  /// Files of dead writers that were removed or completed, by path.
  public var leftovers: [String] = []
  /// Lock files whose owner is unknown, which stay; by path.
  public var unknownLocks: [String] = []
}

extension Repository {
  /// Merges all packs that may be merged and removes what dead writers left.
  ///
  /// Waits for the writers' lock. Lock files that are not provably a dead Strata process's stay and are
  /// reported. Does not remove unreachable objects.
  public func upkeep(patience: Double = 30) throws(GitError) -> UpkeepReport {
    try withWriterLock(patience: patience) { () throws(GitError) in
      var report = UpkeepReport()
      report.packsBefore = try PackCheck(folder: packFolder).names().count
      report.leftovers = try staging.tidy()
      report.unknownLocks = try findUnknownLocks()
      try removeOldTemporaries(&report)
      _ = try merge(try mergeablePacks())
      report.packsAfter = try PackCheck(folder: packFolder).names().count
      return report
    }
  }

  private func findUnknownLocks() throws(GitError) -> [String] {
    let own = try FilePath.files(below: "\(path)/refs").filter { $0.hasSuffix(".lock") }
    let others = ["HEAD.lock", "packed-refs.lock", "config.lock"].map { "\(path)/\($0)" }
    return own + others.filter { Folder.exists($0) }
  }

  /// Removes temporary object files that nobody has written to for a day; git itself waits two weeks.
  private func removeOldTemporaries(_ report: inout UpkeepReport) throws(GitError) {
    for file in try FilePath.files(below: "\(path)/objects") {
      let name = FilePath.name(of: file)
      guard name.hasPrefix("tmp_"), let status = FilePath.status(file),
        Machine.seconds - Int64(status.st_mtim.tv_sec) > 24 * 3600
      else { continue }
      try FilePath.unlink(file, for: "remove the leftover")
      report.leftovers.append(file)
    }
  }
}
