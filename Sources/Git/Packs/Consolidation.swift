import Glibc

extension Repository {
  /// So many packs may lie beside each other before small ones are merged.
  public static let packLimit = 50

  /// A pack larger than this is never rewritten by `consolidate`, which holds packs in memory.
  static let mergeLimit = 128 << 20

  /// Merges small packs into one if there are more than `Repository.packLimit`, so that each pack left
  /// is at least twice as large as all smaller ones together. To be called with the writers' lock held.
  ///
  /// The new pack is on the disk before an old one goes, and readers beside, git included, look again when a
  /// pack they knew is gone. A damaged pack, or one that another process takes away meanwhile, ends
  /// the work without a change. Returns how many packs were merged.
  @discardableResult
  public func consolidate() throws(GitError) -> Int {
    let packs = try mergeablePacks()
    guard packs.count > Self.packLimit else { return 0 }
    return try merge(Self.geometric(packs))
  }

  /// Merges the given packs; a single one is left alone.
  func merge(_ packs: [PackOnDisk]) throws(GitError) -> Int {
    guard packs.count > 1 else { return 0 }
    let old = packs.sorted { ($0.modified, $0.name) < ($1.modified, $1.name) }.map(\.name)
    var merge = PackMerge(self)
    let merged: PackBuffer
    do throws(GitError) {
      merged = try merge.merge(old)
    } catch  where error.code == .notFound {
      return 0
    }
    let new = try PackFile(staging).write(merged)
    for name in old where name != new { try remove(pack: name) }
    try FilePath.syncFolder(packFolder, for: "remove merged packs")
    try withHandles { (handles) throws(GitError) in try handles.reopenStore() }
    return old.count
  }

  /// Takes a pack away, its index last but for what belongs to it, so that no half of it misleads.
  private func remove(pack name: String) throws(GitError) {
    for ending in [".rev", ".bitmap", ".idx", ".pack"] {
      try FilePath.unlink("\(packFolder)/\(name)\(ending)", for: "remove the merged pack")
    }
  }

  /// The smallest packs that must become one for the sizes to grow at least twofold, as
  /// `git repack --geometric=2` chooses them.
  static func geometric(_ packs: [PackOnDisk]) -> [PackOnDisk] {
    let sorted = packs.sorted { $0.size < $1.size }
    var split = sorted.count - 1
    while split > 0, sorted[split].size >= 2 * sorted[split - 1].size { split -= 1 }
    var total = sorted[...max(0, split)].reduce(0) { $0 + $1.size }
    var end = split + 1
    while end < sorted.count, sorted[end].size < 2 * total {
      total += sorted[end].size
      end += 1
    }
    return Array(sorted[..<end])
  }

  /// The packs that may be merged: not those that git marked to keep, nor very large ones.
  func mergeablePacks() throws(GitError) -> [PackOnDisk] {
    let files = Set(try Folder.list(packFolder))
    var packs: [PackOnDisk] = []
    for name in try PackCheck(folder: packFolder).names() {
      let isKept = [".keep", ".promisor", ".mtimes"].contains { files.contains(name + $0) }
      guard !isKept, let status = FilePath.status("\(packFolder)/\(name).pack"),
        status.st_size <= Self.mergeLimit
      else { continue }
      packs.append(
        PackOnDisk(
          name: name, size: Int(status.st_size),
          modified: Double(status.st_mtim.tv_sec) + Double(status.st_mtim.tv_nsec) / 1e9))
    }
    return packs
  }
}

/// A pack as the file system knows it.
struct PackOnDisk: Hashable, Sendable {
  var name: String
  var size: Int
  var modified: Double
}
