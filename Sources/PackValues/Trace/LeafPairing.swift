/// Which leaf of an older text is which of a newer one, by the same rules as a difference of the two.
struct LeafPairing {
  /// Per leaf of the newer text, the older one's number; nil where there is none.
  private(set) var partners: [Int?]

  // what is still to pair: values of two scopes, which are kept by number
  private var scopes: [(new: LeafTree.Scope, old: LeafTree.Scope)]
  private var open: [(scope: Int, new: Int, old: Int)] = []

  /// Costs O(n), and a search in each list without identity.
  init(new: LeafTree, old: LeafTree) {
    partners = Array(repeating: nil, count: new.leaves.count)
    scopes = [(new.scope, old.scope)]
    pairDocuments(0)
    while let (scope, newValue, oldValue) = open.popLast() { pair(newValue, oldValue, in: scope) }
  }

  private mutating func pairDocuments(_ number: Int) {
    let (new, old) = scopes[number]
    let (left, right) = (new.tree.documents.map(\.value), old.tree.documents.map(\.value))
    let objects = KubernetesObjects(of: [(old.tree, right), (new.tree, left)])
    let names = objects.map { (new: $0.names(side: 1), old: $0.names(side: 0)) }
    let isSame = names.map { $0.new == $0.old } ?? true
    let found: [Int?] =
      if left.count == 1, right.count == 1, isSame {
        [0]
      } else if let names {
        Pairing.partners(of: names.new, among: names.old)
      } else {
        Self.inOrder(left, new.tree, right, old.tree)
      }
    queue(left, right, found, in: number)
  }

  private mutating func queue(_ new: [Int], _ old: [Int], _ partners: [Int?], in scope: Int) {
    for (index, partner) in partners.enumerated() {
      if let partner { open.append((scope, new[index], old[partner])) }
    }
  }

  private mutating func pair(_ newValue: Int, _ oldValue: Int, in number: Int) {
    let (new, old) = scopes[number]
    switch (new.tree[newValue].kind, old.tree[oldValue].kind) {
    case (.mapping, .mapping):
      let (left, right) = (new.tree.members(of: newValue), old.tree.members(of: oldValue))
      let found = Pairing.partners(
        of: left.map { new.tree[$0].key }, among: right.map { old.tree[$0].key })
      queue(left, right, found, in: number)
    case (.sequence, .sequence):
      let (left, right) = (new.tree.members(of: newValue), old.tree.members(of: oldValue))
      queue(left, right, Self.items(left, new.tree, right, old.tree), in: number)
    case (.leaf, .leaf):
      switch (new.embedded[newValue], old.embedded[oldValue]) {
      case (let inner?, let other?):
        scopes.append((inner, other))
        pairDocuments(scopes.count - 1)
      case (nil, nil): partners[new.firsts[newValue]] = old.firsts[oldValue]
      default: break
      }
    default: break
    }
  }

  private static func items(
    _ left: [Int], _ new: MeaningTree, _ right: [Int], _ old: MeaningTree
  ) -> [Int?] {
    guard let identity = ListIdentity(of: [(old, right), (new, left)]) else {
      return inOrder(left, new, right, old)
    }
    return Pairing.partners(
      of: left.map { identity.value(of: $0, in: new) },
      among: right.map { identity.value(of: $0, in: old) })
  }

  /// Equal items pair up in their longest common order; those between two pairs go with each other from the first on.
  private static func inOrder(
    _ left: [Int], _ new: MeaningTree, _ right: [Int], _ old: MeaningTree
  ) -> [Int?] {
    var partners: [Int?] = Array(repeating: nil, count: left.count)
    var (own, other) = (0, 0)
    let edits = LineSearch.edits(
      from: right.map { old[$0].hash }, to: left.map { new[$0].hash })
    for edit in edits {
      while own < edit.added.lowerBound {
        partners[own] = other
        (own, other) = (own + 1, other + 1)
      }
      for (come, gone) in zip(edit.added, edit.removed) { partners[come] = gone }
      (own, other) = (edit.added.upperBound, edit.removed.upperBound)
    }
    while own < left.count {
      partners[own] = other
      (own, other) = (own + 1, other + 1)
    }
    return partners
  }
}
