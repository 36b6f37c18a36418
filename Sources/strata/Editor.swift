import Git
import ProfileRepository

/// The editor that a person has chosen: `VISUAL`, else `EDITOR`, else `vi` on a terminal.
struct Editor {
  let command: String

  init() throws {
    let named = ["VISUAL", "EDITOR"].lazy.compactMap { Machine.environment($0) }
    if let command = named.first(where: { !$0.isEmpty }) {
      self.command = command
    } else if StandardStream.hasKeyboard, StandardStream.output.isTerminal,
      Machine.environment("TERM") != "dumb"
    {
      command = "vi"
    } else {
      throw UsageError(
        "there is no editor: neither VISUAL nor EDITOR is set, and this is no terminal",
        hint: "set EDITOR, or write the files with --out DIR and take them in with "
          + "'strata commit DIR'")
    }
  }

  /// Opens files of a folder, in that folder, and waits until the editor ends.
  ///
  /// - Throws: `invalid` unless it says that all went well.
  func open(_ files: [String], in folder: String) throws {
    let end = try ForegroundProcess.run(command, arguments: files, folder: folder)
    let detail: String
    switch end {
    case .exited(0): return
    case .exited(127): detail = "was not found"
    case .exited(let code): detail = "ended with exit code \(code)"
    case .killed(let signal): detail = "was ended by signal \(signal)"
    }
    throw RepositoryError(.store, "the editor '\(command)' \(detail); nothing was committed")
  }
}
