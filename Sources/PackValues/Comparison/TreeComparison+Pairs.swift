extension TreeComparison {
  /// Members of two collections, which of them belong together, and what a path calls them.
  struct Members {
    let old: [Int]
    let new: [Int]
    /// Per new member, the position of its old one.
    let partners: [Int?]
    /// The positions of new members that say that they moved.
    var moved: Set<Int> = []
    let oldStep: (Int) -> ValuesPath.Step
    let newStep: (Int) -> ValuesPath.Step
  }

  mutating func compareMappings(_ old: Int, _ new: Int, at path: Int) {
    let (from, to) = (scope.old, scope.new)
    let (left, right) = (from.members(of: old), to.members(of: new))
    let partners = Self.partners(of: right.map { to[$0].key }, among: left.map { from[$0].key })
    compare(
      Members(
        old: left, new: right, partners: partners, oldStep: { from.keyStep(left[$0]) },
        newStep: { to.keyStep(right[$0]) }),
      at: path)
  }

  /// Keys that start alike are paired without a table.
  private static func partners(of new: [[UInt8]], among old: [[UInt8]]) -> [Int?] {
    var same = 0
    while same < min(old.count, new.count), old[same] == new[same] { same += 1 }
    let rest = Pairing.partners(of: Array(new[same...]), among: Array(old[same...]))
    return Array(0..<same) + rest.map { partner in partner.map { $0 + same } }
  }

  /// Queues what differs in the new side's order; what is gone stands behind what it stood behind.
  mutating func compare(_ members: Members, at path: Int) {
    var queued: [Task] = []
    var gone = Self.goneByPredecessor(members)
    let queueGone = { (self: inout Self, predecessor: Int) in
      for position in gone.removeValue(forKey: predecessor) ?? [] {
        let inner = self.paths.adding(members.oldStep(position), to: path)
        queued.append(.leaves(.old, members.old[position], path: inner))
      }
    }
    queueGone(&self, -1)
    for position in members.new.indices {
      queued += pair(position, of: members, at: path)
      if let partner = members.partners[position] { queueGone(&self, partner) }
    }
    queue(queued)
  }

  private mutating func pair(_ position: Int, of members: Members, at path: Int) -> [Task] {
    let value = members.new[position]
    let partner = members.partners[position].map { members.old[$0] }
    let isSame = partner.map { scope.old.means($0, scope.new, value) } ?? false
    if isSame { unchangedCount += scope.new[value].leafCount }
    let isMoved = members.moved.contains(position)
    guard !isSame || isMoved else { return [] }
    let inner = paths.adding(members.newStep(position), to: path)
    guard let partner else { return [.leaves(.new, value, path: inner)] }
    let after = isMoved && position > 0 ? members.newStep(position - 1) : nil
    return (isMoved ? [.move(path: inner, after: after)] : [])
      + (isSame ? [] : [.compare(old: partner, new: value, path: inner)])
  }

  /// The old members without a partner by the nearest kept one before them, -1 for those before all.
  private static func goneByPredecessor(_ members: Members) -> [Int: [Int]] {
    var isKept = Array(repeating: false, count: members.old.count)
    for case let partner? in members.partners { isKept[partner] = true }
    var gone: [Int: [Int]] = [:]
    var last = -1
    for position in isKept.indices {
      if isKept[position] { last = position } else { gone[last, default: []].append(position) }
    }
    return gone
  }
}
