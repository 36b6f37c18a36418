internal import Git

extension GitSetup {
  /// What `undo` did.
  public struct Undoing: Hashable, Sendable {
    /// Keys that somebody set otherwise meanwhile; they stay as they are.
    public let kept: [String]
  }

  /// Takes the drivers away and leaves every file as it was before the first `install`, byte for byte; what others
  /// changed in them meanwhile stays. Nil where nothing is installed.
  public func undo() throws(RepositoryError) -> Undoing? {
    guard let record = try SetupRecord.read(recordPath) else { return nil }
    return try store { () throws(GitError) in
      try undoConfiguration(record)
      try undoAttributes(record)
      let kept = try kept(record)
      try Folder.removeFile(recordPath)
      return Undoing(kept: kept)
    }
  }

  /// Takes the block out or, where somebody wrote into it, each of its values alone.
  private func undoConfiguration(_ record: SetupRecord) throws(GitError) {
    let file = folder.configuration
    let bytes = try file.bytes()
    if let restored = record.configuration.removed(from: bytes) {
      return try file.replace(bytes, with: restored)
    }
    for setting in DriverSettings(tool: record.tool).settings
    where record.replaced[setting.key]?.contains(setting.value) != true {
      try file.remove(setting.key, value: setting.value)
    }
  }

  private func undoAttributes(_ record: SetupRecord) throws(GitError) {
    guard let bytes = try attributes() else { return }
    let restored = record.attributes.removed(from: bytes) ?? Self.without(record, in: bytes)
    if restored.isEmpty, !record.hadAttributesFile {
      try Folder.removeFile(attributesPath)
      if !record.hadInfoFolder { Folder.removeIfEmpty("\(folder.path)/info") }
    } else if restored != bytes {
      try DurableFile.write(restored, to: attributesPath)
    }
  }

  /// The lines of a file that are none of the block's.
  private static func without(_ record: SetupRecord, in bytes: [UInt8]) -> [UInt8] {
    let own = Set(record.attributes.text.split(separator: 0x0A))
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    return Array(lines.filter { !own.contains($0) }.joined(separator: [0x0A]))
  }

  /// The keys whose value is neither what was there before nor gone.
  private func kept(_ record: SetupRecord) throws(GitError) -> [String] {
    var kept: [String] = []
    for key in DriverSettings(tool: record.tool).settings.map(\.key)
    where try folder.configuration.values(of: key) != record.replaced[key] ?? [] {
      kept.append(key)
    }
    return kept
  }
}
