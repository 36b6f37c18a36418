public import Git
public import ProfileRepository
public import Profiles

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

  /// What it would come to; takes no lock, asks no protection and writes nothing.
  ///
  /// - Parameter validatesUnchanged: looks at documents, too, that the target holds already.
  public func validation(
    in repository: ProfileRepository, as operation: Operation, validatesUnchanged: Bool = true
  ) throws(RepositoryError) -> ReplayResult {
    switch self {
    case .replay(let request, _):
      var replay = Replay(in: repository, as: operation)
      return try replay.validation(of: request, validatesUnchanged: validatesUnchanged)
    case .file(let file):
      return try file.validation(
        in: repository, as: operation, validatesUnchanged: validatesUnchanged)
    }
  }

  /// The same with more said of registries.
  public func adding(_ mappings: [RegistryMapping]) -> TargetRequest {
    switch self {
    case .replay(var request, let expected):
      request.landing.registries += mappings
      return .replay(request, expecting: expected)
    case .file(var file):
      file.landing.registries += mappings
      return .file(file)
    }
  }
}
