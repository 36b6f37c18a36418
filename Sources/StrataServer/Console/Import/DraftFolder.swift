import CanonicalJSON
import Git
import ProfileRepository

/// The folder `strata/drafts` in the repository's folder: imports on their way, a file each, mode 0600.
///
/// A draft that nobody touched for thirty days goes; of one person's the newest twenty stay.
struct DraftFolder: Sendable {
  private let path: String
  private static let limit = 16 << 20
  private static let most = 20
  private static let days: Int64 = 30

  init(of repository: ProfileRepository) { path = "\(repository.store.ownFolder)/drafts" }

  func save(_ draft: ImportDraft) throws(GitError) {
    try PrivateFolder.make(path)
    try PrivateFile.write(draft.stored.encoded(.indented), to: file(draft.id))
  }

  /// The draft of an id, if it is the person's.
  func draft(_ id: String, of owner: String) -> ImportDraft? {
    guard id.utf8.count == 24, Hex.bytes(id) != nil else { return nil }
    guard let draft = read(id), draft.owner == owner else { return nil }
    return draft
  }

  func remove(_ draft: ImportDraft) { try? Folder.removeFile(file(draft.id)) }

  /// A person's drafts, newest first; those that are too old or too many go.
  func drafts(of owner: String, at now: Int64) throws(GitError) -> [ImportDraft] {
    guard Folder.exists(path) else { return [] }
    var own: [ImportDraft] = []
    for name in try Folder.list(path) where name.hasSuffix(".json") {
      guard let draft = read(String(name.dropLast(5))) else { continue }
      if now - draft.updated > Self.days * 86_400 {
        remove(draft)
      } else if draft.owner == owner {
        own.append(draft)
      }
    }
    own.sort { $0.updated > $1.updated }
    for draft in own.dropFirst(Self.most) { remove(draft) }
    return Array(own.prefix(Self.most))
  }

  private func file(_ id: String) -> String { "\(path)/\(id).json" }

  private func read(_ id: String) -> ImportDraft? {
    guard let bytes = try? PrivateFile.read(file(id), limit: Self.limit),
      let value = try? JSONReader.read(bytes)
    else { return nil }
    return ImportDraft(stored: value)
  }
}
