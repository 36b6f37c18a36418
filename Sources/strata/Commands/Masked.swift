import ArgumentParser
import CanonicalJSON
import Git
import ProfileRepository
import Profiles
import Replay
import Reports

struct Masked: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "masked",
    abstract: "List every masked place, and what is still to fill in an environment.",
    discussion: """
      Sensitive is what a variable says of itself, what a pack's schema declares ('strata facts schema add'), and what looks \
      masked. With --to, the places are those that a promotion would bring along; where the target has a reference at \
      the same place, or a fill ('strata fill'), nothing is left to do. --sheet writes one entry for each open place, to be filled with where its \
      value comes from; a sheet that is there keeps what was filled in.
      """)

  @Argument(
    help: ArgumentHelp("A profile, an export file or an environment.", valueName: "address|env"))
  var subject: String

  @Option(
    help: ArgumentHelp(
      "What would have to be filled there; the scope stays unless it is named.",
      valueName: "env[:scope]"))
  var to: String?

  @Option(
    help: ArgumentHelp("Write a fill sheet, whole or not at all.", valueName: "file"))
  var sheet: String?

  @Flag(help: "Exit with 2 where something is open.") var exitCode = false

  @OptionGroup var names: NameOptions
  @OptionGroup var repository: RepositoryOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let target = try to.map { try MaskTarget($0, in: repository.open()) }
    let (subjects, environment) = try subjects(highestOnly: target != nil)
    let items = try subjects.map { subject in
      let sensitivity = target?.sensitivity.union(subject.sensitivity) ?? subject.sensitivity
      note(subject, sensitivity)
      let key = target?.key(subject.key) ?? subject.key
      let masks = subject.document.masks(sensitivity: sensitivity)
      let filled = try target?.filled(masks, of: subject.document, key) ?? masks
      let fills = try (target?.snapshot ?? subject.snapshot)?.fills(in: key.scope).all ?? []
      return (key: key, masks: subject.document.masks(filled, filledBy: fills))
    }
    let name = target?.name.text ?? environment
    if let sheet { try FillSheetFile(sheet).write(items, environment: name) }
    let report = MasksReport(items, target: target?.name.text)
    try output.print(report)
    if exitCode && report.openCount > 0 { throw Code.differences }
  }

  private typealias Subject = (
    key: ProfileKey, document: ProfileDocument, sensitivity: Sensitivity, snapshot: Snapshot?
  )

  /// The documents that are meant, and the environment that holds them.
  private func subjects(highestOnly: Bool) throws -> ([Subject], environment: String?) {
    if Paths.isFile(subject) || subject.contains(":") || names.name != nil {
      let named = try NamedDocument(subject, names: names, in: repository.open)
      let scope = named.address?.profile.scope ?? names.scope ?? .tenant
      let one = (
        named.document.key(in: scope), named.document, try named.sensitivity(), named.snapshot
      )
      return ([one], named.snapshot?.environmentName?.text)
    }
    let snapshot = try repository.open().snapshot(at: Revision(subject))
    let sensitivity = try snapshot.sensitivity()
    let entries = try ProfileSelection(scope: names.scope, takesAllVersions: !highestOnly)
      .entries(in: snapshot)
    let subjects = try entries.map { ($0.key, try snapshot.document($0), sensitivity, snapshot) }
    return (subjects, snapshot.environmentName?.text)
  }

  /// Says where a schema of another version of a pack is known, which counts for nothing here.
  private func note(_ subject: Subject, _ sensitivity: Sensitivity) {
    for layer in subject.document.profile.layers {
      let others = sensitivity.otherVersions(of: layer).map(\.string)
      if others.isEmpty { continue }
      Console.note(
        "note: no schema of \(layer.identity.pack) \(layer.version) is known, only of "
          + "\(others.joined(separator: ", ")); its places are not guessed")
    }
  }
}

/// The environment that a promotion would write to.
struct MaskTarget {
  let name: EnvironmentName
  let sensitivity: Sensitivity
  private let scope: Scope?
  let snapshot: Snapshot

  init(_ text: String, in repository: ProfileRepository) throws {
    let target = try Target(text)
    (name, scope) = (target.environment, target.scope)
    snapshot = try repository.snapshot(of: target.environment)
    sensitivity = try snapshot.sensitivity()
  }

  /// Where the document would land.
  func key(_ key: ProfileKey) -> ProfileKey {
    ProfileKey(scope: scope ?? key.scope, name: key.name, version: key.version)
  }

  /// The places with the references that the target's own document has there.
  func filled(
    _ masks: [ProfileMask], of document: ProfileDocument, _ key: ProfileKey
  ) throws -> [ProfileMask] {
    guard let entry = try snapshot.entry(for: key) else { return masks }
    return document.masks(masks, filledIn: try snapshot.document(entry))
  }
}

/// A fill sheet as a file.
struct FillSheetFile {
  private let path: String

  init(_ path: String) throws {
    if path == "-" {
      throw UsageError("a fill sheet goes to a file", hint: "name it, such as --sheet fills.json")
    }
    self.path = path
  }

  /// Writes the open places; what an older sheet in the file says of the same places is kept.
  func write(
    _ items: [(key: ProfileKey, masks: [ProfileMask])], environment: String?
  ) throws {
    var sheet = FillSheet(environment: environment.map { JSONString($0) }, places: items)
    let full = try Paths.absolute(path)
    if Folder.kind(of: full) == .file {
      for lost in sheet.take(from: try read(full)) {
        Console.note("note: the place of a filled entry is gone: \(lost.summary)")
      }
    }
    try DurableFile.write(sheet.encoded, to: full)
    let filled = sheet.entries.count { !$0.from.isEmpty }
    Console.note(
      "wrote \(path): \(sheet.entries.count) to fill" + (filled > 0 ? ", \(filled) filled in" : ""))
  }

  /// Reads a sheet that somebody filled in.
  static func filled(_ path: String) throws -> FillSheet {
    let bytes = try ExportFiles.read(path)
    do throws(DocumentError) { return try FillSheet(bytes) } catch {
      throw RepositoryError(
        .invalid, "cannot read the fill sheet '\(path)': \(error)", hint: error.hint)
    }
  }

  private func read(_ full: String) throws -> FillSheet {
    let bytes = try DurableFile.read(full, limit: ExportFiles.limit)
    do throws(DocumentError) { return try FillSheet(bytes) } catch {
      throw RepositoryError(
        .exists, "cannot write the fill sheet over '\(path)': \(error)",
        hint: error.hint ?? "name another file, or move that one away")
    }
  }
}
