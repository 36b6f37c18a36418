/// A place of a YAML text where a mask stands instead of a value.
public struct MaskedPlace: Hashable, Sendable {
  public let place: TextPlace
  /// Nil where the text around it is not YAML. For a line inside a block text, the path of that text.
  public let path: ValuesPath?

  public init(place: TextPlace, path: ValuesPath?) {
    (self.place, self.path) = (place, path)
  }
}
