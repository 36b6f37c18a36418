import ArgumentParser
import CanonicalJSON
import Git
import ProfileRepository
import Profiles
import Reports

struct Diff: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Compare two profiles, revisions, environments or export files.",
    discussion: """
      The direction is current → proposed: what B has more is '+'. One profile or environment alone is compared with its \
      previous commit. A value that is masked on both sides of two different documents is shown as unknown.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, compact, json, patch, markdown, html
  }

  @Argument(help: ArgumentHelp("The current side.", valueName: "A")) var current: String?
  @Argument(help: ArgumentHelp("The proposed side.", valueName: "B")) var second: String?

  @Flag(help: "All environments side by side: every profile, or the layers of A.")
  var matrix = false

  @Flag(help: "Exit with 2 where something is known to differ.") var exitCode = false

  @Option(
    name: .shortAndLong, help: "The result's form: text, compact, json, patch, markdown or html.")
  var output: Format?
  @Flag(help: "Short for --output json.") var json = false
  @Option(help: "When to use color: auto, always or never.") var color: ColorChoice?

  @OptionGroup var selection: DifferenceOptions
  @OptionGroup var destination: DestinationOptions
  @OptionGroup var names: NameOptions
  @OptionGroup var repository: RepositoryOptions

  private var first: String { current ?? "" }

  func validate() throws {
    if current == nil && !matrix { throw ValidationError("Missing expected argument '<A>'") }
    if matrix && second != nil {
      throw ValidationError("--matrix compares all environments; it takes one profile at most")
    }
  }

  func run() throws {
    if matrix { return try compareAll() }
    let sides = [first, second].compactMap { $0 }
    let isWhole = sides.allSatisfy { !Paths.isFile($0) && !$0.contains(":") } && names.name == nil
    isWhole ? try compareEnvironments() : try compareProfiles()
  }

  private var format: Format {
    json ? .json : output ?? Machine.environment("STRATA_OUTPUT").flatMap(Format.init) ?? .text
  }

  private func compareAll() throws {
    let options = (color ?? .auto).options(from: "", to: "")
    let matrix = Matrix(repository: try repository.open(), options: options)
    let report = try matrix.report(of: current ?? names.name, scope: names.scope)
    switch format {
    case .text: try destination.write(Array(report.text.utf8))
    case .compact: try destination.write(Array(report.compact.utf8))
    case .json: try destination.write(PrintableJSON.encoded(report.json))
    case .patch, .markdown, .html:
      throw UsageError("a matrix has the forms text, compact and json")
    }
    if exitCode && report.hasDifferences { throw Code.differences }
  }

  private func compareProfiles() throws {
    let (from, to) = try sides()
    if format == .patch {
      guard selection.isPlain else {
        throw UsageError(
          "a patch carries everything that differs", hint: "leave the options that choose out")
      }
      let patch = try ProfilePatch(from: from, to: to, in: repository.open)
      return try destination.write(PrintableJSON.encoded(patch.json))
    }
    try selection.checkSubjects([from.document, to.document])
    let difference = ProfileDifference(
      from: from.document, to: to.document,
      sensitivity: try from.sensitivity().union(try to.sensitivity()),
      filter: try selection.differenceFilter(from.ignoreRules() + to.ignoreRules()))
    let report = DifferenceReport(difference, options: options(from: from.origin, to: to.origin))
    try print(report)
    if exitCode && difference.hasChanges { throw Code.differences }
  }

  private func options(from: String, to: String) -> DifferenceReport.Options {
    var options = (color ?? .auto).options(from: from, to: to)
    (options.detail, options.explains) = (selection.detail, selection.explain)
    return options
  }

  private func compareEnvironments() throws {
    if format == .patch {
      throw UsageError(
        "a patch is of one profile", hint: "name it on both sides, such as dev:web-platform")
    }
    let repository = try repository.open()
    let last = try Revision(second ?? first)
    let start =
      second == nil
      ? Revision(base: last.base, generations: last.generations + 1) : try Revision(first)
    let (from, to) = (try repository.snapshot(at: start), try repository.snapshot(at: last))
    let sensitivity = try from.sensitivity().union(try to.sensitivity())
    let filter = try selection.differenceFilter(from.ignoreRules() + to.ignoreRules())
    let report = EnvironmentDifferenceReport(
      try from.documentChanges(to: to).map { change in
        guard !selection.nameOnly, let before = change.before, let after = change.after else {
          return (change, nil)
        }
        let difference = ProfileDifference(
          from: try from.document(before), to: try to.document(after), sensitivity: sensitivity,
          filter: filter)
        return (change, difference)
      }, options: options(from: from.label, to: to.label))
    try print(report)
    if exitCode && report.hasChanges { throw Code.differences }
  }

  private func print(_ report: some ComparisonReport) throws {
    switch format {
    case .text, .patch: try destination.write(Array(report.text.utf8))
    case .compact: try destination.write(Array(report.compact.utf8))
    case .json: try destination.write(PrintableJSON.encoded(report.json))
    case .markdown: try destination.write(Array(report.markdown.utf8))
    case .html: try destination.write(Array(report.html.utf8))
    }
  }

  /// Both sides; a revision alone means the same profile there, and one profile alone its previous commit.
  private func sides() throws -> (NamedDocument, NamedDocument) {
    guard let second else { return try previous(of: first) }
    let isRevision = { (text: String) in !Paths.isFile(text) && !text.contains(":") }
    let whole = names.name == nil
    let left = try whole && isRevision(first) ? sameProfile(as: second, at: first) : named(first)
    let right = try whole && isRevision(second) ? sameProfile(as: first, at: second) : named(second)
    return (left, right)
  }

  private func named(_ argument: String) throws -> NamedDocument {
    try NamedDocument(argument, names: names, in: repository.open)
  }

  private func sameProfile(as other: String, at revision: String) throws -> NamedDocument {
    let named = try named(other)
    let key = named.document.key(in: named.address?.profile.scope ?? names.scope ?? .tenant)
    let selector = ProfileSelector(
      scope: key.scope, name: key.name, version: named.address?.profile.version)
    let address = Address(revision: try Revision(revision), profile: selector)
    let snapshot = try repository.open().snapshot(at: address.revision)
    return NamedDocument(
      document: try snapshot.document(snapshot.find(selector)), snapshot: snapshot,
      address: address)
  }

  private func previous(of argument: String) throws -> (NamedDocument, NamedDocument) {
    if Paths.isFile(argument) {
      throw UsageError(
        "a file has no previous commit to compare with", hint: "name what to compare it with")
    }
    let repository = try repository.open()
    let address = try names.address(argument)
    let snapshot = try repository.snapshot(at: address.revision)
    let entry = try snapshot.find(address.profile)
    let history = try snapshot.history(
      of: ProfileSelector(
        scope: entry.key.scope, name: entry.key.name, version: entry.key.version))
    guard history.count > 1, !history[1].isRemoval,
      let before = try snapshot.document(entry.key, at: history[1].commit)
    else {
      throw RepositoryError(
        .notFound, "'\(entry.key)' has no previous commit to compare with",
        hint: "it was added by \(history.first?.commit.id.abbreviated ?? "an unknown commit")")
    }
    let old = try repository.snapshot(at: Revision(history[1].commit.id.hex))
    return (
      NamedDocument(document: try old.document(before), snapshot: old, address: address),
      NamedDocument(document: try snapshot.document(entry), snapshot: snapshot, address: address)
    )
  }
}
