/// One stored commit.
public struct Commit: Hashable, Sendable {
  /// The commit's own id.
  public let id: ObjectID
  /// The root folder of what was committed.
  public let tree: ObjectID
  /// The commits before it; none for a first commit, several for a merge.
  public let parents: [ObjectID]
  /// Who wrote the change.
  public let author: Signature
  /// Who put it into the repository.
  public let committer: Signature
  /// The whole message, as stored; bytes that are not UTF-8 are replaced.
  public let message: String
}

extension Commit {
  /// The first line of the message.
  public var subject: String {
    let line = message.utf8.prefix { $0 != 0x0A }
    return String(decoding: line, as: UTF8.self)
  }
}

/// A commit still to be written.
public struct CommitDraft: Hashable, Sendable {
  /// The root folder.
  public var tree: ObjectID
  /// The commits before it.
  public var parents: [ObjectID]
  /// Who wrote the change.
  public var author: Signature
  /// Who puts it into the repository.
  public var committer: Signature
  /// The whole message; a final line feed is added where it is missing.
  public var message: String

  /// Makes a draft from its parts.
  public init(
    tree: ObjectID, parents: [ObjectID], author: Signature, committer: Signature, message: String
  ) {
    self.tree = tree
    self.parents = parents
    self.author = author
    self.committer = committer
    self.message = message
  }

  /// The draft as git stores it; refuses a message with a NUL, which git would cut there.
  func encoded() throws(GitError) -> [UInt8] {
    if message.utf8.contains(0) {
      throw GitError(.invalid, "write the commit", printable(message), "its message holds a NUL")
    }
    var text = "tree \(tree.hex)\n"
    for parent in parents { text += "parent \(parent.hex)\n" }
    text += "author \(author.line)\ncommitter \(committer.line)\n\n\(message)"
    if !message.utf8.isEmpty, message.utf8.last != 0x0A { text += "\n" }
    return Array(text.utf8)
  }
}

extension Signature {
  /// The signature as a commit or a reflog holds it.
  var line: String {
    let sign = offsetMinutes < 0 ? "-" : "+"
    let hours = abs(offsetMinutes) / 60
    let minutes = abs(offsetMinutes) % 60
    let zone = "\(sign)\(hours < 10 ? "0" : "")\(hours)\(minutes < 10 ? "0" : "")\(minutes)"
    return "\(name) <\(email)> \(seconds) \(zone)"
  }

  /// Reads a stored signature leniently: old tools wrote many shapes.
  static func stored(_ line: ArraySlice<UInt8>) -> Signature? {
    guard let close = line.lastIndex(of: UInt8(ascii: ">")),
      let open = line[..<close].firstIndex(of: UInt8(ascii: "<"))
    else { return nil }
    var name = line[..<open]
    if name.last == 0x20 { name = name.dropLast() }
    let fields = String(decoding: line[(close + 1)...], as: UTF8.self).split(separator: " ")
    let zone = fields.count > 1 ? Int32(fields[1]) ?? 0 : 0
    return Signature(
      stored: String(decoding: name, as: UTF8.self),
      String(decoding: line[(open + 1)..<close], as: UTF8.self),
      fields.first.flatMap { Int64($0) } ?? 0, zone / 100 * 60 + zone % 100)
  }
}
