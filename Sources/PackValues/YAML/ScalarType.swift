/// What YAML 1.1, which Palette reads, takes a scalar for.
public enum ScalarType: String, Hashable, Sendable {
  case string, integer, float, boolean, null, timestamp
  /// A collection without members, which a comparison treats as one value.
  case emptyMapping, emptySequence
}
