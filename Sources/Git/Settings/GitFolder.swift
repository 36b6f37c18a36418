import Glibc

/// The folder in which a repository keeps what concerns it alone: configuration, attributes, hooks.
public struct GitFolder: Hashable, Sendable {
  /// A bare repository itself, or the `.git` of a clone; for a linked work tree, that of the repository it belongs to.
  public let path: String
  /// Whether the folder is a repository without a work tree around it.
  public let isBare: Bool

  /// What is at exactly a folder: a work tree's, or a bare repository; nil where it is neither.
  public init?(at folder: String) {
    let folder = FilePath.withoutTrailingSlashes(folder)
    let inside = folder == "/" ? "/.git" : "\(folder)/.git"
    if Self.isRepository(inside) {
      self.init(path: inside)
    } else if let named = Self.linked(from: inside, in: folder) {
      self.init(path: named)
    } else if Self.isRepository(folder) {
      self.init(path: folder)
    } else {
      return nil
    }
  }

  private init(path: String) {
    self.path = path
    let values = try? ConfigurationFile("\(path)/config").values(of: "core.bare")
    isBare = values?.last?.lowercased() == "true"
  }

  public var configuration: ConfigurationFile { ConfigurationFile("\(path)/config") }

  private static func isRepository(_ path: String) -> Bool {
    Folder.exists("\(path)/HEAD") && Folder.kind(of: "\(path)/config") == .file
      && Folder.kind(of: "\(path)/objects") == .folder
  }

  /// The repository that a file `.git` leads to, as linked work trees and submodules have one.
  private static func linked(from file: String, in folder: String) -> String? {
    guard let named = line(of: file), named.hasPrefix("gitdir: ") else { return nil }
    let own = absolute(String(named.dropFirst(8)), in: folder)
    let common = line(of: "\(own)/commondir").map { absolute($0, in: own) } ?? own
    return isRepository(common) ? common : nil
  }

  private static func line(of file: String) -> String? {
    guard Folder.kind(of: file) == .file, let bytes = try? DurableFile.read(file, limit: 1 << 16)
    else { return nil }
    return String(decoding: bytes.prefix { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self)
  }

  private static func absolute(_ path: String, in folder: String) -> String {
    let joined = path.hasPrefix("/") ? path : "\(folder)/\(path)"
    guard let real = unsafe realpath(joined, nil) else { return joined }
    defer { unsafe free(real) }
    return unsafe String(cString: real)
  }
}
