import ArgumentParser
import Git
import ProfileRepository
import Profiles
import Replay

/// What is promoted, from where, to where, and how: the same for the promotion and for its plan.
struct PromotionOptions: ReplayOptions {
  static let discussion = """
    An unversioned name means its highest version. Several profiles land all or none; '--on-error ignore' leaves the \
    refused ones out. A profile version that the target holds stays as it is: exit code 5 where it was named, left out \
    with a word where --all took it. What the target changed since the last replay is merged with what comes; a place that \
    both changed is a conflict: exit code 5, nothing written, until --ours, --theirs or --resolve says what to take. \
    What the source removed stays in the target and is told, unless --prune removes it there too; what never came from the \
    source is never touched. With --layer only those layers are taken, or with --path only those values of them, into the \
    target's own document, and the profile variables that they refer to come along; a later promotion brings the rest.
    """

  @Argument(help: ArgumentHelp("Profiles, such as web-platform@1.2.0.", valueName: "profile"))
  var profiles: [String] = []

  @Flag(help: "Every profile of the scope, or of all scopes if none is named.") var all = false
  @Flag(help: "Every version, not only the highest.") var allVersions = false

  @Option(help: ArgumentHelp("The environment to take from.", valueName: "env")) var from: String
  @Option(help: ArgumentHelp("The environment to write to; else the next.", valueName: "env"))
  var to: String?

  @Option(help: "The scope: 'tenant' or 'projects/NAME'.") var scope: Scope?
  @OptionGroup var labels: LabelOptions
  @Flag(help: "Remove what came from the source and was removed there since.") var prune = false
  @OptionGroup var slices: SliceOptions
  @Flag(help: "Replace what the target holds, whoever changed it.") var overwrite = false
  @Option(help: ArgumentHelp("Refuse unless the target is at this revision.", valueName: "rev"))
  var expect: String?
  @Option(help: "On a refused profile: fail, abort or ignore.") var onError: OnError = .fail
  @Option(help: "What keeps a profile from landing: an 'error', or a 'warning' too.")
  var failOn = ValidationFinding.Severity.error

  @OptionGroup var registries: RegistryOptions
  @OptionGroup var asking: AskingOptions
  @OptionGroup var merging: MergeOptions

  func validate() throws {
    let isOpen = all || (profiles.isEmpty && !labels.isEmpty)
    if profiles.isEmpty != isOpen {
      throw ValidationError("name profiles, --label, or --all for every one")
    }
    if prune, !slices.isEmpty {
      throw ValidationError("--prune removes whole profiles, and --layer takes a part")
    }
  }

  func requests(in repository: ProfileRepository) throws -> TargetRequests {
    let source = try repository.snapshot(at: Revision(from))
    let target = try to.map(EnvironmentName.init) ?? next(after: source, in: repository)
    try check(target, source)
    let selection = ProfileSelection(
      scope: scope, selectors: try profiles.map(selector), labels: try labels.selectors(),
      takesAllVersions: allVersions)
    let expected = try expect.map { try repository.snapshot(at: Revision($0)).commit.id }
    let slice = try slices.slice()
    let entries =
      slice == nil
      ? try selection.entriesThere(in: source) : try selection.entries(in: source)
    if slice != nil, entries.isEmpty { throw selection.nothing(to: "promote", in: source) }
    let landing = Landing(
      registries: try registries.mappings(for: { try entries.map(source.document) }),
      overwrites: overwrite)
    var request = ReplayRequest(
      kind: .promotion, source: source, entries: entries,
      target: target, scope: nil, landing: landing,
      skipsHeld: profiles.isEmpty, skipsRefused: onError == .ignore,
      resolution: try merging.resolution(),
      removals: slice == nil ? RemovalRequest(selection, prunes: prune) : nil)
    request.failsOn = failOn
    request.slice = slice
    return TargetRequests(
      source: from, targets: [.init(name: target.text, .replay(request, expecting: expected))],
      onError: onError, merging: merging, endsWithFailure: true, asks: asking.asks)
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
