internal import CanonicalJSON
public import Git
public import ProfileRepository
public import Profiles

/// The file `strata/users.json` in the repository's folder: who may sign in to the console, mode 0600.
///
/// It is written whole under the writers' lock; a crash leaves the old file or the new one.
public struct UserFile: Sendable {
  private let repository: Repository
  private static let limit = 4 << 20

  public init(of repository: ProfileRepository) { self.repository = repository.store }

  private var path: String { "\(repository.ownFolder)/users.json" }

  /// What tells one state of the file from another; nil where there is none.
  var stamp: PrivateFile.Stamp? { PrivateFile.stamp(of: path) }

  /// What a new user may do.
  public struct Request: Sendable {
    public var name: String
    public var email: String
    public var role: Role
    /// Empty reaches every environment.
    public var environments: [EnvironmentName]
    public var project: Scope?

    public init(
      name: String, email: String, role: Role, environments: [EnvironmentName], project: Scope?
    ) {
      (self.name, self.email, self.role) = (name, email, role)
      (self.environments, self.project) = (environments, project)
    }
  }

  /// Every user, by name.
  ///
  /// - Throws: `permission` where others can read the file, `corrupt` where it cannot be read as Strata writes it.
  public func users() throws(GitError) -> [ConsoleUser] {
    guard Folder.exists(path) else { return [] }
    let bytes = try PrivateFile.read(path, limit: Self.limit)
    guard let value = try? JSONReader.read(bytes), let elements = value["users"]?.elements else {
      throw damaged
    }
    let users = elements.compactMap { ConsoleUser(stored: $0) }
    if users.count != elements.count { throw damaged }
    return users
  }

  /// Adds a user.
  ///
  /// - Throws: `RepositoryError` with `exists` where the name is taken, `invalid` for a password that is too short or too
  ///   long; `GitError` where the file cannot be written.
  public func add(_ request: Request, password: [UInt8]) throws -> ConsoleUser {
    let user = ConsoleUser(
      name: request.name, email: request.email, role: request.role,
      environments: request.environments, project: request.project,
      password: try hash(password))
    var isTaken = false
    try change { users in
      isTaken = users.contains { $0.name == user.name }
      if !isTaken { users.append(user) }
    }
    if isTaken {
      throw RepositoryError(
        .exists, "there is a user '\(user.name)' already",
        hint: "see them with 'strata user list'; 'strata user passwd' sets a new password")
    }
    return user
  }

  /// Takes a user away; nil where there is none of that name.
  public func remove(_ name: String) throws(GitError) -> ConsoleUser? {
    var removed: ConsoleUser?
    try change { users in
      removed = users.first { $0.name == name }
      users.removeAll { $0.name == name }
    }
    return removed
  }

  /// Sets a new password; nil where there is no user of that name.
  public func setPassword(_ password: [UInt8], of name: String) throws -> ConsoleUser? {
    let hash = try hash(password)
    var changed: ConsoleUser?
    try change { users in
      guard let index = users.firstIndex(where: { $0.name == name }) else { return }
      users[index] = users[index].with(hash)
      changed = users[index]
    }
    return changed
  }

  private func hash(_ password: [UInt8]) throws -> PasswordHash {
    guard (PasswordHash.leastLength...PasswordHash.mostLength).contains(password.count) else {
      throw RepositoryError(
        .invalid, "the password has \(password.count) bytes",
        hint: "take at least \(PasswordHash.leastLength) and at most \(PasswordHash.mostLength)")
    }
    return try PasswordHash(of: password)
  }

  private func change(_ body: (inout [ConsoleUser]) -> Void) throws(GitError) {
    try repository.withWriterLock { () throws(GitError) in
      var users = try self.users()
      let before = users
      body(&users)
      if users == before { return }
      users.sort { $0.name < $1.name }
      let value: JSONValue = .object(["users": .array(users.map(\.stored))])
      try PrivateFile.write(value.encoded(.indented), to: path)
    }
  }

  private var damaged: GitError {
    GitError(
      .corrupt, "read the users in", path, "it is not as strata writes it",
      hint: "restore it from a copy, or remove it and add the users with 'strata user add'")
  }
}

extension ConsoleUser {
  fileprivate func with(_ password: PasswordHash) -> ConsoleUser {
    ConsoleUser(
      name: name, email: email, role: role, environments: environments, project: project,
      password: password)
  }
}
