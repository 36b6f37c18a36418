internal import Git
internal import ProfileRepository
internal import Profiles

extension ReplayItem {
  /// Writes one step; nothing where it leaves the target's document as it is.
  func write(_ step: Step, to change: inout Change) throws(RepositoryError) {
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
    if request.landing.keepsDocument, let digest = entry.message.lineage.digest {
      try change.put(stored: stored.blob, digest: digest, as: target, details)
      return
    }
    let document = try request.source.document(stored)
    let landed = try Landed(
      document, request.landing, source.key, allowedSecret: details.allowedSecret)
    try change.put(landed.prepared, in: target.scope, details)
  }

  /// The document as the step left it; the newest step left what the source holds.
  private func stored(at step: HistoryEntry) throws(RepositoryError) -> Snapshot.Entry? {
    if step.commit.id == pending.last?.entry.commit.id { return source }
    return try request.source.document(source.key, at: step.commit)
  }
}

/// A document as it lands.
struct Landed {
  let prepared: PreparedDocument

  init(
    _ document: ProfileDocument, _ landing: Landing, _ key: ProfileKey, allowedSecret: String?
  ) throws(RepositoryError) {
    let moved: ProfileDocument
    do { moved = try landing.applied(to: document) } catch {
      throw RepositoryError(error, in: key.description)
    }
    prepared = try PreparedDocument(moved, gate: .init(allowedReason: allowedSecret))
  }
}
