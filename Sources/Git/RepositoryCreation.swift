import Glibc

extension Repository {
  /// Makes a bare repository and opens it.
  ///
  /// Everything is made in a draft beside the path (inside it, where an empty folder is there) and moved into place when
  /// it is whole and on the disk, `HEAD` last: a crash leaves no repository, and the next call tidies up. A path that
  /// holds anything is refused with `exists`. `config` adds keys such as `user.name`; `populate` writes the first objects
  /// and branches into the draft.
  public static func create(
    at path: String, initialHead: String = "main", config: [(key: String, value: String)] = [],
    populate: (Repository) throws(GitError) -> Void = { (_) in }
  ) throws(GitError) -> Repository {
    let path = FilePath.withoutTrailingSlashes(path)
    let operation = "make the repository"
    if let reason = ReferenceName.objection(to: "refs/heads/\(initialHead)") {
      throw GitError(.invalid, operation, path, "its first branch cannot be called that: \(reason)")
    }
    let draft = try RepositoryDraft.make(for: path, operation)
    do throws(GitError) {
      try fill(draft.path, initialHead, config)
      try populate(try open(at: draft.path))
      try draft.publish()
    } catch {
      try? draft.discard()
      if error.code == .exists { try RepositoryDraft.refuseOccupied(path, operation) }
      throw error
    }
    return try open(at: path)
  }

  private static func fill(
    _ draft: String, _ initialHead: String, _ config: [(key: String, value: String)]
  ) throws(GitError) {
    for name in RepositoryLayout.folders {
      try FilePath.makeFolder("\(draft)/\(name)", for: "make the folder")
    }
    try DurableFile.write(Array("ref: refs/heads/\(initialHead)\n".utf8), to: "\(draft)/HEAD")
    try DurableFile.write(
      Array(RepositoryLayout.configuration(config).utf8), to: "\(draft)/config")
    for name in RepositoryLayout.folders.reversed() {
      try FilePath.syncFolder("\(draft)/\(name)", for: "sync the folder")
    }
    try FilePath.syncFolder(draft, for: "sync the folder")
  }
}

/// What a new repository is made of.
enum RepositoryLayout {
  static let folders = [
    "objects", "objects/info", "objects/pack", "refs", "refs/heads", "refs/heads/env", "refs/tags",
    "logs", "logs/refs", "logs/refs/heads", "logs/refs/heads/env", "info", "hooks",
    "strata", "strata/staging",
  ]

  /// The text of the configuration.
  static func configuration(_ extra: [(key: String, value: String)]) throws(GitError) -> String {
    let fixed = [
      ("core.repositoryformatversion", "0"), ("core.filemode", "true"), ("core.bare", "true"),
      ("core.logAllRefUpdates", "always"), ("transfer.unpackLimit", "1"),
      ("transfer.fsckObjects", "true"), ("receive.fsckObjects", "true"),
      ("fetch.fsckObjects", "true"),
    ]
    var text = ""
    for (key, value) in fixed + extra.map({ ($0.key, $0.value) }) {
      text += try line(key, value)
    }
    return text
  }

  private static func line(_ key: String, _ value: String) throws(GitError) -> String {
    let parts = key.split(separator: ".", omittingEmptySubsequences: false)
    let isPlain =
      parts.count == 2
      && parts.allSatisfy { part in
        !part.isEmpty
          && part.utf8.allSatisfy {
            $0 == 0x2D
              || ("a"..."z").contains(
                Character(Unicode.Scalar($0)).lowercased())
              || (0x30...0x39).contains($0)
          }
      }
    guard isPlain, !value.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
      throw GitError(.invalid, "write the configuration", printable(key), "it is malformed")
    }
    var quoted = ""
    for scalar in value.unicodeScalars {
      if scalar == "\"" || scalar == "\\" { quoted += "\\" }
      quoted.unicodeScalars.append(scalar)
    }
    return "[\(parts[0])]\n\t\(parts[1]) = \"\(quoted)\"\n"
  }
}
