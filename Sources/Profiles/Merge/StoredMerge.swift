internal import CanonicalJSON
public import PackValues

/// A three-way merge of stored documents as bytes, the way git's merge driver needs it.
///
/// Where all three are documents it is a merge on meaning, and only what conflicts is marked, in the stored form. Anything else,
/// an ancestor with markers in it or a file of another kind, merges by lines as git does it.
public struct StoredMerge: Sendable {
  /// The merged document in its stored form, or the lines with conflicts marked.
  public let bytes: [UInt8]
  /// What conflicts, where it can be told by meaning.
  public let conflicts: [MergeConflict]
  public let isClean: Bool

  /// - Parameter base: empty where the sides have no document in common.
  public init(base: [UInt8], ours: [UInt8], theirs: [UInt8], markers: ConflictMarkers) {
    guard let own = try? ProfileDocument(stored: ours),
      let other = try? ProfileDocument(stored: theirs),
      let ancestor = Ancestor(base)
    else {
      let merge = markers.merged(base: base, ours: ours, theirs: theirs)
      (bytes, conflicts, isClean) = (merge.text, [], !merge.hasConflicts)
      return
    }
    let merge = ProfileMerge(base: ancestor.document, ours: own, theirs: other)
    conflicts = merge.conflicts
    isClean = merge.merged != nil
    bytes =
      merge.merged?.stored
      ?? Self.marked(ancestor.document, own, other, markers)
      ?? markers.merged(base: base, ours: ours, theirs: theirs).text
  }

  /// The merge with every conflict as ours has it against the one as theirs has it: what differs is what conflicts.
  private static func marked(
    _ base: ProfileDocument?, _ ours: ProfileDocument, _ theirs: ProfileDocument,
    _ markers: ConflictMarkers
  ) -> [UInt8]? {
    let taken = MergeSide.allCases.map { side in
      ProfileMerge(base: base, ours: ours, theirs: theirs) { _ in side }.merged?.stored
    }
    guard let own = taken[0], let other = taken[1], own != other else { return nil }
    return markers.marked(ours: own, theirs: other)
  }

  private struct Ancestor {
    let document: ProfileDocument?

    init?(_ bytes: [UInt8]) {
      document = try? ProfileDocument(stored: bytes)
      if document == nil, !bytes.isEmpty { return nil }
    }
  }
}
