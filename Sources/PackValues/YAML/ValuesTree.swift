/// A values text as YAML means it: tokens and bare masks stand in it as the plain scalars that they are.
///
/// A token keeps the bytes that it is written with, inside quotes too, where an escape in it is not resolved. Aliases and merge keys
/// are expanded; a merged entry keeps its place. A key that stands twice is kept twice, in order, and noted; only where the
/// text also needs the parser (`? ` keys, directives, and what else `ValuesReader` leaves to it) is it refused as the parser
/// does. A text with line breaks of its own (a lone CR, NEL, LS, PS) is the parser's as well, and places count its lines.
///
/// Costs one pass over the text, about 200 to 400 ns a line; ten times that where the parser is needed. Bounded by the
/// limits.
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
  /// About how many values the tree has, aliases expanded; 0 where that is not known.
  let valueCount: Int

  /// Throws where the text is no YAML even with its tokens shielded, or passes a limit.
  public init(_ text: [UInt8], limits: YAMLLimits = YAMLLimits()) throws(YAMLError) {
    if let read = try Self.read(text, limits: limits) {
      (documents, valueCount) = (read.documents, read.valueCount)
      duplicates = read.hasDuplicates ? DuplicateKeys.all(in: read.documents) : []
    } else {
      valueCount = 0
      documents = try ParsedTree.documents(of: text, limits: limits)
      duplicates = []
    }
  }

  /// What Strata's own reader makes of a text; nil where the parser has to say.
  static func read(
    _ text: [UInt8], limits: YAMLLimits
  ) throws(YAMLError) -> (documents: [YAMLNode], hasDuplicates: Bool, valueCount: Int)? {
    guard text.count <= limits.bytes else {
      throw YAMLError(code: .limit, detail: "the text is longer than \(limits.bytes) bytes")
    }
    do throws(ValuesReader.Doubt) {
      return try TextView.with(text) { view throws(ValuesReader.Doubt) in
        let alphabet = TextAlphabet(of: text, view)
        guard alphabet != .foreign else { throw .unsure }
        var reader = ValuesReader(text, view, isASCII: alphabet == .ascii, limits: limits)
        let documents = try reader.documents()
        return (documents, reader.hasDuplicates, reader.nodes - reader.keys)
      }
    } catch {
      switch error {
      case .unsure: return nil
      case .refused(let error): throw error
      }
    }
  }
}
