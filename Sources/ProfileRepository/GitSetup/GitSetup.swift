public import Git

/// Teaches one repository's git to show, compare and merge profile documents through Strata, and takes it back.
///
/// Writes three things, nothing of the user's own: two sections at the end of the repository's configuration, lines at the end of
/// its `info/attributes` (git 2.39 reads a tree's `.gitattributes` neither in a bare repository nor while another branch is
/// checked out), and a record of what was there. Run twice it is the same as once.
public struct GitSetup: Sendable {
  public let folder: GitFolder
  /// The absolute path of the tool that git is to call.
  let tool: String

  public init(_ folder: GitFolder, tool: String) {
    (self.folder, self.tool) = (folder, tool)
  }

  var attributesPath: String { "\(folder.path)/info/attributes" }

  var recordPath: String {
    Layout.isRepository(folder.path)
      ? "\(folder.path)/strata/setup-git.json" : "\(folder.path)/strata-setup.json"
  }

  /// Installs the drivers; false where they are installed already, as they would be now.
  public func install() throws(RepositoryError) -> Bool {
    if try isInstalled() { return false }
    _ = try undo()
    let record = try draft()
    try record.write(recordPath)
    do throws(RepositoryError) {
      try store { () throws(GitError) in
        let file = folder.configuration
        let bytes = try file.bytes()
        try file.replace(bytes, with: record.configuration.appended(to: bytes))
        try Folder.create("\(folder.path)/info")
        try DurableFile.write(
          record.attributes.appended(to: attributes() ?? []), to: attributesPath)
      }
      try expectSettings()
    } catch {
      _ = try? undo()
      throw error
    }
    return true
  }

  /// What the repository is like before anything is written.
  private func draft() throws(RepositoryError) -> SetupRecord {
    let settings = DriverSettings(tool: tool)
    return try store { () throws(GitError) in
      var replaced: [String: [String]] = [:]
      for setting in settings.settings {
        let values = try folder.configuration.values(of: setting.key)
        if !values.isEmpty { replaced[setting.key] = values }
      }
      let attributes = try attributes()
      return SetupRecord(
        tool: tool,
        configuration: AppendedBlock(settings.block, for: try folder.configuration.bytes()),
        attributes: AppendedBlock(Layout.attributes, for: attributes ?? []),
        hadAttributesFile: attributes != nil,
        hadInfoFolder: Folder.exists("\(folder.path)/info"), replaced: replaced)
    }
  }

  /// Reads back what was written: a file that ends within a value would swallow it.
  private func expectSettings() throws(RepositoryError) {
    for setting in DriverSettings(tool: tool).settings {
      let values = try store { () throws(GitError) in
        try folder.configuration.values(of: setting.key)
      }
      if values.last == setting.value { continue }
      throw RepositoryError(
        .damaged,
        "cannot add to '\(folder.configuration.path)': it does not end as git wants it to",
        hint: "nothing was changed; look at its last lines with 'git config --edit'")
    }
  }

  private func isInstalled() throws(RepositoryError) -> Bool {
    guard let record = try SetupRecord.read(recordPath), record.tool == tool else { return false }
    let expected = Array(DriverSettings(tool: tool).block.utf8)
    return try store { () throws(GitError) in
      let isConfigured = record.configuration.isIn(try folder.configuration.bytes())
      let hasAttributes = record.attributes.isIn(try attributes() ?? [])
      return isConfigured && hasAttributes && record.configuration.text == expected
    }
  }

  /// The bytes of `info/attributes`; nil where there is none.
  func attributes() throws(GitError) -> [UInt8]? {
    guard Folder.exists(attributesPath) else { return nil }
    return try DurableFile.read(attributesPath, limit: 16 << 20)
  }

  func store<Result>(_ body: () throws(GitError) -> Result) throws(RepositoryError) -> Result {
    do { return try body() } catch { throw RepositoryError(error) }
  }
}
