import Glibc

/// Reads objects that lie in files of their own, checking everything before believing anything.
///
/// Strata itself stores packs only; loose objects come from git beside it.
struct LooseObject {
  /// No loose object larger than this is read.
  static let sizeLimit = 1 << 30

  let folder: String

  /// Where the object would lie.
  func path(of id: ObjectID) -> String {
    let hex = id.hex
    return "\(folder)/\(hex.prefix(2))/\(hex.dropFirst(2))"
  }

  /// Says whether there is a file for the object.
  func exists(_ id: ObjectID) -> Bool { unsafe access(path(of: id), F_OK) == 0 }

  /// Reads an object, or nil if there is no file for it.
  func read(_ id: ObjectID) throws(GitError) -> (kind: ObjectKind, bytes: [UInt8])? {
    let path = path(of: id)
    guard unsafe access(path, F_OK) == 0 else { return nil }
    let packed: [UInt8]
    do throws(GitError) {
      packed = try DurableFile.read(path, limit: Self.sizeLimit)
    } catch  where error.code == .notFound {
      return nil
    }
    guard let (kind, size, start) = Self.header(packed.span), size <= Self.sizeLimit,
      let whole = Zlib.inflate(packed.span, size: start + size), whole.consumed == packed.count
    else { throw Self.damaged(id, "its file is cut short or damaged") }
    let bytes = Array(whole.bytes[start...])
    guard Digest.id(of: kind, bytes.span) == id else {
      throw Self.damaged(id, "its content does not have this digest")
    }
    return (kind, bytes)
  }

  /// Kind, size and start of the content, from the first bytes alone.
  private static func header(_ packed: Span<UInt8>) -> (ObjectKind, Int, Int)? {
    let start = Zlib.inflateStart(packed, count: 32)
    guard let end = start.firstIndex(of: 0), let space = start[..<end].firstIndex(of: 0x20),
      let kind = ObjectKind(word: start[..<space]),
      let size = Int(String(decoding: start[(space + 1)..<end], as: UTF8.self)), size >= 0
    else { return nil }
    return (kind, size, end + 1)
  }

  private static func damaged(_ id: ObjectID, _ reason: String) -> GitError {
    GitError(
      .corrupt, "read the object", id.hex, reason,
      hint: "fetch the object from another copy of the repository, then remove the damaged file")
  }

  /// The ids of all loose objects.
  func ids() throws(GitError) -> [ObjectID] {
    var ids: [ObjectID] = []
    for part in try Folder.list(folder) where part.utf8.count == 2 {
      ids += try self.ids(inPart: part)
    }
    return ids
  }

  /// The ids of loose objects whose text starts with two digits.
  func ids(inPart part: String) throws(GitError) -> [ObjectID] {
    let path = "\(folder)/\(part)"
    guard FilePath.isFolder(path) else { return [] }
    return try Folder.list(path).compactMap { ObjectID(hex: part + $0) }
  }
}
