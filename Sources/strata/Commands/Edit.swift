import ArgumentParser
import Git
import ProfileRepository
import Profiles
import Reports

struct Edit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit",
    abstract: "Change a stored profile in an editor, as profile.json and one YAML file a layer.",
    discussion: """
      The editor is VISUAL or EDITOR; it runs in a private folder and gets the files as its arguments, profile.json \
      first. Layers are added, removed and reordered in profile.json. When the editor ends, the profile is checked and \
      committed. What is refused comes back to the editor on a terminal; after any failure the folder is kept and \
      named, and 'strata commit DIR' goes on from there.

      A text that had no line feed at its end and comes back with exactly one is taken without it.
      """)

  @Argument(help: "The profile, such as dev:web-platform@1.2.0.") var address: String

  @Option(
    help: ArgumentHelp(
      "Write the files to a new or empty folder instead, for 'strata commit DIR'.",
      valueName: "dir"))
  var out: String?

  @Option(name: .shortAndLong, help: "The commit message.") var message: String?
  @Option(
    help: ArgumentHelp(
      "Refuse unless the branch is at this revision; exit code 5.", valueName: "rev"))
  var expect: String?
  @Flag(help: "Never ask whether to edit again.") var noInput = false

  @OptionGroup var names: NameOptions
  @OptionGroup var secrets: SecretOptions
  @OptionGroup var writer: WriterOptions
  @OptionGroup var repository: RepositoryOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let repository = try repository.open()
    let address = try names.address(address)
    guard let environment = address.revision.environment, address.revision.generations == 0 else {
      throw UsageError(
        "an edit goes onto the newest state of an environment, and '\(address.revision)' is not one",
        hint: "name the environment alone, such as 'dev:\(address.profile)'")
    }
    let snapshot = try repository.snapshot(of: environment)
    let entry = try snapshot.find(address.profile)
    let origin = EditOrigin(
      environment: environment.text, key: entry.key, document: entry.blob.hex)
    let document = try snapshot.document(entry)
    if let out { return try write(document, origin, to: Paths.absolute(out), named: out) }
    try edit(document, origin, in: repository)
  }

  private func write(
    _ document: ProfileDocument, _ origin: EditOrigin, to folder: String, named: String
  ) throws {
    if Folder.exists(folder), try !Folder.list(folder).isEmpty {
      throw RepositoryError(
        .exists, "cannot write to '\(named)': the folder is not empty",
        hint: "name a folder that is new or empty; nothing was written")
    }
    try Folder.create(Paths.absolute(folder + "/.."))
    try PrivateFolder.make(folder)
    let files = try EditFiles.write(document, origin, to: folder)
    try output.print(EditFolderReport(folder: named, origin: origin, files: files))
  }

  private func edit(
    _ document: ProfileDocument, _ origin: EditOrigin, in repository: ProfileRepository
  ) throws {
    let editor = try Editor()
    let operation = try writer.operation(in: repository)
    let terms = try terms(repository)
    let folder = try PrivateFolder.makeTemporary("strata-edit")
    let outcome: Intake.Outcome
    do {
      let files = try EditFiles.write(document, origin, to: folder)
      Console.note("editing \(origin.environment):\(origin.key) in \(folder)")
      outcome = try commit(folder, files, editor, terms, repository, operation)
    } catch { throw Self.kept(folder, error) }
    do { try PrivateFolder.remove(folder) } catch { Console.note("\(error)") }
    var report = CommitReport(
      environment: try EnvironmentName(origin.environment), dryRun: false)
    report.add("the editor", outcome)
    try output.print(report)
    if output.format == .text {
      for remark in report.remarks("the editor", outcome) { Console.note(remark) }
    }
  }

  /// Lets the person edit until the profile is taken, or the person or the editor gives up.
  private func commit(
    _ folder: String, _ files: [String], _ editor: Editor, _ terms: Terms,
    _ repository: ProfileRepository, _ operation: Operation
  ) throws -> Intake.Outcome {
    while true {
      try editor.open(files, in: folder)
      do {
        let edited = try EditedProfile(in: folder, of: repository)
        if edited.isUnchanged { return .unchanged(edited.origin.key) }
        var amendment = try edited.amendment()
        (amendment.author, amendment.expected) = (terms.author, terms.expected)
        (amendment.message, amendment.gate) = (message, secrets.gate)
        return try amendment.run(in: repository, as: operation)
      } catch let error as RepositoryError where isCorrectable(error) {
        Console.note("error: \(error.detail)")
        if let hint = error.hint { Console.note("hint: \(hint)") }
        guard Self.asks("edit again? [Y/n] ") else { throw error }
      }
    }
  }

  /// What the options say of the commit, read before anybody's work depends on it.
  private typealias Terms = (author: Signature?, expected: ObjectID?)

  private func terms(_ repository: ProfileRepository) throws -> Terms {
    let expected = try expect.map { try repository.snapshot(at: Revision($0)).commit.id }
    return (try writer.signature(in: repository), expected)
  }

  /// Whether another look at the files can help, and somebody is there to take it.
  private func isCorrectable(_ error: RepositoryError) -> Bool {
    let isRefused = error.code == .refused || error.code == .invalid
    return isRefused && !noInput && StandardStream.hasKeyboard && StandardStream.error.isTerminal
  }

  private static func asks(_ question: String) -> Bool {
    try? StandardStream.error.write(question)
    guard let answer = readLine() else { return false }
    return !answer.lowercased().hasPrefix("n")
  }

  /// The same error, saying where the work is and how to go on with it.
  private static func kept(_ folder: String, _ error: any Error) -> any Error {
    let cause: RepositoryError
    switch error {
    case let error as RepositoryError: cause = error
    case let error as GitError: cause = RepositoryError(error)
    default: return error
    }
    let way =
      cause.code == .conflict
      ? "take the profile apart again with 'strata edit' and carry your change over"
      : "correct them and run 'strata commit \(ShellWord.quoted(folder))'"
    let hint = cause.hint.map { $0 + "; " } ?? ""
    return RepositoryError(
      cause.code, cause.detail, hint: "\(hint)the edited files are kept in '\(folder)': \(way)",
      underlying: cause.underlying)
  }
}
