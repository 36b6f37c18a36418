/// One line of a folder: a name, what kind of thing it is, and its object.
public struct TreeEntry: Hashable, Sendable {
  /// What an entry is.
  public enum Mode: Hashable, Sendable {
    /// A plain file.
    case file
    /// A folder.
    case directory
    /// Anything else git knows: executable file, symbolic link, submodule.
    case other(UInt32)

    /// Makes a mode from git's octal number.
    init(number: UInt32) {
      switch number {
      case 0o100644: self = .file
      case 0o40000: self = .directory
      default: self = .other(number)
      }
    }

    /// Git's number for the mode.
    public var number: UInt32 {
      switch self {
      case .file: 0o100644
      case .directory: 0o40000
      case .other(let number): number
      }
    }
  }

  /// The entry's name as stored; `nameText` has it as text.
  public let name: [UInt8]
  /// What the entry is.
  public let mode: Mode
  /// The object that it names.
  public let id: ObjectID

  /// Makes an entry from its parts.
  public init(name: [UInt8], mode: Mode, id: ObjectID) {
    self.name = name
    self.mode = mode
    self.id = id
  }

  /// The name as text; bytes that are not UTF-8 are replaced.
  public var nameText: String { String(decoding: name, as: UTF8.self) }
}

/// The four kinds of object.
public enum ObjectKind: UInt8, Hashable, Sendable {
  /// A commit.
  case commit = 1
  /// A folder.
  case tree = 2
  /// A file's content.
  case blob = 3
  /// An annotated tag.
  case tag = 4

  /// Git's word for the kind.
  public var word: String {
    switch self {
    case .commit: "commit"
    case .tree: "tree"
    case .blob: "blob"
    case .tag: "tag"
    }
  }

  /// Makes a kind from git's word.
  init?(word: ArraySlice<UInt8>) {
    switch String(decoding: word, as: UTF8.self) {
    case "commit": self = .commit
    case "tree": self = .tree
    case "blob": self = .blob
    case "tag": self = .tag
    default: return nil
    }
  }
}

/// The names that Strata itself may give to files and folders of a tree.
///
/// Stricter than git and libgit2: no separators, control characters, invalid UTF-8, device names, or
/// other text that some file system cannot hold.
public enum TreeName {
  /// The most bytes of one name.
  public static let byteLimit = 255

  /// Says why a name is not acceptable, or nil.
  public static func objection(to name: some StringProtocol) -> String? {
    let bytes = Array(name.utf8)
    if bytes.isEmpty { return "it is empty" }
    if bytes.count > byteLimit { return "it is longer than \(byteLimit) bytes" }
    if name == "." || name == ".." { return "it is '.' or '..'" }
    if name.lowercased() == ".git" { return "git reserves it" }
    if bytes.last == UInt8(ascii: ".") || bytes.last == 0x20 {
      return "it ends in a dot or a space"
    }
    for byte in bytes {
      if byte < 0x20 || byte == 0x7F { return "it holds a control character" }
      if #"/\:*?"<>|"#.utf8.contains(byte) {
        return "it holds a character that file systems reserve"
      }
    }
    return isDevice(name) ? "it is a device name on some systems" : nil
  }

  private static func isDevice(_ name: some StringProtocol) -> Bool {
    let stem = name.lowercased().split(separator: ".", omittingEmptySubsequences: false)[0]
    if ["con", "prn", "aux", "nul"].contains(stem) { return true }
    guard stem.utf8.count == 4, stem.hasPrefix("com") || stem.hasPrefix("lpt") else { return false }
    return stem.last?.isNumber ?? false
  }
}
