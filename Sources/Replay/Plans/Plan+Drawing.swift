internal import Git
public import ProfileRepository
internal import Profiles

extension Plan {
  /// Puts a plan together from requests that were prepared by `TargetRequest.planned` and run with `Operation.Plan.drawn`.
  ///
  /// - Parameters:
  ///   - drawn: each target's request with what it comes to; nil comes back where there is none.
  ///   - file: the path of the export file, where one is imported.
  ///   - answers: the path of the file with answers to conflicts.
  /// - Throws: `refused` where a message, a reason or a path holds a secret, which the plan would keep.
  public init?(
    of drawn: [(request: TargetRequest, result: ReplayResult)], file: String?, answers: String?,
    onError: OnError
  ) throws(RepositoryError) {
    guard let first = drawn.first?.request else { return nil }
    var options = Options(first)
    (options.onError, options.answers) = (onError, answers)
    _ = try CommitMessage(
      options.message ?? "plan",
      lineage: Lineage(source: file ?? answers, allowedSecret: options.allowedSecret))
    self.options = options
    source = Source(first, file: file)
    targets = drawn.map { PlannedTarget($0.result, scope: $0.request.scope) }
  }
}

extension Plan.Source {
  fileprivate init(_ request: TargetRequest, file: String?) {
    switch request {
    case .replay(let request, _):
      let (source, commit) = (request.source, request.source.commit.id)
      self = source.environmentName.map { .environment($0, at: commit) } ?? .commit(commit)
    case .file(let imported): self = .file(file ?? imported.source)
    }
  }
}

extension Plan.Options {
  fileprivate init(_ request: TargetRequest) {
    self.init()
    switch request {
    case .replay(let request, _):
      (kind, landing) = (request.kind, request.landing)
      (skipsHeld, failsOn) = (request.skipsHeld, request.failsOn)
      (side, prunes) = (request.resolution.side, request.removals?.prunes ?? false)
      slice = request.slice
    case .file(let file):
      (landing, message, failsOn) = (file.landing, file.message, file.failsOn)
      (masks, allowedSecret) = (file.gate.masks, file.gate.allowedReason)
    }
  }
}

extension TargetRequest {
  /// The request as a plan makes it: it shows what differs, and where an earlier commit of an environment was named, it takes
  /// from that commit whatever the branch does.
  public func planned(in repository: ProfileRepository) throws(RepositoryError) -> TargetRequest {
    switch self {
    case .replay(var request, let expected):
      request.showsDifferences = true
      let commit = request.source.commit.id
      if let name = request.source.environmentName,
        try repository.snapshot(of: name).commit.id != commit
      {
        request.source = try repository.snapshot(at: Revision(base: .commit(commit.hex)))
      }
      return .replay(request, expecting: expected)
    case .file(var file):
      file.showsDifferences = true
      return .file(file)
    }
  }

  /// Nil keeps each profile's own.
  fileprivate var scope: Scope? {
    switch self {
    case .replay(let request, _): request.scope
    case .file(let file): file.scope
    }
  }
}
