import Glibc

extension Repository {
  /// Moves a reference if it has the expected value, and records the move in its log.
  ///
  /// `expecting` nil means that the reference must not exist. When the call returns the move is on the disk;
  /// when it throws the reference was not moved, or (an error of the very last sync) may have been. Waits
  /// up to `patience` seconds for another process's lock, then `locked`; a value that is not the expected
  /// one is `modified`.
  public func updateReference(
    _ name: String, to new: ObjectID, expecting old: ObjectID?,
    log: (signature: Signature, message: String), patience: Double = 5
  ) throws(GitError) {
    let operation = "move the reference"
    if let reason = ReferenceName.objection(to: name) {
      throw GitError(.invalid, operation, printable(name), reason)
    }
    guard try contains(new) else {
      throw GitError(.notFound, operation, name, "its new commit '\(new.hex)' is not stored")
    }
    let file = "\(path)/\(name)"
    let logFile = "\(path)/logs/\(name)"
    try FilePath.makeFolders(FilePath.parent(of: file), for: operation)
    try FilePath.makeFolders(FilePath.parent(of: logFile), for: operation)
    let lock = try ReferenceLock.take(name, value: new, in: self, patience: patience)
    try requireValue(of: name, old)
    let line = ReferenceLog.line(old ?? .zero, new, log.signature, log.message)
    try ReferenceLog(path: logFile).append(line)
    try lock.commit(to: file)
  }

  private func requireValue(of name: String, _ expected: ObjectID?) throws(GitError) {
    let current = try reference(name)
    guard current == expected else {
      throw GitError(
        .modified, "move the reference", name,
        "it is at \(current?.abbreviated ?? "nothing"), not at \(expected?.abbreviated ?? "nothing")"
      )
    }
    if try symbolicReference(name) != nil {
      throw GitError(.unsupported, "move the reference", name, "it is a symbolic reference")
    }
    if current == nil { try requireRoom(for: name) }
  }

  /// A reference cannot be where another needs a folder.
  private func requireRoom(for name: String) throws(GitError) {
    let names = try withHandles { (handles) throws(GitError) in try handles.referenceNames() }
    let conflict = names.first { $0.hasPrefix(name + "/") || name.hasPrefix($0 + "/") }
    if let conflict {
      throw GitError(.exists, "make the reference", name, "'\(conflict)' is in its way")
    }
  }
}

/// The log of one reference's moves, in git's form.
struct ReferenceLog {
  let path: String

  static func line(
    _ old: ObjectID, _ new: ObjectID, _ signature: Signature, _ message: String
  ) -> [UInt8] {
    let text = message.utf8.map { $0 < 0x20 || $0 == 0x7F ? 0x20 : $0 }
    return Array("\(old.hex) \(new.hex) \(signature.line)\t".utf8) + text + [0x0A]
  }

  /// Adds a line durably; takes back what was written if it did not all fit. To be called with the
  /// reference's lock held.
  func append(_ line: [UInt8]) throws(GitError) {
    let operation = "write the reference log"
    let isNew = FilePath.status(path) == nil
    let file = try OpenFile(path, O_WRONLY | O_CREAT | O_APPEND, for: operation)
    let size = try file.status(for: operation).st_size
    do throws(GitError) {
      try file.write(line.span, for: operation)
      try file.sync(for: operation)
    } catch {
      _ = ftruncate(file.descriptor, size)
      throw error
    }
    if isNew { try FilePath.syncFolder(FilePath.parent(of: path), for: operation) }
  }
}
