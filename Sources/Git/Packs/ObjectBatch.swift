/// Objects on their way into the store: collected in memory, then written as one pack.
///
/// What the store or the batch has already is not added again. A batch belongs to one writer; its
/// memory grows with `pendingBytes`, so large work stores and goes on with the same batch.
public struct ObjectBatch {
  /// No chain of differences is longer than this.
  static let depthLimit = 50

  private let repository: Repository
  private var pack = PackBuffer()
  private var staged: [ObjectID: (offset: Int, depth: Int)] = [:]

  /// Makes an empty batch for a repository.
  public init(for repository: Repository) { self.repository = repository }

  /// The size of what waits to be stored.
  public var pendingBytes: Int { pack.end }

  /// How many objects wait to be stored.
  public var pendingCount: Int { pack.places.count }

  /// Says whether the batch or a pack of the store has the object. Loose objects, which may be damaged, do not
  /// count: they are stored again in the pack.
  public func contains(_ id: ObjectID) -> Bool { staged[id] != nil || repository.isPacked(id) }

  /// Adds an object that was prepared before.
  @discardableResult
  public mutating func add(_ object: PreparedObject) -> ObjectID {
    if !contains(object.id) { append(object.id, object.entry, depth: 0) }
    return object.id
  }

  /// Adds a file's content; `previous` is an earlier version that the difference may be taken from.
  @discardableResult
  public mutating func add(
    blob bytes: [UInt8], after previous: (id: ObjectID, bytes: [UInt8])? = nil
  ) throws(GitError) -> ObjectID {
    try add(.blob, bytes, after: previous)
  }

  /// Adds a folder, its entries in any order.
  @discardableResult
  public mutating func add(tree entries: [TreeEntry]) throws(GitError) -> ObjectID {
    var table = TreeTable()
    for entry in entries { table.set(entry) }
    return try add(.tree, table.bytes, after: nil)
  }

  /// Adds a commit.
  @discardableResult
  public mutating func add(commit: CommitDraft) throws(GitError) -> ObjectID {
    try add(.commit, commit.encoded(), after: nil)
  }

  /// Adds an object, as the difference from an earlier one of this batch where that is much smaller.
  mutating func add(
    _ kind: ObjectKind, _ bytes: [UInt8], after previous: (id: ObjectID, bytes: [UInt8])?
  ) throws(GitError) -> ObjectID {
    let id = Digest.id(of: kind, bytes.span)
    if contains(id) { return id }
    if let previous, let base = staged[previous.id], base.depth < Self.depthLimit,
      let delta = Delta.encode(bytes.span, on: previous.bytes.span)
    {
      append(id, try deltaEntry(delta, base.offset), depth: base.depth + 1)
    } else {
      append(id, try PreparedObject(kind, bytes, id: id).entry, depth: 0)
    }
    return id
  }

  private func deltaEntry(_ delta: [UInt8], _ base: Int) throws(GitError) -> [UInt8] {
    var entry: [UInt8] = []
    PackEntry.appendHeader(type: PackEntry.offsetDelta, size: delta.count, to: &entry)
    PackEntry.appendDistance(pack.end - base, to: &entry)
    try Zlib.deflate(delta.span, to: &entry)
    return entry
  }

  private mutating func append(_ id: ObjectID, _ entry: [UInt8], depth: Int) {
    staged[id] = (pack.end, depth)
    pack.append(id, entry: entry)
  }

  /// Writes what was added as one pack. When it returns the objects are on the disk and readable, also by
  /// other processes; when it throws none of them is, and the batch is as before. The batch is empty after.
  public mutating func store() throws(GitError) {
    if pack.places.isEmpty { return }
    try PackFile(repository.staging).write(pack)
    pack = PackBuffer()
    staged = [:]
    try repository.withHandles { (handles) throws(GitError) in try handles.reopenStore() }
  }
}
