/// An object with its id and its compressed form, made without a repository, on any thread.
public struct PreparedObject: Sendable {
  /// The object's id.
  public let id: ObjectID
  /// The object's kind.
  public let kind: ObjectKind
  /// The size of the content.
  public let size: Int
  /// The entry as a pack holds it.
  let entry: [UInt8]

  /// Hashes and compresses the content of a file.
  public init(blob bytes: [UInt8]) throws(GitError) { try self.init(.blob, bytes) }

  init(_ kind: ObjectKind, _ bytes: [UInt8]) throws(GitError) {
    try self.init(kind, bytes, id: Digest.id(of: kind, bytes.span))
  }

  init(_ kind: ObjectKind, _ bytes: [UInt8], id: ObjectID) throws(GitError) {
    self.id = id
    self.kind = kind
    size = bytes.count
    var entry: [UInt8] = []
    PackEntry.appendHeader(type: kind.rawValue, size: bytes.count, to: &entry)
    try Zlib.deflate(bytes.span, to: &entry)
    self.entry = entry
  }
}

extension ObjectID {
  /// The id that a file's content has, without storing it.
  public init(ofBlob bytes: [UInt8]) { self = Digest.id(of: .blob, bytes.span) }
}
