import Git
import ProfileRepository
import Profiles

/// The edit folder on disk (the article `EditFolder` of `Profiles` describes it).
enum EditFiles {
  /// Whether a path leads to a folder that `strata edit --out` wrote.
  static func isFolder(_ path: String) -> Bool {
    Folder.kind(of: "\(path)/\(EditOrigin.fileName)") == .file
  }

  /// Writes a profile's files into an empty folder, each for its owner alone, the note of their origin last.
  static func write(_ document: ProfileDocument, _ origin: EditOrigin, to folder: String) throws
    -> [String]
  {
    let files = EditFolder(document).files
    for file in files {
      var made = folder
      for part in file.path.split(separator: "/").dropLast() {
        made += "/\(part)"
        try PrivateFolder.make(made)
      }
      try DurableFile.write(file.bytes, to: "\(folder)/\(file.path)", mode: 0o600)
    }
    try write(origin, to: folder)
    return files.map(\.path)
  }

  static func write(_ origin: EditOrigin, to folder: String) throws {
    try DurableFile.write(origin.stored, to: "\(folder)/\(EditOrigin.fileName)", mode: 0o600)
  }

  /// Every file but those that editors leave behind, by its path from the folder.
  static func read(_ folder: String) throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    try read(folder, prefix: "", into: &files)
    return files
  }

  private static func read(
    _ folder: String, prefix: String, into files: inout [String: [UInt8]]
  ) throws {
    for name in try Folder.list(folder) where !isLeftover(name) {
      let path = "\(folder)/\(name)"
      switch Folder.kind(of: path) {
      case .folder: try read(path, prefix: prefix + name + "/", into: &files)
      case .file: files[prefix + name] = try DurableFile.read(path, limit: ExportFiles.limit)
      case .other, nil:
        throw RepositoryError(
          .invalid, "'\(path)' is no plain file", hint: "take it out of the folder")
      }
    }
  }

  private static func isLeftover(_ name: String) -> Bool {
    name.hasPrefix(".") || name.hasSuffix("~") || (name.hasPrefix("#") && name.hasSuffix("#"))
  }
}

/// An edit folder put together again, with the document that it was taken from.
struct EditedProfile {
  let origin: EditOrigin
  let base: ProfileDocument
  let document: ProfileDocument

  init(in folder: String, of repository: ProfileRepository) throws {
    let note = "\(folder)/\(EditOrigin.fileName)"
    do {
      origin = try EditOrigin(reading: DurableFile.read(note, limit: 1 << 20))
    } catch let error as DocumentError { throw RepositoryError(error, in: note) }
    guard let id = ObjectID(hex: origin.document), let base = try repository.storedDocument(id)
    else {
      throw RepositoryError(
        .notFound, "the document that '\(folder)' was taken from is not in this repository",
        hint: "name the repository that it came from with '--repo'")
    }
    self.base = base
    do {
      document = try EditFolder.document(from: EditFiles.read(folder), base: base)
    } catch let error as EditFolderError {
      throw RepositoryError(error.cause, in: "\(folder)/\(error.file)")
    }
  }

  var isUnchanged: Bool { document == base }

  /// The commit that brings the document back to where it was taken from.
  func amendment() throws -> Amendment {
    let isSame = document.key(in: origin.key.scope) == origin.key
    return Amendment(
      of: document, replacing: isSame ? ObjectID(hex: origin.document) : nil,
      in: try EnvironmentName(origin.environment), scope: origin.key.scope)
  }
}
