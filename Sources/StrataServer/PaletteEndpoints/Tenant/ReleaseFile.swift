import CanonicalJSON
import Git
import HTTPTypes
import Hummingbird
import PaletteAPI
import ProfileRepository
import Profiles

/// The file `strata/releases/ENV.json`: what Palette's API knows of profile versions and a document does not say.
///
/// A profile version is published unless this file says otherwise: what the command line writes needs no publishing. The
/// file changes under the writers' lock or on the server's one writing thread, whole or not at all.
struct ReleaseFile: Sendable {
  /// What the API published last of a profile version that has a draft.
  enum Draft: Hashable, Sendable {
    /// It was never published.
    case only
    /// The blob of the document that was.
    case beside(ObjectID)
  }

  private(set) var drafts: [JSONString: Draft] = [:]
  /// Profile versions that kept their uid when they were given another name or version.
  private(set) var renamed: [JSONString: ProfileKey] = [:]
  private let path: String
  private static let limit = 64 << 20

  static func path(of environment: EnvironmentName, in repository: ProfileRepository) -> String {
    "\(repository.store.ownFolder)/releases/\(environment).json"
  }

  init(of environment: EnvironmentName, in repository: ProfileRepository) throws(RepositoryError) {
    path = Self.path(of: environment, in: repository)
    do throws(GitError) {
      guard Folder.exists(path) else { return }
      let bytes = try PrivateFile.read(path, limit: Self.limit)
      guard let value = try? JSONReader.read(bytes) else {
        throw GitError(.corrupt, "read the file", path, "it is not as strata writes it")
      }
      read(value)
    } catch { throw RepositoryError(error) }
  }

  private mutating func read(_ value: JSONValue) {
    for member in value["drafts"]?.object?.members ?? [] {
      let blob = member.value.text.flatMap { ObjectID(hex: $0.string) }
      drafts[member.key] = blob.map(Draft.beside) ?? .only
    }
    for member in value["renamed"]?.object?.members ?? [] {
      guard let text = member.value.text, let selector = try? ProfileSelector(text.string),
        let version = selector.version
      else { continue }
      renamed[member.key] = ProfileKey(
        scope: selector.scope, name: selector.name, version: version)
    }
  }

  /// What is published of a profile version that stands at a blob, and what is its draft.
  func state(
    of uid: JSONString, at blob: ObjectID
  ) -> (published: ObjectID?, draft: ObjectID?) {
    switch drafts[uid] {
    case nil: (blob, nil)
    case .only: (nil, blob)
    case .beside(let published): published == blob ? (blob, nil) : (published, blob)
    }
  }

  mutating func set(_ draft: Draft?, for uid: JSONString) { drafts[uid] = draft }

  /// Lets a profile version keep its uid under another key; nil forgets it.
  mutating func rename(_ uid: JSONString, to key: ProfileKey?) { renamed[uid] = key }

  /// Writes the file durably, mode 0600.
  func save() throws(RepositoryError) {
    var stored: (drafts: JSONObject, renamed: JSONObject) = ([:], [:])
    for (uid, draft) in drafts {
      if case .beside(let blob) = draft {
        stored.drafts[uid] = .string(JSONString(blob.hex))
      } else {
        stored.drafts[uid] = .null
      }
    }
    for (uid, key) in renamed { stored.renamed[uid] = .string(JSONString(key.description)) }
    let value: JSONValue = .object([
      "drafts": .object(stored.drafts), "renamed": .object(stored.renamed),
    ])
    do throws(GitError) {
      try PrivateFolder.make(String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]))
      try PrivateFile.write(value.encoded(.indented), to: path)
    } catch { throw RepositoryError(error) }
  }
}
