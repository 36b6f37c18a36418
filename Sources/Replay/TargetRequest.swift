public import Git
public import ProfileRepository

/// What a command does when one of its items fails.
public enum OnError: String, Hashable, Sendable, CaseIterable {
  /// Does the good ones, and fails.
  case fail
  /// Stops at the first.
  case abort
  /// Does the good ones, and has not failed if any landed.
  case ignore
}

/// What a command writes to one target: commits of a branch again, or a file.
public enum TargetRequest: Sendable {
  /// Refuses unless the target's branch is at the commit, if one is given.
  case replay(ReplayRequest, expecting: ObjectID?)
  case file(FileImport)

  public var target: EnvironmentName {
    switch self {
    case .replay(let request, _): request.target
    case .file(let file): file.target
    }
  }

  public func run(
    in repository: ProfileRepository, as operation: Operation, dryRun: Bool = false
  ) throws(RepositoryError) -> ReplayResult {
    switch self {
    case .replay(let request, let expected):
      var replay = Replay(in: repository, as: operation)
      return try replay.run(request, expecting: expected, dryRun: dryRun)
    case .file(let file):
      return try file.run(in: repository, as: operation, dryRun: dryRun)
    }
  }

  /// What it would come to, with what speaks against documents that the target holds already, too.
  ///
  /// Takes no lock, asks no protection and writes nothing.
  public func validation(
    in repository: ProfileRepository, as operation: Operation
  ) throws(RepositoryError) -> ReplayResult {
    switch self {
    case .replay(let request, _):
      var replay = Replay(in: repository, as: operation)
      return try replay.validation(of: request)
    case .file(let file): return try file.validation(in: repository, as: operation)
    }
  }
}
