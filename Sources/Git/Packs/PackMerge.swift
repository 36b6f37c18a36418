/// Makes one pack of several, copying stored entries as they are where that is possible.
///
/// Folders that several packs hold whole, one version each, become differences from the version before.
struct PackMerge {
  private let repository: Repository
  private let check: PackCheck
  private var result = PackBuffer()
  private var placed: [ObjectID: (offset: Int, depth: Int)] = [:]
  private var lineages: [Lineage: (id: ObjectID, bytes: [UInt8])] = [:]

  /// What successive versions of one folder mostly have in common: their first and last names.
  private struct Lineage: Hashable {
    var first: [UInt8]
    var last: [UInt8]
  }

  init(_ repository: Repository) {
    self.repository = repository
    check = PackCheck(folder: repository.packFolder)
  }

  /// Merges packs, the oldest first; throws `corrupt` if one is damaged, and nothing is written then.
  mutating func merge(_ names: [String]) throws(GitError) -> PackBuffer {
    for name in names { try add(name) }
    return result
  }

  private mutating func add(_ name: String) throws(GitError) {
    let pack = try source(name)
    let places = pack.index.places.sorted { $0.offset < $1.offset }
    var ids: [Int: ObjectID] = [:]
    ids.reserveCapacity(places.count)
    for place in places { ids[place.offset] = place.id }
    for (number, place) in places.enumerated() where placed[place.id] == nil {
      let end = number + 1 < places.count ? places[number + 1].offset : pack.bytes.count - 20
      guard place.offset >= 12, end > place.offset, end <= pack.bytes.count - 20 else {
        throw Self.damaged(name)
      }
      let entry = Array(pack.bytes[place.offset..<end])
      guard Checksum.of(entry) == place.checksum, let header = PackEntry.header(entry.span) else {
        throw Self.damaged(name)
      }
      try add(place, entry, header, base: header.distance.flatMap { ids[place.offset - $0] })
    }
  }

  private func source(_ name: String) throws(GitError) -> (index: PackIndex, bytes: [UInt8]) {
    guard let index = check.index(name) else { throw Self.damaged(name) }
    let bytes = try DurableFile.read("\(check.folder)/\(name).pack", limit: 1 << 32)
    guard bytes.count >= 32, ObjectID(bytes: bytes.suffix(20)) == index.pack else {
      throw Self.damaged(name)
    }
    return (index, bytes)
  }

  private mutating func add(
    _ place: PackIndex.Place, _ entry: [UInt8], _ header: PackEntry.Header, base: ObjectID?
  ) throws(GitError) {
    if header.type == ObjectKind.tree.rawValue, try addTree(place.id, entry, header) { return }
    if header.type < 5 {
      return append(place.id, entry, depth: 0)
    }
    guard header.type == PackEntry.offsetDelta, let base, let target = placed[base] else {
      let object = try repository.object(place.id)
      let whole = try PreparedObject(object.kind, object.bytes, id: place.id)
      return append(place.id, whole.entry, depth: 0)
    }
    var moved: [UInt8] = []
    PackEntry.appendHeader(type: header.type, size: header.size, to: &moved)
    PackEntry.appendDistance(result.end - target.offset, to: &moved)
    moved += entry[header.length...]
    append(place.id, moved, depth: target.depth + 1)
  }

  /// Stores a whole folder as the difference from the version before it; false if there is none or it
  /// would not save much.
  private mutating func addTree(
    _ id: ObjectID, _ entry: [UInt8], _ header: PackEntry.Header
  ) throws(GitError) -> Bool {
    guard header.size > 400, header.size < 1 << 26,
      let whole = Zlib.inflate(entry.span.extracting(header.length...), size: header.size)
    else { return false }
    let table = try TreeTable(whole.bytes, of: id)
    let lineage = Lineage(first: table[0].name, last: table[table.count - 1].name)
    defer { lineages[lineage] = (id, whole.bytes) }
    guard let previous = lineages[lineage], let base = placed[previous.id],
      base.depth < ObjectBatch.depthLimit,
      let delta = Delta.encode(whole.bytes.span, on: previous.bytes.span)
    else { return false }
    var moved: [UInt8] = []
    PackEntry.appendHeader(type: PackEntry.offsetDelta, size: delta.count, to: &moved)
    PackEntry.appendDistance(result.end - base.offset, to: &moved)
    try Zlib.deflate(delta.span, to: &moved)
    append(id, moved, depth: base.depth + 1)
    return true
  }

  private mutating func append(_ id: ObjectID, _ entry: [UInt8], depth: Int) {
    placed[id] = (result.end, depth)
    result.append(id, entry: entry)
  }

  private static func damaged(_ name: String) -> GitError {
    GitError(.corrupt, "merge the pack", name, "it is damaged", hint: "run 'strata verify'")
  }
}
