import ArgumentParser
import Git
import PackValues
import Profiles
import Reports

/// Called by git as a merge driver (gitattributes, "merge.*.driver"): the result goes into OURS, exit code 1 says that it conflicts.
struct GitMerge: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "git-merge", abstract: "Merge two versions of a document, for git.",
    shouldDisplay: false)

  @Argument(help: "The file as the common ancestor has it.") var base: String
  @Argument(help: "The file as ours has it; the result goes there.") var ours: String
  @Argument(help: "The file as theirs has it.") var theirs: String
  @Argument(help: "The file's path in the repository.") var path: String = ""
  @Argument(help: "How many signs make a conflict marker.") var markerSize: Int = 7

  func run() throws {
    let merge = StoredMerge(
      base: try ExportFiles.read(base), ours: try ExportFiles.read(ours),
      theirs: try ExportFiles.read(theirs), markers: ConflictMarkers(size: markerSize))
    try DurableFile.write(merge.bytes, to: ours)
    guard !merge.isClean else { return }
    let report = MergeConflictsReport(merge.conflicts)
    try StandardStream.error.write("conflict in \(PrintableText.escaped(path))\n" + report.places)
    throw Code.error
  }
}
