/// Walks two trees side by side and writes down what differs.
///
/// What is still to do stands on a stack, so that deep texts cost memory of the heap and not of the thread. Equal
/// subtrees are told by their hashes and never entered.
struct TreeComparison {
  enum Side {
    case old
    case new
  }

  enum Task {
    case compare(old: Int, new: Int, path: Int)
    /// Every leaf of a value that only one side has.
    case leaves(Side, Int, path: Int)
    case move(path: Int, after: ValuesPath.Step?)
    /// The end of the inside of an embedded text.
    case leaveScope
  }

  /// The trees under comparison: of the whole texts, or of the texts that two scalars hold.
  struct Scope {
    let old: MeaningTree
    let new: MeaningTree
    /// Where the scalars stand that hold the texts; nil for the whole texts.
    var holders: (old: TextPlace, new: TextPlace)?

    func tree(_ side: Side) -> MeaningTree { side == .old ? old : new }
  }

  var scopes: [Scope]
  var scope: Scope
  var tasks: [Task] = []
  var paths = PathArena()
  var embedded: EmbeddedTexts

  private(set) var changes: [ValuesChange] = []
  var unchangedCount = 0
  var duplicates: [ValuesTree.DuplicateKey]

  init(from: ValuesTree, to: ValuesTree, limits: YAMLLimits) {
    scope = Scope(old: MeaningTree(from), new: MeaningTree(to))
    scopes = []
    embedded = EmbeddedTexts(limits: limits)
    duplicates = to.duplicates
  }

  mutating func run() {
    compareDocuments(at: PathArena.root)
    while let task = tasks.popLast() {
      switch task {
      case .compare(let old, let new, let path): compare(old, new, at: path)
      case .leaves(let side, let value, let path): add(value, of: side, at: path)
      case .move(let path, let after):
        changes.append(ValuesChange(.moved, paths[path], after: after))
      case .leaveScope: if let outer = scopes.popLast() { scope = outer }
      }
    }
  }

  /// Puts tasks on the stack so that the first one is the next one done.
  mutating func queue(_ next: [Task]) { tasks.append(contentsOf: next.reversed()) }

  private mutating func compare(_ old: Int, _ new: Int, at path: Int) {
    if scope.old.means(old, scope.new, new) {
      unchangedCount += scope.new[new].leafCount
      return
    }
    switch (scope.old[old].kind, scope.new[new].kind) {
    case (.mapping, .mapping): compareMappings(old, new, at: path)
    case (.sequence, .sequence): compareLists(old, new, at: path)
    case (.leaf(.emptyMapping), .mapping), (.leaf(.emptySequence), .sequence):
      tasks.append(.leaves(.new, new, path: path))
    case (.mapping, .leaf(.emptyMapping)), (.sequence, .leaf(.emptySequence)):
      tasks.append(.leaves(.old, old, path: path))
    case (.leaf, .leaf):
      guard !enterEmbedded(old, new, at: path) else { return }
      changes.append(
        ValuesChange(.changed, paths[path], from: leaf(old, of: .old), to: leaf(new, of: .new)))
    default: queue([.leaves(.old, old, path: path), .leaves(.new, new, path: path)])
    }
  }

  private mutating func add(_ value: Int, of side: Side, at path: Int) {
    let tree = scope.tree(side)
    switch tree[value].kind {
    case .leaf:
      let leaf = leaf(value, of: side)
      let change =
        side == .old
        ? ValuesChange(.removed, paths[path], from: leaf)
        : ValuesChange(.added, paths[path], to: leaf)
      changes.append(change)
    case .mapping:
      queue(
        tree.members(of: value).map {
          .leaves(side, $0, path: paths.adding(tree.keyStep($0), to: path))
        })
    case .sequence:
      let items = tree.members(of: value)
      let identity = ListIdentity(of: [(tree, items)])
      queue(
        items.enumerated().map { position, item in
          let step = identity?.step(of: item, in: tree) ?? .index(position)
          return .leaves(side, item, path: paths.adding(step, to: path))
        })
    }
  }

  private func leaf(_ index: Int, of side: Side) -> ValuesLeaf {
    let value = scope.tree(side)[index]
    let holder = side == .old ? scope.holders?.old : scope.holders?.new
    guard case .leaf(let type) = value.kind else {
      return ValuesLeaf(text: [], type: .null, place: holder ?? value.place)
    }
    return ValuesLeaf(text: value.text, type: type, place: holder ?? value.place)
  }
}

extension MeaningTree {
  func keyStep(_ index: Int) -> ValuesPath.Step {
    .key(String(decoding: self[index].key, as: UTF8.self))
  }
}
