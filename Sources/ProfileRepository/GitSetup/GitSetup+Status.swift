internal import Git

extension GitSetup {
  /// What is installed, and whether it works.
  public struct Status: Hashable, Sendable {
    /// One key of the configuration.
    public struct Key: Hashable, Sendable {
      public let name: String
      /// What git goes by; nil where nothing is set.
      public let value: String?
      /// Whether it is what setup installs for the recorded tool.
      public let isInstalled: Bool
      /// The user's own values, which come back with `--undo`.
      public let replaced: [String]
    }

    public let folder: String
    public let isBare: Bool
    public let keys: [Key]
    /// The tool that the drivers call; nil where nothing is installed.
    public let tool: String?
    /// Whether that tool is there and can be run.
    public let isToolRunnable: Bool
    /// Whether that tool is the one that runs now.
    public let isToolCurrent: Bool
    /// Whether `info/attributes` sends profile documents to the drivers.
    public let hasAttributes: Bool

    /// Everything is as setup leaves it, and the tool can be run.
    public var isWorking: Bool {
      tool != nil && isToolRunnable && hasAttributes && keys.allSatisfy(\.isInstalled)
    }
  }

  public func status() throws(RepositoryError) -> Status {
    let record = try SetupRecord.read(recordPath)
    let expected = DriverSettings(tool: record?.tool ?? tool)
    return try store { () throws(GitError) in
      let keys = try expected.settings.map { (setting) throws(GitError) in
        let value = try folder.configuration.values(of: setting.key).last
        return Status.Key(
          name: setting.key, value: value, isInstalled: record != nil && value == setting.value,
          replaced: record?.replaced[setting.key] ?? [])
      }
      let attributes = try attributes() ?? []
      let lines = Set(attributes.split(separator: 0x0A).map(Array.init))
      return Status(
        folder: folder.path, isBare: folder.isBare, keys: keys, tool: record?.tool,
        isToolRunnable: record.map { Machine.isExecutable($0.tool) } ?? false,
        isToolCurrent: record?.tool == tool,
        hasAttributes: Layout.attributes.utf8.split(separator: 0x0A).allSatisfy {
          lines.contains(Array($0))
        })
    }
  }
}
