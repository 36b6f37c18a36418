/// The configuration by which git calls Strata: what shows, compares and merges profile documents.
///
/// Results of the textconv are not cached in git's notes: a newer Strata may show a document otherwise, and nothing would
/// tell git so.
struct DriverSettings: Hashable {
  struct Setting: Hashable {
    let section: String
    let name: String
    let value: String

    /// As `git config` has it: `diff.strata.textconv`.
    var key: String { "\(section).strata.\(name)" }
  }

  let settings: [Setting]

  /// The settings for a tool at an absolute path, which may hold blanks and quotes.
  init(tool: String) {
    let command = Self.shellQuoted(tool)
    settings = [
      Setting(section: "diff", name: "textconv", value: "\(command) git-textconv"),
      Setting(section: "diff", name: "command", value: "\(command) git-diff"),
      Setting(section: "diff", name: "xfuncname", value: "^(layer .*|variable .*)$"),
      Setting(section: "merge", name: "name", value: "profile documents by meaning"),
      Setting(section: "merge", name: "driver", value: Self.mergeDriver(command)),
      // the made-up ancestor of a criss-cross merge must stay a document, without markers in it
      Setting(section: "merge", name: "recursive", value: "binary"),
    ]
  }

  /// The sections as they stand in a configuration file.
  var block: String {
    var text = ""
    var section = ""
    for setting in settings {
      if setting.section != section { text += "[\(setting.section) \"strata\"]\n" }
      section = setting.section
      text += "\t\(setting.name) = \(Self.configurationQuoted(setting.value))\n"
    }
    return text
  }

  /// Git replaces `%` and a letter; the path comes quoted from it, the other names need no quotes.
  private static func mergeDriver(_ command: String) -> String {
    let escaped = command.split(separator: "%", omittingEmptySubsequences: false)
      .joined(separator: "%%")
    return "\(escaped) git-merge %O %A %B %P %L"
  }

  /// A word for the shell that git runs its drivers with.
  private static func shellQuoted(_ word: String) -> String {
    "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
      + "'"
  }

  /// A value in git's quotes (git-config, "Syntax").
  private static func configurationQuoted(_ value: String) -> String {
    var text = "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"", "\\": text += "\\\(scalar)"
      case "\n": text += "\\n"
      case "\t": text += "\\t"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }
}
