extension ValuesDifference {
  /// Compares two texts. Costs one pass over each, and O(n log n) for the order of lists.
  ///
  /// A text whose bytes both sides have is read once, for its count. A text that is no YAML, or passes a limit, leaves
  /// `.lines` and no changes; so do two texts that differ in what steers a template.
  public init(from: [UInt8], to: [UInt8], limits: YAMLLimits = YAMLLimits()) {
    let presets = PresetsChange(from: from, to: to)
    do throws(SideError) {
      let old = try SideError.tree(of: from, isNew: false, limits: limits)
      guard from != to else {
        self.init(
          basis: .paths, changes: [], unchangedCount: MeaningTree(old).leafCount,
          duplicates: old.duplicates)
        return
      }
      let new = try SideError.tree(of: to, isNew: true, limits: limits)
      if let steering = SteeringLines(from).difference(to: SteeringLines(to)) {
        throw SideError(reason: steering.reason, isNew: steering.isNew)
      }
      self.init(from: old, to: new, presets: presets, limits: limits)
    } catch {
      self.init(
        basis: .lines(error.reason, isNew: error.isNew), changes: [], unchangedCount: 0,
        presets: presets)
    }
  }

  /// Compares two trees that are already read; the limits are for the texts inside them.
  public init(
    from: ValuesTree, to: ValuesTree, presets: PresetsChange? = nil,
    limits: YAMLLimits = YAMLLimits()
  ) {
    var comparison = TreeComparison(from: from, to: to, limits: limits)
    comparison.run()
    self.init(
      basis: .paths, changes: comparison.changes, unchangedCount: comparison.unchangedCount,
      duplicates: comparison.duplicates, presets: presets)
  }
}

/// Which text could not be read, and why.
private struct SideError: Error {
  let reason: YAMLError
  let isNew: Bool

  static func tree(
    of text: [UInt8], isNew: Bool, limits: YAMLLimits
  ) throws(SideError) -> ValuesTree {
    do {
      return try ValuesTree(text, limits: limits)
    } catch {
      throw SideError(reason: error, isNew: isNew)
    }
  }
}
