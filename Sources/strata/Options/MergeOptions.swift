import ArgumentParser
import CanonicalJSON
import Git
import PackValues
import ProfileRepository
import Profiles
import Replay
import Reports

/// What becomes of places that the target and the source both changed since the last replay.
struct MergeOptions: ParsableArguments {
  @Flag(help: "Where both sides changed a place, keep the target's.") var ours = false
  @Flag(help: "Where both sides changed a place, take the source's.") var theirs = false

  @Option(
    help: ArgumentHelp("Answers to the conflicts, as --conflicts wrote them.", valueName: "file"))
  var resolve: String?

  @Option(
    help: ArgumentHelp("Write the conflicts, to be answered for --resolve.", valueName: "file"))
  var conflicts: String?

  func validate() throws {
    if ours && theirs { throw ValidationError("--ours and --theirs exclude each other") }
    if conflicts == "-" { throw ValidationError("--conflicts needs a file") }
  }

  func resolution() throws -> MergeResolution {
    MergeResolution(
      side: ours ? .ours : theirs ? .theirs : nil,
      answers: try resolve.map(Self.answers))
  }

  static func answers(_ path: String) throws -> ConflictAnswers {
    do { return try ConflictAnswers(ExportFiles.read(path)) } catch let error as DocumentError {
      throw RepositoryError(error, in: path)
    }
  }

  /// Writes what was left open; without a conflict no file.
  func write(_ report: ReplayReport) throws {
    guard let conflicts, let sheet = report.conflictSheet else { return }
    try DurableFile.write(sheet.encoded(.indented), to: Paths.absolute(conflicts))
    Console.note("wrote \(conflicts): fill 'take' with ours or theirs, or give a 'value'")
  }

  var isEmpty: Bool { !ours && !theirs && resolve == nil && conflicts == nil }
}
