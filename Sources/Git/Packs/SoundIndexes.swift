import Glibc

/// The pack indexes that were found whole, so that each is read once.
///
/// libgit2 1.5 maps an index and believes it: one flipped bit in it can make it read outside the map and take the process
/// along. So an index is checked against the digest at its end, and libgit2 sees only whole ones. Costs one pass over each new index.
struct SoundIndexes {
  private struct Stamp: Hashable {
    let name: String
    let size: Int
    let inode: UInt
    let seconds: Int
    let nanoseconds: Int
  }

  private var known: Set<Stamp> = []

  /// Sorts the indexes of a folder of packs into whole and damaged ones, by name; one that vanished is neither.
  mutating func sort(_ folder: String) throws(GitError) -> (whole: [String], damaged: [String]) {
    var (whole, damaged): ([String], [String]) = ([], [])
    for name in try Folder.list(folder) where name.hasSuffix(".idx") || name == Self.shared {
      guard let status = FilePath.status("\(folder)/\(name)") else { continue }
      let stamp = Stamp(
        name: name, size: Int(status.st_size), inode: UInt(status.st_ino),
        seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec)
      var isWhole = known.contains(stamp)
      if !isWhole { isWhole = try Self.isWhole("\(folder)/\(name)") }
      if isWhole {
        known.insert(stamp)
        whole.append(name)
      } else {
        damaged.append(name)
      }
    }
    return (whole, damaged)
  }

  /// Git's index of several packs.
  static let shared = "multi-pack-index"

  /// Whether a file ends in the SHA-1 of what stands before; true if it has gone.
  private static func isWhole(_ path: String) throws(GitError) -> Bool {
    let operation = "check the index"
    do throws(GitError) {
      return try OpenFile(path, O_RDONLY, for: operation).endsInItsDigest(for: operation)
    } catch {
      if error.code == .notFound { return true }
      throw error
    }
  }
}
