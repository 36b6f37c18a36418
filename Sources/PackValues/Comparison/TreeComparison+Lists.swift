extension TreeComparison {
  /// Items by a member that tells them apart, else by their order.
  mutating func compareLists(_ old: Int, _ new: Int, at path: Int) {
    let (from, to) = (scope.old, scope.new)
    let (left, right) = (from.members(of: old), to.members(of: new))
    guard let identity = ListIdentity(of: [(from, left), (to, right)]) else {
      return compareInOrder(left, right, at: path) { _, position in .index(position) }
    }
    let partners = Pairing.partners(
      of: right.map { identity.value(of: $0, in: to) },
      among: left.map { identity.value(of: $0, in: from) })
    compare(
      Members(
        old: left, new: right, partners: partners, moved: Pairing.moved(partners),
        oldStep: { identity.step(of: left[$0], in: from) },
        newStep: { identity.step(of: right[$0], in: to) }),
      at: path)
  }

  /// Keeps the longest common order of equal items; between two of them, what went and what came are paired in order.
  ///
  /// Past `LineDifference.maximumCost` differences the search takes the furthest way it has found, which may name
  /// more items than needed.
  mutating func compareInOrder(
    _ left: [Int], _ right: [Int], at path: Int, step: (Side, Int) -> ValuesPath.Step
  ) {
    let (from, to) = (scope.old, scope.new)
    let edits = LineSearch.edits(
      from: left.map { from[$0].hash }, to: right.map { to[$0].hash })
    var queued: [Task] = []
    var common = 0
    for edit in edits {
      for position in common..<edit.added.lowerBound {
        unchangedCount += to[right[position]].leafCount
      }
      common = edit.added.upperBound
      let pairs = zip(edit.removed, edit.added).prefix { pair in
        Self.areAlike(from[left[pair.0]].kind, to[right[pair.1]].kind)
      }
      for (gone, come) in pairs {
        let inner = paths.adding(step(.new, come), to: path)
        queued.append(.compare(old: left[gone], new: right[come], path: inner))
      }
      for gone in edit.removed.dropFirst(pairs.count) {
        queued.append(.leaves(.old, left[gone], path: paths.adding(step(.old, gone), to: path)))
      }
      for come in edit.added.dropFirst(pairs.count) {
        queued.append(.leaves(.new, right[come], path: paths.adding(step(.new, come), to: path)))
      }
    }
    for position in common..<right.count { unchangedCount += to[right[position]].leafCount }
    queue(queued)
  }

  /// Whether a comparison inside says more than that one went and the other came.
  private static func areAlike(_ old: MeaningTree.Kind, _ new: MeaningTree.Kind) -> Bool {
    switch (old, new) {
    case (.mapping, .mapping), (.sequence, .sequence), (.leaf, .leaf): true
    default: false
    }
  }
}
