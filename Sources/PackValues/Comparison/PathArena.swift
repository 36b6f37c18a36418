/// Paths that share what they have in common, each named by a number.
struct PathArena {
  static let root = 0

  private var nodes: [(parent: Int, step: ValuesPath.Step)] = []

  mutating func adding(_ step: ValuesPath.Step, to path: Int) -> Int {
    nodes.append((path, step))
    return nodes.count
  }

  /// The path from the text's root. Costs its length.
  subscript(path: Int) -> ValuesPath {
    var steps: [ValuesPath.Step] = []
    var node = path
    while node > Self.root {
      steps.append(nodes[node - 1].step)
      node = nodes[node - 1].parent
    }
    return ValuesPath(steps.reversed())
  }
}
