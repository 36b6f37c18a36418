import ArgumentParser
import Git
import Reports

/// Called by git as its external diff (git(1), GIT_EXTERNAL_DIFF); never fails, or git would stop in the middle.
struct GitDiff: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "git-diff", abstract: "Compare two versions of a file, for git.",
    shouldDisplay: false)

  /// PATH, then file, object and mode of both sides, and of a renamed file its new path.
  @Argument(parsing: .captureForPassthrough) var arguments: [String]

  func run() throws {
    guard let path = arguments.first, arguments.count >= 7 else {
      let path = PrintableText.escaped(arguments.first ?? "")
      return try Console.print("strata diff \(path)\nunmerged\n\n")
    }
    let (old, new) = (Side(arguments[1...3]), Side(arguments[4...6]))
    let options = ColorChoice.auto.options(from: old.label, to: new.label, isInGit: true)
    let renamed = arguments.count > 7 ? "\(path) -> \(arguments[7])" : path
    do {
      let report = FileDifferenceReport(
        path: renamed, from: try old.file(), to: try new.file(), options: options)
      try Console.print(report.text)
    } catch let error as GitError where error.code == .brokenPipe {
      return
    } catch {
      Console.note("strata diff \(path): cannot be read")
    }
  }

  private struct Side {
    let path: String
    /// The object's short name, or what git gives no name to.
    let label: String

    init(_ arguments: ArraySlice<String>) {
      path = arguments.first ?? "/dev/null"
      let id = arguments.dropFirst().first ?? "."
      let isNamed = id.count >= 40 && id.contains { $0 != "0" }
      label = isNamed ? String(id.prefix(7)) : "work tree"
    }

    func file() throws -> ReadableFile? {
      path == "/dev/null" ? nil : ReadableFile(try ExportFiles.read(path))
    }
  }
}
