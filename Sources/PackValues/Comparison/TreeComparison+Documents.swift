extension TreeComparison {
  /// One document on each side needs no step. Several are told by the Kubernetes objects that they are, else by their
  /// order; so is one document on each side where they are two objects. Empty documents do not count.
  mutating func compareDocuments(at path: Int) {
    let (from, to) = (scope.old, scope.new)
    let (left, right) = (from.documents.map(\.value), to.documents.map(\.value))
    let objects = KubernetesObjects(of: [(from, left), (to, right)])
    let (old, new) = (objects?.names(side: 0) ?? [], objects?.names(side: 1) ?? [])
    let isSingle = left.count <= 1 && right.count <= 1
    if isSingle, old == new || left.isEmpty || right.isEmpty {
      return compareSingle(left.first, right.first, at: path)
    }
    guard objects != nil else {
      return compareInOrder(left, right, at: path) { side, position in
        let documents = side == .old ? from.documents : to.documents
        return .document(documents[position].number)
      }
    }
    let partners = Pairing.partners(of: new, among: old)
    compare(
      Members(
        old: left, new: right, partners: partners, oldStep: { .object(old[$0]) },
        newStep: { .object(new[$0]) }),
      at: path)
  }

  private mutating func compareSingle(_ old: Int?, _ new: Int?, at path: Int) {
    switch (old, new) {
    case (let old?, let new?): tasks.append(.compare(old: old, new: new, path: path))
    case (let old?, nil): tasks.append(.leaves(.old, old, path: path))
    case (nil, let new?): tasks.append(.leaves(.new, new, path: path))
    case (nil, nil): break
    }
  }
}
