public import ArgumentParser
import ProfileRepository
public import Replay
import Reports

extension OnError: ExpressibleByArgument {}

/// The options of a command that writes to other environments.
protocol ReplayOptions: ParsableArguments {
  /// Reads what is named, and says what is to be written for each target; writes nothing.
  func requests(in repository: ProfileRepository) throws -> TargetRequests
}

/// What one command is to write, target by target.
struct TargetRequests {
  struct Named {
    /// The target as the person named it.
    let name: String
    let request: TargetRequest

    init(name: String, _ request: TargetRequest) { (self.name, self.request) = (name, request) }
  }

  /// The revision or file that it comes from, as the person named it.
  let source: String
  /// The path of an export file; nil where commits are replayed.
  var file: String?
  var targets: [Named]
  let onError: OnError
  /// Nil where a plan says what becomes of conflicts.
  let merging: MergeOptions?
  /// Whether a target that fails is an error of the whole command, as where there is one only.
  let endsWithFailure: Bool
  /// Whether a person may be asked which registry a pack comes from.
  var asks = false

  /// Writes each target by itself, under one operation.
  func run(
    in repository: ProfileRepository, dryRun: Bool, as plan: Operation.Plan? = nil
  ) throws -> Landings {
    let operation = Operation(committer: try Identity.committer(in: repository), plan: plan)
    var results: [ReplayReport.Target] = []
    for target in targets {
      let result = Result { () throws(RepositoryError) in
        let request =
          asks
          ? try RegistryQuestions(repository: repository, operation: operation)
            .asked(target.request) : target.request
        return try request.run(in: repository, as: operation, dryRun: dryRun)
      }
      if endsWithFailure { _ = try result.get() }
      results.append(.init(name: target.name, result: result))
      if onError == .abort, Self.isFailure(result) { break }
    }
    return Landings(
      targets: results, source: source, dryRun: dryRun, onError: onError, merging: merging)
  }

  private static func isFailure(_ result: Result<ReplayResult, RepositoryError>) -> Bool {
    switch result {
    case .failure: true
    case .success(let result): result.isRefused
    }
  }
}
