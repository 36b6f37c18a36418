/// What a YAML text may cost to read.
public struct YAMLLimits: Hashable, Sendable {
  /// Bytes of the text.
  public var bytes = 64 << 20
  /// Values of the document with aliases expanded, keys included.
  public var nodes = 1_000_000
  /// Collections inside each other.
  public var depth = 500
  /// Commas, brackets and line ends of the text, wherever they stand: the parser's memory before `nodes` can be counted.
  public var separators = 2_000_000
  /// Bytes that the expansion of the aliases could reach at worst.
  public var expansion = 1 << 32

  public init() {}
}
