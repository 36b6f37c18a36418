import ArgumentParser
import CanonicalJSON
import ProfileRepository
import Profiles
import Replay

/// What is imported, to where, and how: the same for the import and for its plan.
struct ImportOptions: ReplayOptions {
  static let discussion = """
    Each --to is on its own: what one target refuses, another may take. A name and version that the target's scope \
    holds already is a finding (exit code 3), unless it came from the same source. What the \
    target changed since is merged with what comes; a place that both changed is a conflict (exit code 5). With --label the \
    source may be an environment alone: every profile in it whose highest labelled version carries them.
    """

  @Argument(
    help: ArgumentHelp(
      "A profile or an export file; with --label an environment.", valueName: "address|file"))
  var source: String

  @Option(
    help: ArgumentHelp(
      "ENV:SCOPE, such as prod:projects/payments; ENV alone keeps the source's scope.",
      valueName: "env:scope"))
  var to: [String] = []

  @Option(help: ArgumentHelp("The name in the target.", valueName: "name"))
  var name: String?
  @Option(help: ArgumentHelp("The version in the target.", valueName: "version"))
  var version: String?
  @Flag(help: "Replace what the target holds, whoever changed it.") var overwrite = false
  @Flag(help: "Every version of the profile.") var allVersions = false
  @OptionGroup var labels: LabelOptions
  @OptionGroup var slices: SliceOptions
  @Option(name: .shortAndLong, help: "The message, for a file.") var message: String?
  @Option(help: "On a target or profile that fails: fail, abort or ignore.")
  var onError: OnError = .fail
  @Option(help: "What keeps a profile from landing: an 'error', or a 'warning' too.")
  var failOn = ValidationFinding.Severity.error

  @OptionGroup var registries: RegistryOptions
  @OptionGroup var asking: AskingOptions
  @OptionGroup var merging: MergeOptions
  @OptionGroup var secrets: SecretOptions

  func validate() throws {
    if to.isEmpty { throw ValidationError("name at least one target with --to ENV:SCOPE") }
    if allVersions && version != nil {
      throw ValidationError("--version names one version, --all-versions takes many")
    }
  }

  func requests(in repository: ProfileRepository) throws -> TargetRequests {
    let targets = try to.map(Target.init)
    let isFile = Paths.isFile(source)
    let request = isFile ? try file() : try replay(repository)
    return TargetRequests(
      source: isFile ? source : try selected().revision.description,
      file: isFile ? source : nil,
      targets: targets.map { .init(name: $0.description, request($0)) }, onError: onError,
      merging: merging, endsWithFailure: false, asks: asking.asks)
  }

  private func file() throws -> (Target) -> TargetRequest {
    let document = try ExportFiles.document(source)
    if !slices.isEmpty {
      throw UsageError(
        "--layer takes a part of what an environment holds, and '\(source)' is a file",
        hint: "commit the file, then import from there")
    }
    if !labels.isEmpty {
      throw UsageError(
        "--label selects among what an environment holds, and '\(source)' is a file",
        hint: "leave it out")
    }
    let landing = try landing { [document] }
    if !merging.isEmpty {
      throw UsageError(
        "a file has no history to merge by", hint: "name a profile, such as dev:web-platform")
    }
    return { target in
      var file = FileImport(
        document: document, source: Paths.lastComponent(source), target: target.environment,
        scope: target.scope ?? .tenant, landing: landing, message: message, gate: secrets.gate)
      file.failsOn = failOn
      return .file(file)
    }
  }

  private func replay(
    _ repository: ProfileRepository
  ) throws -> (Target) -> TargetRequest {
    let (resolution, slice) = (try merging.resolution(), try slices.slice())
    let (revision, selection) = try selected()
    let snapshot = try repository.snapshot(at: revision)
    let entries = try selection.entries(in: snapshot)
    if entries.isEmpty { throw selection.nothing(to: "import", in: snapshot) }
    if name != nil, Set(entries.map(\.key.name)).count > 1 {
      throw UsageError(
        "--name names one profile, and the labels mean several", hint: "name one, as ENV:PROFILE")
    }
    let landing = try landing { try entries.map(snapshot.document) }
    return { target in
      var request = ReplayRequest(
        kind: .import, source: snapshot, entries: entries, target: target.environment,
        scope: target.scope, landing: landing, skipsRefused: onError == .ignore,
        resolution: resolution)
      (request.failsOn, request.slice) = (failOn, slice)
      return .replay(request, expecting: nil)
    }
  }

  /// With labels an environment alone means every profile in it.
  private func selected() throws -> (revision: Revision, ProfileSelection) {
    var selection = ProfileSelection(
      labels: try labels.selectors(), takesAllVersions: allVersions)
    if !selection.labels.isEmpty, !source.contains(":") { return (try Revision(source), selection) }
    let address = try Address(source)
    selection.selectors = [address.profile]
    return (address.revision, selection)
  }

  private func landing(of documents: () throws -> [ProfileDocument]) throws -> Landing {
    Landing(
      name: name.map { JSONString($0) }, version: try version.map(Versions.parse),
      registries: try registries.mappings(for: documents), overwrites: overwrite)
  }
}

/// Where an import lands, as a person names it.
struct Target: CustomStringConvertible {
  let environment: EnvironmentName
  /// Nil keeps the source's scope.
  let scope: Scope?
  let description: String

  init(_ text: String) throws {
    description = text
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    environment = try EnvironmentName(String(parts[0]))
    guard parts.count == 2 else {
      scope = nil
      return
    }
    guard let scope = Scope(String(parts[1])) else {
      throw UsageError(
        "cannot read the scope of '\(text)'",
        hint: "write the target as 'ENV:tenant' or 'ENV:projects/NAME'")
    }
    self.scope = scope
  }
}
