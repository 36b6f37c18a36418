internal import CanonicalJSON

/// A profile document taken apart into files that a person edits: `profile.json`, and its texts each in a file of its own.
///
/// Pure data: paths and bytes. The article <doc:EditFolder> describes the form. Reading the files unchanged gives the very
/// same document.
public struct EditFolder: Hashable, Sendable {
  /// A file of the folder.
  public struct File: Hashable, Sendable {
    /// From the folder, with `/`: ASCII letters, digits, `-`, `_` and `.` only, at most 160 bytes.
    public let path: String
    public let bytes: [UInt8]

    public init(path: String, bytes: [UInt8]) {
      (self.path, self.bytes) = (path, bytes)
    }
  }

  /// The file that holds everything but the texts.
  public static let profileFile = "profile.json"

  /// `profile.json`, then the texts in the document's order.
  public let files: [File]

  /// Takes a document apart.
  public init(_ document: ProfileDocument) {
    var (value, texts, names) = (document.value, [File](), FileNames(document.value))
    for place in ExportText.all(in: document.value) {
      guard let text = document.value[path: place.path]?.text, place.takesFile(text) else {
        continue
      }
      let path = names.next(for: place)
      texts.append(File(path: path, bytes: text.utf8))
      value.set(.object([Self.fileKey: .string(JSONString(path))]), at: place.path)
    }
    let profile = value.encodedIndented(order: ExportFormat.memberOrder)
    files = [File(path: Self.profileFile, bytes: profile)] + texts
  }

  static let fileKey: JSONString = "file"
}

extension ExportText {
  /// Values and manifests always stand in a file; other texts where they have several lines.
  fileprivate func takesFile(_ text: JSONString) -> Bool {
    switch self {
    case .values, .manifest: true
    case .profileDescription, .defaultValue, .variableDescription: text.utf8.contains(0x0A)
    }
  }
}
