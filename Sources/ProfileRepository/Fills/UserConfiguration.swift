internal import CanonicalJSON
internal import Git
internal import Profiles

/// What a user's own configuration file says, outside every repository: which files and commands fills may name.
///
/// Whoever edits a branch can name a source and never define one.
public struct UserConfiguration: Hashable, Sendable {
  /// The format that this version reads.
  public static let format = 1
  /// The largest configuration, in bytes.
  static let limit = 1 << 20

  /// A command as a list of words, without a shell.
  public struct Command: Hashable, Sendable {
    public let words: [String]
    /// How long it may take.
    public let seconds: Int
  }

  /// The file that was looked for; nil where no place for one is known.
  public let path: String?
  /// Paths by name.
  public private(set) var files: [String: String] = [:]
  public private(set) var commands: [String: Command] = [:]
  /// How live Palettes are reached, in the order of the file.
  public private(set) var palettes: [PaletteAccess] = []
  /// The whole file, for writing it again.
  private(set) var members = JSONObject()

  /// Where the file is: `STRATA_CONFIG`, else `strata/config.json` in `XDG_CONFIG_HOME`, else in `~/.config`.
  ///
  /// Values that are no absolute path count as not set, but for `STRATA_CONFIG`.
  public static func path(_ environment: (String) -> String?) -> String? {
    if let named = environment("STRATA_CONFIG"), !named.isEmpty { return named }
    if let folder = environment("XDG_CONFIG_HOME"), folder.hasPrefix("/") {
      return folder + "/strata/config.json"
    }
    let home = environment("HOME").flatMap { $0.hasPrefix("/") ? $0 : nil }
    return home.map { $0 + "/.config/strata/config.json" }
  }

  /// Reads the file; one that is missing says nothing.
  ///
  /// - Throws: `invalid` where others may use it, where it is a link, or where it is not as documented.
  public init(at path: String?, home: String?) throws(RepositoryError) {
    self.path = path
    guard let path else { return }
    let bytes: [UInt8]
    do { bytes = try PrivateFile.read(path, limit: Self.limit) } catch {
      if error.code == .notFound { return }
      throw RepositoryError(
        .invalid, error.description, hint: "it names secrets: chmod 600, and own it yourself",
        underlying: .git(error))
    }
    do throws(DocumentError) { try read(bytes, home: home) } catch {
      throw RepositoryError(
        .invalid, "cannot read the configuration '\(path)': \(error)", hint: error.hint)
    }
  }

  private mutating func read(_ bytes: [UInt8], home: String?) throws(DocumentError) {
    let value: JSONValue
    do throws(JSONError) { value = try JSONReader.read(bytes) } catch {
      throw DocumentError(
        .syntax, "it is no JSON as Strata reads it", line: error.position.line,
        column: error.position.column)
    }
    let members = try StrictMembers(value)
    try members.allowOnly(["commands", "files", "format", "palettes"])
    guard try members.count("format") == Self.format else {
      throw DocumentError(.schema, "must be \(Self.format)", path: "format")
    }
    if let files = try members.members("files") {
      for (name, entry) in try Self.entries(files) {
        self.files[name] = try Self.path(entry, home: home)
      }
    }
    if let commands = try members.members("commands") {
      for (name, entry) in try Self.entries(commands) {
        self.commands[name] = try Self.command(entry)
      }
    }
    palettes = try members.objects("palettes").map { (entry) throws(DocumentError) in
      try PaletteAccess(entry)
    }
    self.members = members.object
  }

  /// Writes the file with an access in the place of the one for the same environment and repository.
  ///
  /// The folders above it are made where they are missing, closed to others.
  ///
  /// - Throws: `invalid` where no place for a configuration is known, `store` where it cannot be written.
  public func write(_ access: PaletteAccess) throws(RepositoryError) {
    guard let path else {
      throw RepositoryError(
        .invalid, "no place for a configuration is known: HOME is not set",
        hint: "name a file with STRATA_CONFIG")
    }
    var palettes = palettes.filter {
      $0.environment != access.environment || $0.repository != access.repository
    }
    palettes.append(access)
    var members = members
    members["format"] = JSONNumber(Double(Self.format)).map(JSONValue.number)
    members["palettes"] = .array(palettes.map(\.value))
    let bytes = JSONValue.object(members).encoded(.indented)
    try git { () throws(GitError) in
      try Self.makeFolders(above: path)
      try PrivateFile.write(bytes, to: path)
    }
  }

  private static func makeFolders(above path: String) throws(GitError) {
    guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return }
    let folder = String(path[..<slash])
    if Folder.kind(of: folder) != nil { return }
    try makeFolders(above: folder)
    try PrivateFolder.make(folder)
  }

  private static func entries(
    _ members: StrictMembers
  ) throws(DocumentError) -> [(String, StrictMembers)] {
    var entries: [(String, StrictMembers)] = []
    for key in members.object.keys {
      guard ReferenceName.isEntry(key.utf8[...]), let entry = try members.members(key) else {
        throw DocumentError(
          .schema, "a name is of letters, digits, '-', '_' and '.'",
          path: members.path.description)
      }
      entries.append((key.string, entry))
    }
    return entries
  }

  private static func path(_ entry: StrictMembers, home: String?) throws(DocumentError) -> String {
    try entry.allowOnly(["path"])
    let path = try entry.requiredText("path").string
    if path.hasPrefix("/") { return path }
    if path.hasPrefix("~/"), let home, home.hasPrefix("/") { return home + path.dropFirst() }
    throw DocumentError(
      .schema, "must begin with '/' or '~/'", path: entry.place("path").description)
  }

  private static func command(_ entry: StrictMembers) throws(DocumentError) -> Command {
    try entry.allowOnly(["run", "seconds"])
    let words = try entry.texts("run").map(\.string)
    guard let program = words.first, !program.isEmpty,
      program.hasPrefix("/") || !program.contains("/"),
      !words.contains(where: { $0.utf8.contains(0) })
    else {
      throw DocumentError(
        .schema, "must be a list of words, first the program: a name, or a path from '/'",
        path: entry.place("run").description)
    }
    let seconds = try entry.count("seconds") ?? 30
    guard (1...600).contains(seconds) else {
      throw DocumentError(
        .schema, "must be from 1 to 600", path: entry.place("seconds").description)
    }
    return Command(words: words, seconds: seconds)
  }
}
