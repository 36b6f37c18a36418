/// The leaves of a values text, numbered in its order, each with its path and the lines that it is written in.
///
/// A text that holds YAML or JSON itself has the leaves inside it instead of one of its own.
struct LeafTree: Sendable {
  struct Leaf: Hashable, Sendable {
    let path: ValuesPath
    let value: ValuesLeaf
    /// From the line of the leaf's key to the one before the next key or item, counted from 1.
    let lines: ClosedRange<Int>

    func moved(by lineCount: Int) -> Leaf {
      let lines = (lines.lowerBound + lineCount)...(lines.upperBound + lineCount)
      return Leaf(path: path, value: value, lines: lines)
    }
  }

  /// The values of the whole text, or of one that a scalar holds.
  struct Scope: Sendable {
    let tree: MeaningTree
    /// The number of the first leaf at or below each value, and at the end how many there are.
    let firsts: [Int]
    /// What leads to each document; nil where there is only one.
    let documentSteps: [ValuesPath.Step?]
    /// The insides of texts, by the value that holds them.
    let embedded: [Int: Scope]

    /// The numbers of the leaves at or below a value.
    func leaves(of value: Int) -> Range<Int> { firsts[value]..<firsts[tree[value].end] }
  }

  let leaves: [Leaf]
  let scope: Scope
  /// A mapping names a key twice, so that paths do not tell all leaves apart.
  let repeatsKeys: Bool

  /// Reads a text; throws where it is no YAML. The cost is linear in the text.
  init(_ text: [UInt8], limits: YAMLLimits = YAMLLimits()) throws(YAMLError) {
    let values = try ValuesTree(text, limits: limits)
    let tree = MeaningTree(values)
    repeatsKeys = !values.duplicates.isEmpty
    var numbering = LeafNumbering(limits: limits)
    let lines = Self.lines(of: tree, lineCount: 1 + text.count { $0 == 0x0A })
    scope = numbering.scope(of: tree, at: PathArena.root, depth: 1) { lines[$0] }
    leaves = numbering.leaves
  }

  /// Per value, from its line to the last one before the next key or item.
  private static func lines(of tree: MeaningTree, lineCount: Int) -> [ClosedRange<Int>] {
    var ends = Array(repeating: lineCount, count: tree.values.count)
    for index in ends.indices.dropLast().reversed() {
      let (line, next) = (tree[index].place.line, tree[index + 1].place.line)
      ends[index] = next > line ? next - 1 : ends[index + 1]
    }
    return ends.indices.map { tree[$0].place.line...max(tree[$0].place.line, ends[$0]) }
  }
}

/// Walks trees and numbers their leaves.
struct LeafNumbering {
  private(set) var leaves: [LeafTree.Leaf] = []
  private var paths = PathArena()
  private var embedded: EmbeddedTexts

  init(limits: YAMLLimits) { embedded = EmbeddedTexts(limits: limits) }

  /// - Parameter lines: the lines of a value; inside a text, those of the scalar that holds it.
  mutating func scope(
    of tree: MeaningTree, at path: Int, depth: Int, lines: (Int) -> ClosedRange<Int>
  ) -> LeafTree.Scope {
    var firsts: [Int] = []
    var inner: [Int: LeafTree.Scope] = [:]
    let steps = Self.documentSteps(of: tree)
    var open = zip(tree.documents, steps).reversed().map { document, step in
      (value: document.value, path: step.map { paths.adding($0, to: path) } ?? path)
    }
    while let (value, path) = open.popLast() {
      firsts.append(leaves.count)
      switch tree[value].kind {
      case .mapping:
        for member in tree.members(of: value).reversed() {
          open.append((member, paths.adding(tree.keyStep(member), to: path)))
        }
      case .sequence:
        let items = tree.members(of: value)
        let identity = ListIdentity(of: [(tree, items)])
        for (index, item) in items.enumerated().reversed() {
          let step = identity?.step(of: item, in: tree) ?? .index(index)
          open.append((item, paths.adding(step, to: path)))
        }
      case .leaf(let type):
        if type == .string, let text = text(in: tree, value, depth) {
          let inside = paths.adding(.embedded, to: path)
          let own = lines(value)
          inner[value] = scope(of: text, at: inside, depth: depth + 1) { _ in own }
        } else {
          add(tree[value], type, at: path, lines(value))
        }
      }
    }
    return LeafTree.Scope(
      tree: tree, firsts: firsts + [leaves.count], documentSteps: steps, embedded: inner)
  }

  private mutating func text(in tree: MeaningTree, _ value: Int, _ depth: Int) -> MeaningTree? {
    guard depth < EmbeddedTexts.maximumDepth else { return nil }
    return embedded.tree(of: tree[value].text).map(MeaningTree.init)
  }

  private mutating func add(
    _ value: MeaningTree.Value, _ type: ScalarType, at path: Int, _ lines: ClosedRange<Int>
  ) {
    let place = TextPlace(line: lines.lowerBound, column: value.place.column)
    let leaf = ValuesLeaf(text: value.text, type: type, place: place)
    leaves.append(LeafTree.Leaf(path: paths[path], value: leaf, lines: lines))
  }

  private static func documentSteps(of tree: MeaningTree) -> [ValuesPath.Step?] {
    let documents = tree.documents
    if documents.count < 2 { return documents.map { _ in nil } }
    guard let objects = KubernetesObjects(of: [(tree, documents.map(\.value))]) else {
      return documents.map { .document($0.number) }
    }
    return objects.names(side: 0).map { .object($0) }
  }
}
