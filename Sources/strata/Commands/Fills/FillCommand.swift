import ArgumentParser
import CanonicalJSON
import Git
import ProfileRepository
import Profiles
import Reports

struct FillCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fill",
    abstract: "Say where the values of masked places come from in an environment.",
    discussion: """
      What is kept is a reference, never a value: env:NAME, file:NAME, file:NAME#key, cmd:NAME, prompt:, macro:NAME or \
      var:NAME. The files and commands behind names stand in your own configuration, outside the repository \
      (STRATA_CONFIG, else strata/config.json in XDG_CONFIG_HOME or ~/.config, mode 0600). A fill holds for every \
      version of the profile. 'strata export --fill' resolves it, at the last moment and into a file alone, and keeps a \
      fingerprint of it under a key of your own; '--list --check' says which values changed since.

      Examples: strata fill prod --sheet sheet.json; \
      strata fill prod:tenant/web --layer nginx --path charts.nginx.password --from env:NGINX_PASSWORD; \
      strata fill prod --list --check; strata fill prod --rm --stale.
      """)

  @Argument(
    help: ArgumentHelp(
      "The environment, with a scope or a profile where one is meant.",
      valueName: "env[:scope|:profile]"))
  var subject: String

  @Option(
    help: ArgumentHelp(
      "Take in a filled sheet ('strata masked … --sheet').", valueName: "file"))
  var sheet: String?
  @Flag(help: "List the fills, with those whose place is gone.") var list = false
  @Flag(
    help:
      "With --list: ask the sources, and say which values changed since they were last exported.")
  var check = false
  @Flag(help: "Remove the fill of a place, or with --stale those whose place is gone.")
  var rm = false
  @Flag(help: "With --rm: every fill whose place is gone.") var stale = false

  @OptionGroup(title: "One place") var place: FillPlaceOptions

  @Option(name: .shortAndLong, help: "The commit message.") var message: String?
  @Flag(help: "Do everything but write.") var dryRun = false
  @OptionGroup var writer: WriterOptions
  @OptionGroup var repository: RepositoryOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    let modes = [sheet != nil, list, rm, place.from != nil].count { $0 }
    guard modes == 1 else {
      throw ValidationError("say one of --sheet, --list, --rm and --from")
    }
    if check && !list { throw ValidationError("--check goes with --list") }
    if stale && (!rm || place.isNamed) {
      throw ValidationError("--stale goes with --rm, and names no place")
    }
    if rm && !stale && !place.isNamed {
      throw ValidationError(
        "name the place to remove with --layer and --path or --variable, or all with --stale")
    }
    if (sheet != nil || list) && place.isNamed {
      throw ValidationError("a place goes with --from or --rm")
    }
  }

  func run() throws {
    let repository = try repository.open()
    if let sheet { return try take(try FillSheetFile.filled(sheet), in: repository) }
    if let from = place.from { return try set(try Self.reference(from), in: repository) }
    if stale { return try removeStale(in: repository) }
    if rm { return try remove(in: repository) }
    try output.print(try listed(in: repository))
  }

  private func listed(in repository: ProfileRepository) throws -> FillsReport {
    let target = try Target(subject)
    let snapshot = try repository.snapshot(of: target.environment)
    let own = try OwnConfiguration()
    var sources = own.sources { _ in .failure(.init("a prompt is asked at an export alone")) }
    let fingerprints = check ? try FillFingerprints(of: repository) : nil
    return FillsReport(
      try scopes(target, snapshot).map { scope in
        let fills = try snapshot.fills(in: scope).all
        let verdicts = try fingerprints.map {
          try own.verdicts(on: fills, of: target.environment, in: scope, $0, &sources)
        }
        return FillsReport.Item(
          scope: scope, fills: fills, stale: try snapshot.staleFills(in: scope),
          verdicts: verdicts ?? [:])
      })
  }

  private static func reference(_ text: String) throws -> FillReference {
    guard let reference = FillReference(JSONString(text)) else {
      throw UsageError(
        "what --from says is no reference; it is not repeated here", hint: FillReference.forms)
    }
    return reference
  }

  private func scopes(_ target: Target, _ snapshot: Snapshot) throws -> [Scope] {
    try target.scope.map { [$0] } ?? snapshot.fills().map(\.scope)
  }

  private func take(_ sheet: FillSheet, in repository: ProfileRepository) throws {
    let target = try Target(subject)
    if let named = sheet.environment, named.string != target.environment.text {
      throw UsageError(
        "the sheet was made for '\(named)', not for '\(target.environment)'",
        hint: "make one with 'strata masked … --to \(target.environment) --sheet FILE'")
    }
    let fills: [Scope: [Profiles.Fill]]
    do throws(DocumentError) { fills = try sheet.fills() } catch {
      throw RepositoryError(.invalid, "the fill sheet: \(error)", hint: error.hint)
    }
    if let scope = target.scope, let other = fills.keys.sorted().first(where: { $0 != scope }) {
      throw UsageError(
        "the sheet has places of '\(other)' too", hint: "leave the scope out to take them all")
    }
    let empty = sheet.entries.count { $0.from.isEmpty }
    if empty > 0 { Console.note("note: \(empty) of the sheet's places say nothing yet") }
    try write(to: target.environment, fills.keys.sorted(), in: repository) { scope, kept in
      for fill in fills[scope] ?? [] { kept[fill.place] = fill.reference }
    }
  }

  private func set(_ reference: FillReference, in repository: ProfileRepository) throws {
    let address = try profile()
    let environment = try Self.environment(of: address)
    let snapshot = try repository.snapshot(of: environment)
    let entry = try snapshot.find(address.profile)
    let place = try place.place(
      in: try snapshot.document(entry),
      try snapshot.masks(of: snapshot.document(entry), in: entry.key.scope))
    try write(to: environment, [entry.key.scope], in: repository) { $1[place] = reference }
  }

  private func remove(in repository: ProfileRepository) throws {
    let address = try profile()
    let environment = try Self.environment(of: address)
    let fills = try repository.snapshot(of: environment).fills(in: address.profile.scope)
    let found = try place.fill(of: address.profile.name, among: fills.all)
    try write(to: environment, [address.profile.scope], in: repository) { $1[found.place] = nil }
  }

  private func removeStale(in repository: ProfileRepository) throws {
    let target = try Target(subject)
    let snapshot = try repository.snapshot(of: target.environment)
    let scopes = try scopes(target, snapshot)
    let stale = try scopes.map { ($0, try snapshot.staleFills(in: $0)) }
    try write(to: target.environment, scopes, in: repository) { scope, fills in
      for place in stale.first(where: { $0.0 == scope })?.1 ?? [] { fills[place] = nil }
    }
  }

  private func profile() throws -> Address {
    do { return try Address(subject) } catch {
      throw UsageError(
        "'\(subject)' names no profile",
        hint: "write it as ENV:SCOPE/NAME, such as 'prod:tenant/web-platform'")
    }
  }

  private static func environment(of address: Address) throws -> EnvironmentName {
    guard let name = address.revision.environment, address.revision.generations == 0 else {
      throw UsageError(
        "fills are written to an environment, not to '\(address.revision)'",
        hint: "name the environment alone")
    }
    return name
  }

  /// One commit a scope, all of one operation.
  private func write(
    to environment: EnvironmentName, _ scopes: [Scope], in repository: ProfileRepository,
    _ edit: (Scope, inout Fills) -> Void
  ) throws {
    let details = Change.Details(message: message, author: try writer.signature(in: repository))
    let written = try repository.write(
      to: environment, dryRun: dryRun, as: writer.operation(in: repository), reason: "fill"
    ) { change throws(RepositoryError) in
      var items: [FilesReport.Item] = []
      for scope in scopes {
        var fills = try change.fills(in: scope)
        edit(scope, &fills)
        let commit = try change.put(file: fills, in: scope, details)
        items.append((environment, "fills of \(scope): \(fills.all.count)", commit))
      }
      return items
    }
    try output.print(FilesReport(written.result, dryRun: dryRun))
  }
}
