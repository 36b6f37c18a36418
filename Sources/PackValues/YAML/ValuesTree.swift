/// A values text as YAML means it: tokens and bare masks stand in it as the plain scalars that they are.
///
/// Aliases and merge keys are expanded. Tolerant where a difference can be: duplicate keys are kept, in order, and noted.
/// The cost is linear in the text and bounded by the limits.
public struct ValuesTree: Sendable {
  /// A key that a mapping names more than once; YAML's last one wins in silence.
  public struct DuplicateKey: Hashable, Sendable {
    public let path: ValuesPath
    /// Where the key stands again.
    public let place: TextPlace

    public init(path: ValuesPath, place: TextPlace) {
      (self.path, self.place) = (path, place)
    }
  }

  /// One root a document, in order; scalars have the text's own words, tokens and masks included.
  public let documents: [YAMLNode]
  public let duplicates: [DuplicateKey]

  /// Throws where the text is no YAML even with its tokens shielded, or passes a limit.
  public init(_ text: [UInt8], limits: YAMLLimits = YAMLLimits()) throws(YAMLError) {
    documents = try YAMLNode.composeAll(ValuesText(text).shielded(), limits: limits)
    duplicates = []
  }
}
