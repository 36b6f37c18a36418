import Git
import ProfileRepository
import Profiles
import Reports

extension Commit {
  /// The folder that `strata edit --out` wrote, where the arguments name one.
  var editFolder: String? { files.first(where: EditFiles.isFolder) }

  /// Puts an edit folder together and commits it to where it came from, or to where the options say.
  func commit(editFolder folder: String) throws {
    if files.count > 1 {
      throw UsageError(
        "'\(folder)' is an edited profile, and is committed alone",
        hint: "run 'strata commit \(ShellWord.quoted(folder))' first, then commit the others")
    }
    let repository = try repository.open()
    let edited = try EditedProfile(in: Paths.absolute(folder), of: repository)
    var amendment = try amendment(of: edited, in: repository)
    amendment.message = message
    amendment.author = try writer.signature(in: repository)
    amendment.source = Paths.lastComponent(try Paths.absolute(folder))
    amendment.gate = secrets.gate
    amendment.expected = try expect.map { try repository.snapshot(at: Revision($0)).commit.id }
    amendment.dryRun = dryRun
    let outcome = try amendment.run(in: repository, as: writer.operation(in: repository))
    let blob = outcome.receipt?.blob ?? ObjectID(ofBlob: amendment.document.stored)
    if !dryRun { follow(amendment, blob, in: folder) }
    var report = CommitReport(environment: amendment.environment, dryRun: dryRun)
    report.add(folder, outcome)
    try output.print(report)
    if output.format == .text {
      for remark in report.remarks(folder, outcome) { Console.note(remark) }
    }
  }

  /// Elsewhere than where it came from, a folder is committed over what is there, as an export is.
  private func amendment(
    of edited: EditedProfile, in repository: ProfileRepository
  ) throws -> Amendment {
    var amendment = try edited.amendment()
    let environment = try env.map { try EnvironmentName($0) } ?? amendment.environment
    let scope = scope ?? amendment.scope
    if environment == amendment.environment, scope == amendment.scope { return amendment }
    (amendment.environment, amendment.scope) = (environment, scope)
    amendment.replacing = try repository.snapshot(of: environment).entry(
      for: edited.document.key(in: scope))?.blob
    return amendment
  }

  /// Says in the folder that it now stands for what was committed, so that editing can go on.
  private func follow(_ amendment: Amendment, _ blob: ObjectID, in folder: String) {
    let origin = EditOrigin(
      environment: amendment.environment.text, key: amendment.document.key(in: amendment.scope),
      document: blob.hex)
    do { try EditFiles.write(origin, to: folder) } catch {
      Console.note("committed, but the folder's note could not be written: \(error)")
    }
  }
}
