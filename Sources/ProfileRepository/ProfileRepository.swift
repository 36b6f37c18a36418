public import Git

/// A git repository of profiles: one branch per environment, each written through one guarded function.
///
/// Safe to share between threads; every operation is synchronous and may block on the disk or on another writer.
public final class ProfileRepository: Sendable {
  /// The store below. Nothing outside this module writes to it.
  public let store: Repository

  init(store: Repository) { self.store = store }

  /// The folder of the bare repository.
  public var path: String { store.path }

  /// Opens a repository that Strata made and that the user or root owns.
  public convenience init(opening path: String) throws(RepositoryError) {
    guard Layout.isRepository(path) else {
      throw RepositoryError(
        .notFound, "cannot open '\(path)': it is not a repository that strata made",
        hint: "make one with 'strata init \(path)', or name another with '--repo'")
    }
    do { self.init(store: try Repository.open(at: path)) } catch { throw RepositoryError(error) }
  }

  /// Looks for a repository in a folder and in those above it: each itself, or `strata.git` in it.
  public static func discover(from folder: String) throws(RepositoryError) -> ProfileRepository {
    var candidate = folder[...]
    while true {
      let here = candidate.isEmpty ? "/" : String(candidate)
      for path in [here, here + "/" + Layout.defaultName] where Layout.isRepository(path) {
        return try ProfileRepository(opening: path)
      }
      guard let slash = candidate.lastIndex(of: "/") else { break }
      candidate = candidate[..<slash]
    }
    throw RepositoryError(
      .notFound, "no strata repository here or in a folder above",
      hint: "make one with 'strata init', or name one with '--repo' or STRATA_REPO")
  }

  /// The environments in promotion order; those that no chain reaches come last, by name.
  public func environments() throws(RepositoryError) -> [Environment] {
    let store = store
    let references = try git { () throws(GitError) in
      try store.references(prefix: "refs/heads/env/")
    }
    let broken = try git { () throws(GitError) in try store.brokenReferences() }
    if let name = broken.first(where: { $0.hasPrefix("refs/heads/env/") }) {
      throw RepositoryError(
        .damaged, "the branch '\(name.dropFirst(11))' is damaged: its file holds no commit",
        hint: "its last values are in '\(path)/logs/\(name)'; run 'strata verify' for the rest")
    }
    var environments: [Environment] = []
    for reference in references {
      guard let name = try? EnvironmentName(String(reference.name.dropFirst(15))) else { continue }
      environments.append(try snapshot(of: name, at: reference.id).environment(name))
    }
    return Environment.inPromotionOrder(environments)
  }

  /// The newest state of an environment.
  public func snapshot(of environment: EnvironmentName) throws(RepositoryError) -> Snapshot {
    let tip: ObjectID?
    do { tip = try store.reference(environment.reference) } catch { throw RepositoryError(error) }
    guard let tip else { throw try unknown(environment) }
    return try snapshot(of: environment, at: tip)
  }

  /// The state that a revision names.
  public func snapshot(at revision: Revision) throws(RepositoryError) -> Snapshot {
    var snapshot: Snapshot
    switch revision.base {
    case .environment(let name): snapshot = try self.snapshot(of: name)
    case .commit(let digits):
      let id: ObjectID
      do { id = try store.resolve(prefix: digits) } catch { throw RepositoryError(error) }
      snapshot = try self.snapshot(of: nil, at: id)
    }
    for step in 0..<revision.generations {
      guard let parent = snapshot.commit.parents.first else {
        throw RepositoryError(
          .notFound, "cannot find '\(revision)': its history ends \(step + 1) back",
          hint: "see them with 'strata log'")
      }
      snapshot = try self.snapshot(of: revision.environment, at: parent)
    }
    return snapshot
  }

  func snapshot(
    of environment: EnvironmentName?, at id: ObjectID
  ) throws(RepositoryError) -> Snapshot {
    do {
      return Snapshot(repository: self, environmentName: environment, commit: try store.commit(id))
    } catch { throw RepositoryError(error) }
  }

  private func unknown(_ environment: EnvironmentName) throws(RepositoryError) -> RepositoryError {
    let known = try environments().map(\.name.text)
    let list = known.isEmpty ? "there are none" : "there are " + known.joined(separator: ", ")
    return RepositoryError(
      .notFound, "no environment '\(environment)' (\(list))",
      hint: "add it with 'strata env add \(environment)'")
  }
}
