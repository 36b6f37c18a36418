internal import Git
internal import ProfileRepository
internal import Profiles

extension ReplayItem {
  /// Writes one step; nothing where it leaves the target's document as it is.
  func write(_ step: Step, to change: inout Change) throws(RepositoryError) {
    if case .sliced(let sliced) = outcome.verdict, let merged = step.merged {
      try change.put(merged.prepared, in: target.scope, sliceDetails(step, sliced))
      return
    }
    let entry = step.entry
    let isMerged = step.merged?.isMerged ?? false
    let details = Change.Details(
      message: entry.message.text, author: entry.commit.author,
      source: entry.message.lineage.source,
      replayedFrom: Lineage.Replayed(commit: entry.commit.id, key: source.key),
      mergedWith: isMerged ? newest?.commit.id : nil,
      allowedSecret: entry.message.lineage.allowedSecret)
    if let merged = step.merged {
      try change.put(merged.prepared, in: target.scope, details)
      return
    }
    guard let stored = try stored(at: entry) else { return }
    let digest = entry.message.lineage.digest
    if form.keepsAll(in: target.scope), let digest {
      try change.put(stored: stored.blob, digest: digest, as: target, details)
      return
    }
    let document = try request.source.document(stored)
    let landed = try form.prepared(
      document, of: source.key, in: target.scope, allowedSecret: details.allowedSecret)
    if let prepared = landed.prepared {
      try change.put(prepared, in: target.scope, details)
    } else {
      try change.put(
        stored: stored.blob, digest: digest ?? document.digest, as: target, details)
    }
  }

  /// The document as the step left it; the newest step left what the source holds.
  private func stored(at step: HistoryEntry) throws(RepositoryError) -> Snapshot.Entry? {
    if step.commit.id == pending.last?.entry.commit.id { return source }
    return try request.source.document(source.key, at: step.commit)
  }
}
