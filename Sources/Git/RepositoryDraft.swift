import Glibc

/// A repository in the making, locked by its maker.
struct RepositoryDraft: ~Copyable {
  /// The folder that is filled.
  let path: String
  private let target: String
  /// Whether the draft lies inside an empty folder, whose name and identity stay.
  private let isInside: Bool
  private let operation: String
  private let folder: OpenFile

  /// Makes and locks the draft of a repository; what a dead maker left is emptied first.
  static func make(for target: String, _ operation: String) throws(GitError) -> RepositoryDraft {
    try refuseOccupied(target, operation)
    let parent = FilePath.parent(of: target)
    try FilePath.makeFolders(parent, for: operation)
    let isInside = FilePath.isFolder(target)
    let beside = "\(parent)/.\(FilePath.name(of: target)).strata-init"
    let path = isInside ? "\(target)/\(insideName)" : beside
    let folder = try claim(path, target, operation)
    if isInside { try removeTree(target, keeping: insideName, operation) }
    try removeTree(path, operation)
    return RepositoryDraft(
      path: path, target: target, isInside: isInside, operation: operation, folder: folder)
  }

  private static func claim(
    _ path: String, _ target: String, _ operation: String
  ) throws(GitError) -> OpenFile {
    try FilePath.makeFolder(path, for: operation)
    let folder = try OpenFile(path, O_RDONLY | O_DIRECTORY, for: operation)
    guard try folder.tryLock(for: operation) else {
      throw GitError(.locked, operation, target, "another process is making it right now")
    }
    return folder
  }

  private static let insideName = ".strata-init"

  /// Moves the whole into place: by one rename, or, into an empty folder, part by part with `HEAD` last.
  func publish() throws(GitError) {
    let parent = FilePath.parent(of: target)
    guard isInside else {
      try FilePath.rename(path, to: target, for: operation)
      try FilePath.syncFolder(parent, for: operation)
      return
    }
    for name in try Folder.list(path) where name != "HEAD" {
      try FilePath.rename("\(path)/\(name)", to: "\(target)/\(name)", for: operation)
    }
    try FilePath.syncFolder(target, for: operation)
    try FilePath.rename("\(path)/HEAD", to: "\(target)/HEAD", for: operation)
    try Self.removeFolder(path, operation)
    try FilePath.syncFolder(target, for: operation)
    try FilePath.syncFolder(parent, for: operation)
  }

  /// Removes a draft that came to nothing.
  func discard() throws(GitError) {
    try Self.removeTree(path, operation)
    try Self.removeFolder(path, operation)
  }

  /// Refuses what holds anything but the parts of a draft that never got its `HEAD`.
  static func refuseOccupied(_ path: String, _ operation: String) throws(GitError) {
    guard let kind = Folder.kind(of: path) else { return }
    guard kind == .folder else { throw GitError(.exists, operation, path, "a file is there") }
    let names = try Folder.list(path)
    if names.isEmpty { return }
    let parts = Set(RepositoryLayout.folders + ["config", insideName])
    if names.contains(insideName), names.allSatisfy(parts.contains) { return }
    let isRepository = names.contains("HEAD") && names.contains("objects")
    throw GitError(
      .exists, operation, path,
      isRepository ? "there is a repository already" : "the folder is not empty",
      hint: isRepository ? nil : "name a folder that is empty or not there yet")
  }

  /// Empties a folder of Strata's own making; links are removed, never followed.
  private static func removeTree(
    _ path: String, keeping kept: String? = nil, _ operation: String
  ) throws(GitError) {
    for name in try Folder.list(path) where name != kept {
      let entry = "\(path)/\(name)"
      let status = FilePath.status(entry, followingLinks: false)
      if let status, status.st_mode & S_IFMT == S_IFDIR {
        try removeTree(entry, operation)
        try removeFolder(entry, operation)
      } else {
        try FilePath.unlink(entry, for: operation)
      }
    }
  }

  private static func removeFolder(_ path: String, _ operation: String) throws(GitError) {
    if unsafe rmdir(path) != 0 { throw GitError.system(errno, operation, path) }
  }
}
