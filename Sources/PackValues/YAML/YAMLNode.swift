/// A value of a YAML document, unresolved: a scalar keeps its text, and its reader says what it means.
///
/// `version: 22.04` is a scalar with the text `22.04`; whether that is a number is the schema's business.
public struct YAMLNode: Hashable, Sendable {
  public enum Content: Hashable, Sendable {
    case scalar(Scalar)
    case sequence([YAMLNode])
    case mapping([Entry])
  }

  /// A text and how it was written.
  public struct Scalar: Hashable, Sendable {
    /// The UTF-8 bytes of the value, without quotes, escapes or indentation.
    public let text: [UInt8]
    /// Written without quotes, block indicator or `!!str`, so that a schema may read it as a number, a truth value or null.
    public let isPlain: Bool
    /// A tag that says something else than the text does: `!Ref`, `tag:yaml.org,2002:binary`, or a core tag such as
    /// `tag:yaml.org,2002:float` on `3`; then the scalar is not plain. Nil where `!!int "3"` means what `3` does.
    public let tag: String?

    public init(text: [UInt8], isPlain: Bool, tag: String? = nil) {
      (self.text, self.isPlain, self.tag) = (text, isPlain, tag)
    }
  }

  /// One entry of a mapping, whose keys are scalars; those of a strictly read document are unique.
  public struct Entry: Hashable, Sendable {
    public let key: [UInt8]
    public let place: TextPlace
    public let value: YAMLNode

    public init(key: [UInt8], place: TextPlace, value: YAMLNode) {
      (self.key, self.place, self.value) = (key, place, value)
    }
  }

  public let content: Content
  /// Where the value starts; for an alias, where its anchor's value does.
  public let place: TextPlace
  /// The tag of a collection, if it says more than that it is one.
  public let tag: String?

  public init(content: Content, place: TextPlace, tag: String? = nil) {
    (self.content, self.place, self.tag) = (content, place, tag)
  }
}

extension YAMLNode {
  /// The scalar; nil for a collection.
  public var scalar: Scalar? {
    if case .scalar(let scalar) = content { scalar } else { nil }
  }

  /// The value of a mapping's key, compared byte for byte; nil where there is none. Costs O(n).
  public subscript(key: String) -> YAMLNode? {
    guard case .mapping(let entries) = content else { return nil }
    return entries.first { $0.key.elementsEqual(key.utf8) }?.value
  }
}
