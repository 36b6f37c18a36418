import Glibc

/// Puts a pack and its index into the store.
struct PackFile {
  private let staging: Staging

  init(_ staging: Staging) { self.staging = staging }

  /// Writes and syncs both files under temporary names, then renames the pack, then the index, then syncs
  /// the folder. A process killed between the two renames leaves an index that `Staging.tidy` puts in place.
  /// Returns the pack's name.
  @discardableResult
  func write(_ pack: PackBuffer) throws(GitError) -> String {
    let operation = "store objects in"
    try staging.tidy()
    var pack = pack
    let index = pack.seal()
    let name = "pack-\(index.pack.hex)"
    let target = "\(staging.packs)/\(name)"
    // The very same objects in the very same order are stored already.
    if Folder.exists("\(target).idx"), Folder.exists("\(target).pack") { return name }
    let packFile = try StagedFile.make(
      in: staging.folder, stem: name + ".pack", mode: 0o444, pack.bytes.span, for: operation)
    let indexFile = try StagedFile.make(
      in: staging.folder, stem: name + ".idx", mode: 0o444, index.encoded().span, for: operation)
    try FilePath.syncFolder(staging.folder, for: operation)
    try FilePath.rename(packFile.path, to: "\(target).pack", for: operation)
    do throws(GitError) {
      try FilePath.rename(indexFile.path, to: "\(target).idx", for: operation)
    } catch {
      _ = unsafe unlink("\(target).pack")
      throw error
    }
    try FilePath.syncFolder(staging.packs, for: operation)
    return name
  }
}
