/// Reads the stored form of a commit: header lines, an empty line, the message.
struct CommitReader {
  private var tree: ObjectID?
  private var parents: [ObjectID] = []
  private var author: Signature?
  private var committer: Signature?

  /// Reads a commit; a missing or malformed member is `corrupt`.
  static func commit(_ id: ObjectID, of bytes: [UInt8]) throws(GitError) -> Commit {
    var reader = CommitReader()
    var rest = bytes[...]
    while let end = rest.firstIndex(of: 0x0A), end > rest.startIndex {
      reader.accept(rest[..<end])
      rest = rest[(end + 1)...]
    }
    guard let tree = reader.tree, let author = reader.author, let committer = reader.committer
    else {
      throw GitError(.corrupt, "read the commit", id.hex, "its header is malformed")
    }
    return Commit(
      id: id, tree: tree, parents: reader.parents, author: author, committer: committer,
      message: String(decoding: rest.dropFirst(), as: UTF8.self))
  }

  private mutating func accept(_ line: ArraySlice<UInt8>) {
    guard let space = line.firstIndex(of: 0x20) else { return }
    let value = line[(space + 1)...]
    switch String(decoding: line[..<space], as: UTF8.self) {
    case "tree" where tree == nil: tree = Self.id(value)
    case "parent": if let parent = Self.id(value) { parents.append(parent) }
    case "author" where author == nil: author = Signature.stored(value)
    case "committer" where committer == nil: committer = Signature.stored(value)
    default: break
    }
  }

  private static func id(_ text: ArraySlice<UInt8>) -> ObjectID? {
    ObjectID(hex: String(decoding: text, as: UTF8.self))
  }
}
