internal import CanonicalJSON
public import Git
internal import Profiles

extension ProfileRepository {
  /// Makes a repository with one branch per environment, in promotion order, and a README on `main`.
  ///
  /// The repository appears whole or not at all; a call that was killed can be made again.
  ///
  /// - Throws: `exists` where the path holds anything; `invalid` where an environment is named twice.
  public static func create(
    at path: String, environments: [EnvironmentName], author: Signature? = nil,
    committer: Signature
  ) throws(RepositoryError) -> ProfileRepository {
    if let twice = environments.first(where: { name in
      environments.count { $0 == name } > 1
    }) {
      throw RepositoryError(
        .invalid, "the environment '\(twice)' is named twice", hint: "name each environment once")
    }
    let operation = Operation(committer: committer)
    return try git { () throws(GitError) in
      let store = try Repository.create(at: path, initialHead: "main") { store throws(GitError) in
        try writeReadme(to: store, author, operation)
        for (index, name) in environments.enumerated() {
          let after = index == 0 ? nil : environments[index - 1]
          try start(name, after: after, in: store, author, operation, "init")
        }
        _ = try PushGuard.install(in: store)
        try DurableFile.write(Array(Layout.format.utf8), to: "\(store.path)/\(Layout.marker)")
      }
      return ProfileRepository(store: store)
    }
  }

  /// One environment by its name.
  public func environment(_ name: EnvironmentName) throws(RepositoryError) -> Environment {
    try snapshot(of: name).environment(name)
  }

  /// Adds an environment after another one, or at the end of the chain.
  public func addEnvironment(
    _ name: EnvironmentName, after: EnvironmentName?, author: Signature? = nil,
    as operation: Operation
  ) throws(RepositoryError) -> Environment {
    let lock = try git { () throws(GitError) in try WriterLock(repository: path) }
    let known = try environments()
    if known.contains(where: { $0.name == name }) {
      throw RepositoryError(
        .exists, "the environment '\(name)' exists already",
        hint: "see it with 'strata env show \(name)'")
    }
    if let after { _ = try environment(after) }
    let before = after ?? known.last?.name
    try git { () throws(GitError) in
      try Self.start(name, after: before, in: store, author, operation, "env add")
    }
    lock.release()
    return try environment(name)
  }

  /// A value of the repository's git configuration; nil if it is not set there.
  public func configuration(_ key: String) throws(RepositoryError) -> String? {
    try git { () throws(GitError) in try store.configuration(key) }
  }

  private static func start(
    _ name: EnvironmentName, after: EnvironmentName?, in store: Repository, _ author: Signature?,
    _ operation: Operation, _ command: String
  ) throws(GitError) {
    let files = [
      EnvironmentSettings.path: EnvironmentSettings(after: after?.text).value.encoded(.indented),
      ".gitattributes": Array(Layout.attributes.utf8),
    ]
    try startBranch(
      name.reference, files, "Start the environment \(name)", in: store, author, operation
    ) { commit throws(GitError) in
      try OperationLog(store).append(
        OperationLog.Line(
          operation: operation.id, committer: operation.committer, command: command,
          environment: name.text, before: nil, after: commit, source: nil))
    }
  }

  private static func writeReadme(
    to store: Repository, _ author: Signature?, _ operation: Operation
  ) throws(GitError) {
    try startBranch(
      "refs/heads/main", ["README.md": Array(Layout.readme.utf8)],
      "Say what this repository holds", in: store, author, operation)
  }

  private static func startBranch(
    _ reference: String, _ files: [String: [UInt8]], _ subject: String, in store: Repository,
    _ author: Signature?, _ operation: Operation,
    beforeMove: (ObjectID) throws(GitError) -> Void = { _ in }
  ) throws(GitError) {
    var batch = ObjectBatch(for: store)
    var editor = try TreeEditor(store)
    for (path, bytes) in files { try editor.set(path, to: batch.add(blob: bytes)) }
    let tree = try editor.write(into: &batch)
    let message = "\(subject)\n\nOperation: \(operation.id)\n"
    let commit = try batch.add(
      commit: CommitDraft(
        tree: tree, parents: [], author: author ?? operation.committer,
        committer: operation.committer, message: message))
    try batch.store()
    try beforeMove(commit)
    try store.updateReference(
      reference, to: commit, expecting: nil, log: (operation.committer, "strata: \(subject)"))
  }
}

extension Snapshot {
  /// How many documents there are, without reading any. Cost: one tree a profile.
  public func documentCount() throws(RepositoryError) -> Int {
    var count = 0
    for scope in [.tenant] + (try projects()) {
      for folder in try children(of: scope.folder + "/profiles") where folder.mode == .directory {
        count += try children(of: folder).count { $0.nameText.hasSuffix(".json") }
      }
    }
    return count
  }
}
