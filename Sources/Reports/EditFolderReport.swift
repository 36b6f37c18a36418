public import CanonicalJSON
public import Profiles

/// The files that a profile was taken apart into.
public struct EditFolderReport: Report {
  private let folder: String
  private let origin: EditOrigin
  private let files: [String]

  /// - Parameter folder: as the person named it.
  public init(folder: String, origin: EditOrigin, files: [String]) {
    (self.folder, self.origin, self.files) = (folder, origin, files)
  }

  public var text: String {
    let place = PrintableText.escaped("\(origin.environment):\(origin.key)")
    let command = PrintableText.escaped("strata commit \(ShellWord.quoted(folder))")
    return "wrote  \(place)  as \(Count.of(files.count, "file")) to "
      + "\(PrintableText.escaped(folder))\nwhen they are edited: \(command)\n"
  }

  public var json: JSONValue {
    Build.object([
      "document": Build.string(origin.document), "environment": Build.string(origin.environment),
      "files": .array(files.map(Build.string)), "folder": Build.string(folder),
      "profile": KeyJSON.value(origin.key),
    ])
  }
}
