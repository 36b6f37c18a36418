public import CanonicalJSON

/// What makes one document from another, in a form that can be sent, read and applied.
///
/// `patch.applied(to: a)` gives exactly b for the patch from a to b. No secret is in it: where one came, went or changed, the
/// patch names the stored document that holds it (by the id of its blob), and whoever applies it must have that.
public struct ProfilePatch: Hashable, Sendable {
  public static let format = "profile-patch/1"

  /// One of the two documents.
  public struct Side: Hashable, Sendable {
    public let name: JSONString
    public let version: ProfileVersion
    /// `Profile-Digest`: `sha256:…` over the export's RFC 8785 bytes.
    public let digest: String

    public init(name: JSONString, version: ProfileVersion, digest: String) {
      (self.name, self.version, self.digest) = (name, version, digest)
    }

    init(_ document: ProfileDocument) {
      self.init(
        name: document.profile.name, version: document.profile.version, digest: document.digest)
    }
  }

  public let from: Side
  public let to: Side
  /// The blob of the new document's stored form; nil where no edit takes anything from it.
  public let document: String?
  public let edits: [Edit]

  /// One step of the way.
  public struct Edit: Hashable, Sendable {
    public let path: PatchPath
    public let action: Action

    public init(_ path: PatchPath, _ action: Action) {
      (self.path, self.action) = (path, action)
    }
  }

  public enum Action: Hashable, Sendable {
    /// A member is set; `from` is what stood there, nil where it was absent.
    case set(from: JSONValue?, to: JSONValue)
    /// A member goes.
    case remove(from: JSONValue)
    /// A member becomes what the new document has there, a secret on one side or both; it goes where that has none.
    case take
    /// Lines of a text give way to others.
    case lines([LineEdit])
    /// A list of layers, manifests or variables, in its new order; what it does not name and `removed` does, goes.
    case list([ListEntry], removed: [PatchPath.Element])
  }

  /// Lines of a text that give way to others; lines count from 1 in the old text and end at line feeds.
  public struct LineEdit: Hashable, Sendable {
    /// The first line that goes, or the line before which the new ones come.
    public let line: Int
    public let removed: Lines
    public let added: Lines

    public init(line: Int, removed: Lines, added: Lines) {
      (self.line, self.removed, self.added) = (line, removed, added)
    }
  }

  public enum Lines: Hashable, Sendable {
    case text([JSONString])
    /// Lines with a secret: how many, and where they start in the text of the document that has them.
    case hidden(count: Int, at: Int)

    public var count: Int {
      switch self {
      case .text(let lines): lines.count
      case .hidden(let count, _): count
      }
    }
  }

  public enum ListEntry: Hashable, Sendable {
    case kept(PatchPath.Element)
    case added(JSONValue)
    /// An element with a secret in it, at this index of the new document's list.
    case taken(index: Int)
  }

  public init(from: Side, to: Side, document: String?, edits: [Edit]) {
    (self.from, self.to, self.document, self.edits) = (from, to, document, edits)
  }

  /// Whether applying it needs the stored document that it names.
  public var takesSecrets: Bool { document != nil }
}
