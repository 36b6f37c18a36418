public import Git

/// One environment as its branch says it is.
public struct Environment: Sendable {
  public let name: EnvironmentName
  public let settings: EnvironmentSettings
  /// The branch's newest commit.
  public let tip: ObjectID
}

extension Environment {
  /// Follows the chain of `after`; several that follow the same one come by name, as do those in no chain.
  static func inPromotionOrder(_ environments: [Environment]) -> [Environment] {
    let sorted = environments.sorted { $0.name.text < $1.name.text }
    let known = Set(sorted.map(\.name.text))
    var result: [Environment] = []
    var pending = sorted.filter { $0.settings.after.map { !known.contains($0) } ?? true }
    while let next = pending.first {
      pending.removeFirst()
      if result.contains(where: { $0.name == next.name }) { continue }
      result.append(next)
      pending.insert(contentsOf: sorted.filter { $0.settings.after == next.name.text }, at: 0)
    }
    return result + sorted.filter { one in !result.contains { $0.name == one.name } }
  }
}
