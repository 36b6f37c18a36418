import Glibc

extension Handles {
  /// Reads an object of a pack and checks it against its id.
  func checked(_ id: ObjectID) throws(GitError) -> (kind: ObjectKind, bytes: [UInt8]) {
    let object = try packed(id)
    if Digest.id(of: object.kind, object.bytes.span) == id { return object }
    throw GitError(.corrupt, "read the object", id.hex, "its content does not have this digest")
  }
}

extension Repository {
  /// Reads an object, checked against its id.
  ///
  /// Damage is `corrupt` and names the object or the pack; only what is nowhere is `notFound`. Packs
  /// that another process replaces meanwhile are no error.
  public func object(_ id: ObjectID) throws(GitError) -> (kind: ObjectKind, bytes: [UInt8]) {
    try withRetries("read the object", id) { (handles) throws(GitError) in
      guard handles.hasPacked(id) else { return try loose.read(id) }
      do throws(GitError) {
        return try handles.checked(id)
      } catch {
        if let object = try? loose.read(id) { return object }
        throw error
      }
    }
  }

  /// Reads the content of a file.
  public func blob(_ id: ObjectID) throws(GitError) -> [UInt8] { try object(id, .blob) }

  /// Reads a folder.
  public func tree(_ id: ObjectID) throws(GitError) -> [TreeEntry] {
    try table(id).entries
  }

  /// Reads a commit.
  public func commit(_ id: ObjectID) throws(GitError) -> Commit {
    try CommitReader.commit(id, of: object(id, .commit))
  }

  /// Says whether the object is stored; does not read it.
  public func contains(_ id: ObjectID) throws(GitError) -> Bool {
    if isPacked(id) || loose.exists(id) { return true }
    return try withHandles { (handles) throws(GitError) in
      try handles.reopenStore()
      return handles.hasPacked(id)
    }
  }

  /// Says whether a pack held the object when packs were last listed, cheaply.
  func isPacked(_ id: ObjectID) -> Bool {
    let isPacked = try? withHandles { handles in handles.hasPacked(id) }
    return isPacked ?? false
  }

  /// Reads kind and size of an object without its content, where a pack holds it.
  public func header(_ id: ObjectID) throws(GitError) -> (kind: ObjectKind, size: Int) {
    try withRetries("read the object", id) { (handles) throws(GitError) in
      if handles.hasPacked(id) { return try handles.packedHeader(id) }
      return try loose.read(id).map { ($0.kind, $0.bytes.count) }
    }
  }

  /// Finds the entry at a path of a folder, `a/b/c`; nil if there is none.
  public func entry(at path: String, in tree: ObjectID) throws(GitError) -> TreeEntry? {
    var folder = tree
    let parts = path.utf8.split(separator: UInt8(ascii: "/"))
    for (index, part) in parts.enumerated() {
      let bytes = try object(folder, .tree)
      guard let entry = try TreeLookup.entry(Array(part), in: bytes, of: folder) else { return nil }
      if index == parts.count - 1 { return entry }
      guard entry.mode == .directory else { return nil }
      folder = entry.id
    }
    return TreeEntry(name: [], mode: .directory, id: tree)
  }

  /// Reads an object of one kind; another kind is `invalid`.
  func object(_ id: ObjectID, _ kind: ObjectKind) throws(GitError) -> [UInt8] {
    let object = try object(id)
    guard object.kind == kind else {
      throw GitError(
        .invalid, "read the \(kind.word)", id.hex, "it is a \(object.kind.word)")
    }
    return object.bytes
  }

  /// Reads a folder with the places of its entries.
  func table(_ id: ObjectID) throws(GitError) -> TreeTable {
    try TreeTable(object(id, .tree), of: id)
  }

  /// Runs a read; if it fails or finds nothing, lists the packs anew and tries again, since another
  /// process may have replaced a pack between listing and opening it.
  private func withRetries<Result>(
    _ operation: String, _ id: ObjectID,
    _ read: (borrowing Handles) throws(GitError) -> sending Result?
  ) throws(GitError) -> Result {
    var failure: GitError?
    for attempt in 0..<4 {
      if attempt > 1 { Machine.pause(seconds: 0.0005 * Double(attempt)) }
      do throws(GitError) {
        let result = try withHandles { (handles) throws(GitError) -> sending Result? in
          if attempt > 0 { try handles.reopenStore() }
          return try read(handles)
        }
        if let result { return result }
        failure = nil
      } catch {
        failure = error
        if [.tooManyFiles, .noMemory, .permission].contains(error.code) { throw error }
        // Damage that a second look at the list of packs does not mend is there to stay.
        if error.code == .corrupt, attempt > 0 { throw error }
      }
    }
    if let failure { throw damage(failure, operation, id) }
    throw try missing(operation, id)
  }

  private func damage(_ failure: GitError, _ operation: String, _ id: ObjectID) -> GitError {
    if failure.code == .corrupt { return failure }
    let pack = PackCheck(folder: packFolder).pack(holding: id)
    let place = pack.map { "the pack '\($0)' is damaged" } ?? "its pack is damaged"
    return GitError(
      .corrupt, operation, id.hex, "\(place) (\(failure.detail))", hint: Self.damageHint)
  }

  /// Tells "not found" from "a pack that might hold it cannot be read".
  private func missing(_ operation: String, _ id: ObjectID) throws(GitError) -> GitError {
    if let (pack, reason) = try PackCheck(folder: packFolder).firstDamaged() {
      return GitError(
        .corrupt, operation, id.hex, "it is not found, and the pack '\(pack)' \(reason)",
        hint: Self.damageHint)
    }
    return GitError(.notFound, operation, id.hex, "there is no such object")
  }

  private static var damageHint: String {
    "run 'strata verify' to see all damage; fetch the objects from another copy of the repository"
  }
}
