import ArgumentParser
import Git
import ProfileRepository
import Profiles
import Replay
import Reports

struct Promote: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "promote",
    abstract: "Replay profiles into the environment that comes after, same scope.",
    discussion: """
      An unversioned name means its highest version. Several profiles land all or none; '--on-error ignore' leaves the \
      refused ones out. A profile version that the target holds stays as it is: exit code 5 where it was named, left out \
      with a word where --all took it. What the target changed since the last replay is merged with what comes; a place that \
      both changed is a conflict: exit code 5, nothing written, until --ours, --theirs or --resolve says what to take.
      """)

  @Argument(help: ArgumentHelp("Profiles, such as web-platform@1.2.0.", valueName: "profile"))
  var profiles: [String] = []

  @Flag(help: "Every profile of the scope, or of all scopes if none is named.") var all = false
  @Flag(help: "Every version, not only the highest.") var allVersions = false

  @Option(help: ArgumentHelp("The environment to take from.", valueName: "env")) var from: String
  @Option(help: ArgumentHelp("The environment to write to; else the next.", valueName: "env"))
  var to: String?

  @Option(help: "The scope: 'tenant' or 'projects/NAME'.") var scope: Scope?
  @Flag(help: "Replace what the target holds, whoever changed it.") var overwrite = false
  @Option(help: ArgumentHelp("Refuse unless the target is at this revision.", valueName: "rev"))
  var expect: String?
  @Option(help: "On a refused profile: fail, abort or ignore.") var onError: OnError = .fail
  @Flag(help: "Do everything but write.") var dryRun = false

  @OptionGroup var merging: MergeOptions
  @OptionGroup var repository: RepositoryOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if profiles.isEmpty != all { throw ValidationError("name profiles, or --all for every one") }
  }

  func run() throws {
    let repository = try repository.open()
    let source = try repository.snapshot(at: Revision(from))
    let target = try to.map(EnvironmentName.init) ?? next(after: source, in: repository)
    let entries = try Selection(
      selectors: profiles.map { (text) throws in
        try selector(text)
      }, takesAllVersions: allVersions
    ).entries(in: source, scope: scope)
    try check(target, source)
    if entries.isEmpty {
      throw RepositoryError(
        .notFound,
        "nothing to promote: '\(from)' holds no profile"
          + (scope.map { " in '\($0)'" } ?? ""),
        hint: "see what is there with 'strata show \(from)'")
    }
    let expected = try expect.map { try repository.snapshot(at: Revision($0)).commit.id }
    var replay = Replay(
      in: repository, as: Operation(committer: try Identity.committer(in: repository)))
    let request = ReplayRequest(
      kind: .promotion, source: source, entries: entries, target: target, scope: nil,
      landing: Landing(overwrites: overwrite), skipsHeld: all,
      resolution: try merging.resolution())
    let result = try replay.run(
      request, expecting: expected, skipsRefused: onError == .ignore, dryRun: dryRun)
    try Landings(
      targets: [.init(name: target.text, result: .success(result))], source: from, dryRun: dryRun,
      onError: onError, merging: merging
    ).finish(output)
  }

  private func selector(_ text: String) throws -> ProfileSelector {
    let selector = try ProfileSelector(text, scope: scope ?? .tenant)
    if let scope, selector.scope != scope {
      throw UsageError(
        "'\(text)' is in '\(selector.scope)', and --scope says '\(scope)'",
        hint: "leave one of them out")
    }
    return selector
  }

  private func check(_ target: EnvironmentName, _ source: Snapshot) throws {
    if source.environmentName == target {
      throw UsageError(
        "cannot promote from '\(target)' to itself", hint: "name the environment that comes after")
    }
  }

  private func next(
    after source: Snapshot, in repository: ProfileRepository
  ) throws -> EnvironmentName {
    let followers = try repository.environments().filter {
      $0.settings.after != nil && $0.settings.after == source.environmentName?.text
    }
    guard let next = followers.first, followers.count == 1 else {
      let names = followers.map(\.name.text).joined(separator: ", ")
      throw UsageError(
        followers.isEmpty
          ? "no environment comes after '\(from)'" : "several come after '\(from)': \(names)",
        hint: "name the target with --to")
    }
    return next.name
  }
}

/// Which profile versions of a snapshot a command takes.
struct Selection {
  /// Empty means every profile.
  let selectors: [ProfileSelector]
  let takesAllVersions: Bool

  func entries(in snapshot: Snapshot, scope: Scope?) throws -> [Snapshot.Entry] {
    if selectors.isEmpty {
      let all = try scope.map { try snapshot.entries(of: $0) } ?? snapshot.entries()
      return takesAllVersions ? all : Self.highest(of: all)
    }
    var entries: [Snapshot.Entry] = []
    for selector in selectors {
      let one = try snapshot.find(selector)
      let takesAll = takesAllVersions && selector.version == nil
      entries += takesAll ? try snapshot.versions(of: selector.name, in: selector.scope) : [one]
    }
    return entries
  }

  private static func highest(of entries: [Snapshot.Entry]) -> [Snapshot.Entry] {
    var result: [Snapshot.Entry] = []
    for entry in entries {
      if let last = result.last, last.key.scope == entry.key.scope, last.key.name == entry.key.name
      {
        result.removeLast()
      }
      result.append(entry)
    }
    return result
  }
}
