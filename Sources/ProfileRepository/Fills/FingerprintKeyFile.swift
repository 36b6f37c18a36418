internal import Git
public import Profiles

/// The file of the key for fingerprints: `fingerprint.key` beside the user's configuration, mode 0600, outside every repository.
public struct FingerprintKeyFile: Sendable {
  private let folder: String

  /// - Parameter configuration: the path of the user's configuration file, whether it is there or not.
  public init(beside configuration: String) {
    let slash = configuration.utf8.lastIndex(of: UInt8(ascii: "/"))
    folder = slash.map { String(configuration[..<$0]) } ?? "."
  }

  private var path: String { folder + "/fingerprint.key" }

  /// Reads the key; nil where there is none.
  ///
  /// - Throws: `invalid` where others may use it, where it is a link, or no key.
  public func read() throws(RepositoryError) -> FingerprintKey? {
    let bytes: [UInt8]
    do { bytes = try PrivateFile.read(path, limit: FingerprintKey.size) } catch {
      if error.code == .notFound { return nil }
      throw RepositoryError(
        .invalid, error.description,
        hint: "chmod 600, and own it yourself; or remove it for a new one",
        underlying: .git(error))
    }
    guard let key = FingerprintKey(bytes) else {
      throw RepositoryError(
        .invalid, "'\(path)' is no key of \(FingerprintKey.size) bytes",
        hint: "remove it, and a new one is made")
    }
    return key
  }

  /// Reads the key, or makes one with the folder that it stands in; of several processes that do, all get the same.
  ///
  /// - Throws: `invalid` as `read` does, and for a place within a repository; `store` where it cannot be written.
  public func readOrMake(
    outside repository: ProfileRepository
  ) throws(RepositoryError) -> FingerprintKey {
    if let key = try read() { return key }
    if folder == repository.path || folder.hasPrefix(repository.path + "/") {
      throw RepositoryError(.invalid, "the key for fingerprints must not stand in the repository")
    }
    do throws(GitError) {
      try makeFolder()
      try PrivateFile.create(FingerprintKey().bytes, at: path)
    } catch {
      if error.code != .exists { throw RepositoryError(error) }
    }
    guard let key = try read() else {
      throw RepositoryError(.notFound, "the key '\(path)' was removed while it was made")
    }
    return key
  }

  /// The folder and the one above it, but no further: a home that is not there is none.
  private func makeFolder() throws(GitError) {
    if Folder.kind(of: folder) == .folder { return }
    if let slash = folder.utf8.lastIndex(of: UInt8(ascii: "/")), slash > folder.startIndex,
      !Folder.exists(String(folder[..<slash]))
    {
      try PrivateFolder.make(String(folder[..<slash]))
    }
    try PrivateFolder.make(folder)
  }
}
