public import Git

/// What a check of a whole repository came to.
public struct Verification: Sendable {
  /// Something that is not as Strata writes it.
  public struct Problem: Hashable, Sendable {
    /// An object, a pack, a branch, a commit or a document.
    public let place: String
    /// A lower-case clause.
    public let detail: String
  }

  public internal(set) var objects = 0
  public internal(set) var commits = 0
  public internal(set) var documents = 0
  public internal(set) var problems: [Problem] = []
  /// Files on an environment's branch that are not Strata's; they are left alone.
  public internal(set) var foreignFiles: [String] = []

  mutating func note(_ place: String, _ detail: String) {
    problems.append(Problem(place: place, detail: detail))
  }
}

extension ProfileRepository {
  /// Checks every object, branch, path and document: read and hashed, canonical, digest right, lineage right.
  ///
  /// Damage is noted and the check goes on. Cost: every object is read once, every commit's tree compared with its
  /// parent's.
  public func verify() throws(RepositoryError) -> Verification {
    var result = Verification()
    let store = store
    let objects = try git { () throws(GitError) in try store.verifyObjects() }
    result.objects = objects.count
    for damage in objects.damage { result.note(damage.subject, damage.detail) }
    let references = try git { () throws(GitError) in
      try store.references(prefix: "refs/heads/env/")
    }
    for name in try git({ () throws(GitError) in try store.brokenReferences() }) {
      result.note(name, "its file holds no commit; its last values are in 'logs/\(name)'")
    }
    var checker = BranchChecker(self)
    var names: Set<String> = []
    for reference in references {
      let text = String(reference.name.dropFirst(15))
      names.insert(text)
      do throws(RepositoryError) {
        try checker.check(EnvironmentName(text), at: reference.id, &result)
      } catch {
        result.note("env/" + text, error.detail)
      }
    }
    checkOrder(names, &result)
    return result
  }

  /// Every `after` must name an environment, and none may come after itself.
  private func checkOrder(_ names: Set<String>, _ result: inout Verification) {
    guard let all = try? environments() else { return }
    let after = Dictionary(
      all.map { ($0.name.text, $0.settings.after) }, uniquingKeysWith: { first, _ in first })
    for environment in all {
      let name = environment.name.text
      if let before = environment.settings.after, !names.contains(before) {
        result.note("env/" + name, "comes after '\(before)', which is not there")
      }
      var (next, steps) = (after[name] ?? nil, 0)
      while let current = next, steps <= all.count {
        next = after[current] ?? nil
        steps += 1
      }
      if steps > all.count { result.note("env/" + name, "its promotion order runs in a circle") }
    }
  }
}

extension ProfileRepository {
  /// Renews the guard against pushes, merges packs, removes what dead writers left and shortens an overlong operation log; waits for the writers' lock.
  public func upkeep() throws(RepositoryError) -> UpkeepReport {
    let store = store
    try guardPushes()
    return try git { () throws(GitError) in
      let report = try store.upkeep()
      try store.withWriterLock { () throws(GitError) in try OperationLog(store).trim() }
      return report
    }
  }
}
