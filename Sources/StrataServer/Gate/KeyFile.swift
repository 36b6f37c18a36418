internal import CanonicalJSON
public import Git
public import ProfileRepository
public import Profiles

/// The file `strata/keys.json` in the repository's folder: every access key but for its secret, mode 0600.
///
/// It is written whole under the writers' lock; a crash leaves the old file or the new one.
public struct KeyFile: Sendable {
  private let repository: Repository
  private static let limit = 4 << 20

  public init(of repository: ProfileRepository) { self.repository = repository.store }

  private var path: String { "\(repository.ownFolder)/keys.json" }

  /// What a new key may do, and who made it.
  public struct Request: Sendable {
    public var environments: [EnvironmentName]
    public var role: Role
    public var project: Scope?
    public var owner: Signature
    public var expires: Int64?

    public init(
      environments: [EnvironmentName], role: Role, project: Scope?, owner: Signature,
      expires: Int64?
    ) {
      (self.environments, self.role, self.project) = (environments, role, project)
      (self.owner, self.expires) = (owner, expires)
    }
  }

  /// Every key, oldest first.
  ///
  /// - Throws: `permission` where others can read the file, `corrupt` where it cannot be read as Strata writes it.
  public func keys() throws(GitError) -> [AccessKey] {
    guard Folder.exists(path) else { return [] }
    let bytes = try PrivateFile.read(path, limit: Self.limit)
    guard let value = try? JSONReader.read(bytes), let elements = value["keys"]?.elements else {
      throw damaged
    }
    let keys = elements.compactMap { AccessKey(stored: $0) }
    if keys.count != elements.count { throw damaged }
    return keys
  }

  /// What tells one state of the file from another; nil where there is none.
  var stamp: PrivateFile.Stamp? { PrivateFile.stamp(of: path) }

  /// Makes a key and returns it with the one text that opens anything.
  public func create(
    _ request: Request, at seconds: Int64
  ) throws(GitError) -> (key: AccessKey, token: KeyToken) {
    let token = KeyToken()
    let key = AccessKey(
      id: token.id, hash: Array(token.digest), environments: request.environments,
      role: request.role,
      project: request.project, ownerName: request.owner.name, ownerEmail: request.owner.email,
      created: seconds, expires: request.expires, lastUse: nil)
    try change { $0.append(key) }
    return (key, token)
  }

  /// Takes a key away; nil where there is none of that id.
  public func revoke(_ id: String) throws(GitError) -> AccessKey? {
    var revoked: AccessKey?
    try change { keys in
      revoked = keys.first { $0.id == id }
      keys.removeAll { $0.id == id }
    }
    return revoked
  }

  /// Notes when keys were last used.
  func note(_ uses: [String: Int64]) throws(GitError) {
    try change { keys in
      for index in keys.indices {
        guard let use = uses[keys[index].id] else { continue }
        keys[index].lastUse = max(use, keys[index].lastUse ?? 0)
      }
    }
  }

  private func change(_ body: (inout [AccessKey]) -> Void) throws(GitError) {
    try repository.withWriterLock { () throws(GitError) in
      var keys = try self.keys()
      let before = keys
      body(&keys)
      if keys == before { return }
      let value: JSONValue = .object(["keys": .array(keys.map(\.stored))])
      try PrivateFile.write(value.encoded(.indented), to: path)
    }
  }

  private var damaged: GitError {
    GitError(
      .corrupt, "read the keys in", path, "it is not as strata writes it",
      hint: "restore it from a copy, or remove it and make new keys with 'strata key create'")
  }
}
