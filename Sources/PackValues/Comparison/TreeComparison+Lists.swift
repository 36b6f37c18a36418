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

  /// Keeps the longest common order of equal items; what went and what came between two of them is paired.
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
      queued += tasks(for: edit, left, right, at: path, step: step)
    }
    for position in common..<right.count { unchangedCount += to[right[position]].leafCount }
    queue(queued)
  }

  private mutating func tasks(
    for edit: LineDifference.Edit, _ left: [Int], _ right: [Int], at path: Int,
    step: (Side, Int) -> ValuesPath.Step
  ) -> [Task] {
    let pairing = GapPairing(
      edit.removed.map { left[$0] }, in: scope.old, edit.added.map { right[$0] }, in: scope.new)
    var tasks: [Task] = []
    var (gone, come) = (edit.removed.lowerBound, edit.added.lowerBound)
    let ends = pairing.pairs.map { (edit.removed.lowerBound + $0, edit.added.lowerBound + $1) }
    for (old, new) in ends + [(edit.removed.upperBound, edit.added.upperBound)] {
      for position in gone..<old {
        let inner = paths.adding(step(.old, position), to: path)
        tasks.append(.leaves(.old, left[position], path: inner))
      }
      for position in come..<new {
        let inner = paths.adding(step(.new, position), to: path)
        tasks.append(.leaves(.new, right[position], path: inner))
      }
      guard old < edit.removed.upperBound, new < edit.added.upperBound else { break }
      let inner = paths.adding(step(.new, new), to: path)
      tasks.append(.compare(old: left[old], new: right[new], path: inner))
      (gone, come) = (old + 1, new + 1)
    }
    return tasks
  }
}
