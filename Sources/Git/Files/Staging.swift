import Glibc

/// The folder in which files are made before they are renamed or linked into place.
struct Staging {
  let folder: String
  /// The repository's `objects/pack`.
  let packs: String
  /// The repository's `refs`.
  let references: String

  /// Ends what dead processes began: completes a pack of which only the index is missing, removes the
  /// rest, with the reference locks that it stands for. Files in use are left alone. Returns what was
  /// dealt with, by path.
  @discardableResult
  func tidy() throws(GitError) -> [String] {
    guard FilePath.isFolder(folder) else { return [] }
    var dealtWith: [String] = []
    for name in try Folder.list(folder) where try isDead("\(folder)/\(name)") {
      if name.hasPrefix("ref.") { dealtWith += try releaseLocks(of: "\(folder)/\(name)") }
      try finish(name)
      dealtWith.append("\(folder)/\(name)")
    }
    return dealtWith
  }

  private func finish(_ name: String) throws(GitError) {
    let path = "\(folder)/\(name)"
    let stem = String(name.prefix { $0 != "." })
    let isIndex = name.hasPrefix("pack-") && name.hasPrefix(stem + ".idx.")
    if isIndex, Folder.exists("\(packs)/\(stem).pack"), !Folder.exists("\(packs)/\(stem).idx") {
      try FilePath.rename(path, to: "\(packs)/\(stem).idx", for: "complete the pack")
      try FilePath.syncFolder(packs, for: "complete the pack")
    } else {
      try FilePath.unlink(path, for: "remove the leftover")
    }
  }

  /// Says whether nobody holds a staged file any more; false if it is gone.
  private func isDead(_ path: String) throws(GitError) -> Bool {
    do throws(GitError) {
      let file = try OpenFile(path, O_RDONLY, for: "tidy up")
      return try file.tryLock(for: "tidy up")
    } catch  where error.code == .notFound {
      return false
    }
  }

  /// Removes the lock files that are the same file as a dead process's staged one, or have exactly its
  /// content, the new value of a reference: nobody but that process can have made them.
  private func releaseLocks(of staged: String) throws(GitError) -> [String] {
    guard let status = FilePath.status(staged), status.st_size == 41 else { return [] }
    let content = try DurableFile.read(staged, limit: 64)
    var released: [String] = []
    for lock in try FilePath.files(below: references) where lock.hasSuffix(".lock") {
      guard let found = FilePath.status(lock), found.st_size == 41 else { continue }
      let isSame = found.st_ino == status.st_ino && found.st_dev == status.st_dev
      let text = (try? DurableFile.read(lock, limit: 64)) ?? []
      guard isSame || text == content else { continue }
      try FilePath.unlink(lock, for: "remove the leftover")
      released.append(lock)
    }
    return released
  }
}

extension Repository {
  var staging: Staging {
    Staging(folder: "\(ownFolder)/staging", packs: packFolder, references: "\(path)/refs")
  }
}
