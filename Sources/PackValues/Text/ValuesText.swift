/// The values or a manifest of a layer: YAML in the main, with tokens and masks that YAML does not know.
///
/// Nothing here fails: what is not YAML still gives its masks and references by line. The text is never changed or
/// written again. Every function costs one pass over the text, and a search alone where there is nothing to find.
public struct ValuesText: Hashable, Sendable {
  /// The text's bytes.
  public let utf8: [UInt8]

  public init(_ utf8: [UInt8]) { self.utf8 = utf8 }

  /// The literal that Palette writes in place of what it hides; longer runs of asterisks count as masks too.
  public static let mask = "********"

  /// The references outside comments, in the text's order.
  public func references() -> [Reference] {
    guard contains(".spectro.") else { return [] }
    return ValuesScan(utf8).tokens.filter { !$0.isComment }.flatMap {
      TemplateAction.references(in: utf8[$0.range], at: $0.place)
    }
  }

  /// The places where a mask stands as a whole value, in the text's order, with paths where the text is YAML.
  public func masks() -> [MaskedPlace] {
    guard contains(Self.mask) else { return [] }
    let found = ValuesScan(utf8).masks
    guard !found.isEmpty else { return [] }
    let paths = ScalarPaths(of: hasForeignLineBreaks ? [] : utf8)
    return found.map { MaskedPlace(place: $0.place, path: paths[$0.scalar]) }
      .sorted { $0.place < $1.place }
  }

  /// Whether the literal occurs anywhere, comments included; a cheap first question.
  public func contains(_ literal: String) -> Bool {
    ByteSearch.contains(Array(literal.utf8).span, in: utf8.span)
  }
}
