/// Merge keys: `<<: *defaults` stands for the entries of another mapping, or of several.
enum MergeKeys {
  static let name: [UInt8] = [0x3C, 0x3C]

  /// Puts the entries that a mapping borrows where its merge keys stand. Its own keys win, and of several mappings the
  /// earlier one; what is no mapping is left as it is.
  ///
  /// `cost` is the number of entries that were looked at.
  static func expanded(_ entries: [YAMLNode.Entry]) -> (entries: [YAMLNode.Entry], cost: Int) {
    var taken = Set(entries.map(\.key))
    var (result, cost): ([YAMLNode.Entry], Int) = ([], 0)
    for entry in entries {
      guard entry.key == name, let sources = sources(of: entry.value) else {
        result.append(entry)
        continue
      }
      for source in sources {
        cost += source.count
        result += source.filter { taken.insert($0.key).inserted }
      }
    }
    return (result, cost)
  }

  private static func sources(of node: YAMLNode) -> [[YAMLNode.Entry]]? {
    switch node.content {
    case .mapping(let entries): return [entries]
    case .sequence(let items):
      var sources: [[YAMLNode.Entry]] = []
      for item in items {
        guard case .mapping(let entries) = item.content else { return nil }
        sources.append(entries)
      }
      return sources
    case .scalar: return nil
    }
  }
}
