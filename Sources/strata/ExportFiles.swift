import Git
import ProfileRepository
import Profiles

/// Finds and reads the export files that a person names.
enum ExportFiles {
  /// The largest file that is read, in bytes.
  static let limit = 64 << 20

  /// One item a file; a folder gives every `.json`, `.yaml` and `.yml` in it and below, by path.
  static func items(_ arguments: [String]) throws -> [Intake.Item] {
    var items: [Intake.Item] = []
    for argument in arguments {
      if argument != "-", Folder.kind(of: argument) == .folder {
        let found = try files(in: argument).map(item)
        if found.isEmpty {
          throw UsageError(
            "the folder '\(argument)' holds no export",
            hint: "exports end in .json, .yaml or .yml")
        }
        items += found
      } else {
        items.append(item(argument))
      }
    }
    return items
  }

  static func read(_ path: String) throws(RepositoryError) -> [UInt8] {
    do {
      return path == "-"
        ? try DurableFile.readStandardInput(limit: limit)
        : try DurableFile.read(path, limit: limit)
    } catch { throw RepositoryError(error) }
  }

  /// Reads one export; errors name the file.
  static func document(_ path: String) throws(RepositoryError) -> ProfileDocument {
    let bytes = try read(path)
    do throws(DocumentError) {
      return try ProfileDocument(export: bytes, syntax: .init(fileName: path, bytes: bytes))
    } catch { throw RepositoryError(error, in: path == "-" ? "standard input" : path) }
  }

  private static func item(_ path: String) -> Intake.Item {
    Intake.Item(source: path == "-" ? "-" : path) { () throws(RepositoryError) in try read(path) }
  }

  private static func files(in folder: String) throws -> [String] {
    if EditFiles.isFolder(folder) {
      throw UsageError(
        "'\(folder)' is an edited profile, and is committed alone",
        hint: "run 'strata commit \(ShellWord.quoted(folder))' for it")
    }
    let base = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    var files: [String] = []
    for name in try Folder.list(base).sorted() where !name.hasPrefix(".") {
      let path = "\(base)/\(name)"
      let lower = name.lowercased()
      if Folder.kind(of: path) == .folder {
        files += try self.files(in: path)
      } else if lower.hasSuffix(".json") || lower.hasSuffix(".yaml") || lower.hasSuffix(".yml") {
        files.append(path)
      }
    }
    return files
  }
}
