internal import CanonicalJSON
internal import Git
public import Profiles

/// The note in a project's folder that says its name, where the folder's own name does not.
enum ProjectNote {
  static let fileName = "project.json"

  static func stored(_ name: JSONString) -> [UInt8] {
    JSONValue.object(["name": .string(name)]).encoded(.indented)
  }
}

extension Snapshot {
  /// The project scopes that hold something.
  public func projects() throws(RepositoryError) -> [Scope] {
    var scopes: [Scope] = []
    for folder in try children(of: "projects") where folder.mode == .directory {
      scopes.append(.project(try projectName(folder: folder.nameText)))
    }
    return scopes.sorted()
  }

  func projectName(folder: String) throws(RepositoryError) -> JSONString {
    guard folder.contains("~") else { return JSONString(folder) }
    let path = "projects/\(folder)/\(ProjectNote.fileName)"
    if let note = try entry(at: path), let value = try? JSONReader.read(blob(note.id)),
      let name = value["name"]?.text, PathComponent(name).text == folder
    {
      return name
    }
    throw RepositoryError(
      .damaged, "cannot tell which project '\(folder)' is: '\(path)' does not say its name",
      hint: "run 'strata verify'")
  }
}
