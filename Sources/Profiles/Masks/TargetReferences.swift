internal import CanonicalJSON
internal import PackValues

extension ProfileDocument {
  /// The places, each with the reference that a target's document has where this one has the place.
  ///
  /// The same layer by identity, the same path; an item of a list counts as the same one only where both lists are equally
  /// long. Where an identity is not unique on both sides nothing is found.
  public func masks(_ masks: [ProfileMask], filledIn target: ProfileDocument) -> [ProfileMask] {
    var lookup = TargetReferences(from: profile, to: target.profile)
    return masks.map { mask in
      guard mask.state != .plain else { return mask }
      var mask = mask
      mask.filledBy = lookup.reference(for: mask)
      return mask
    }
  }
}

/// Looks places of one profile up in another; each text is read at most once.
private struct TargetReferences {
  private let from: Profile
  private let to: Profile
  private var roots: [ProfileMask.Owner: (from: [YAMLNode], to: [YAMLNode])] = [:]

  init(from: Profile, to: Profile) { (self.from, self.to) = (from, to) }

  mutating func reference(for mask: ProfileMask) -> JSONString? {
    if case .variable(let name) = mask.owner {
      let value = to.variables.first { $0.name == name }?.defaultValue
      return value.flatMap { ValueText.isReference($0.utf8[...]) ? $0 : nil }
    }
    guard let path = mask.place?.path else { return nil }
    let roots = documents(of: mask.owner)
    guard let scalar = Self.scalar(at: path.steps[...], roots.from, roots.to) else { return nil }
    return ValueText.isReference(scalar.text[...]) ? JSONString(utf8: scalar.text) : nil
  }

  private mutating func documents(
    of owner: ProfileMask.Owner
  ) -> (from: [YAMLNode], to: [YAMLNode]) {
    if let known = roots[owner] { return known }
    let read = { (profile: Profile) -> [YAMLNode] in
      Self.text(of: owner, in: profile).flatMap { try? ValuesTree($0).documents } ?? []
    }
    let both = (from: read(from), to: read(to))
    roots[owner] = both
    return both
  }

  private static func text(of owner: ProfileMask.Owner, in profile: Profile) -> [UInt8]? {
    switch owner {
    case .values(let identity): return layer(identity, in: profile)?.values.utf8
    case .manifest(let identity, let name):
      let named = layer(identity, in: profile)?.manifests.filter { $0.name == name } ?? []
      return named.count == 1 ? named.first?.content.utf8 : nil
    case .variable, .member: return nil
    }
  }

  private static func layer(_ identity: Layer.Identity, in profile: Profile) -> Layer? {
    let layers = profile.layers.filter { $0.identity == identity }
    return layers.count == 1 ? layers.first : nil
  }

  /// Goes down both sides at once.
  private static func scalar(
    at steps: ArraySlice<ValuesPath.Step>, _ from: [YAMLNode], _ to: [YAMLNode]
  ) -> YAMLNode.Scalar? {
    guard from.count == to.count else { return nil }
    var index = 0
    var steps = steps
    if case .document(let number)? = steps.first {
      (index, steps) = (number, steps.dropFirst())
    }
    guard from.indices.contains(index) else { return nil }
    var (left, right) = (from[index], to[index])
    for step in steps {
      switch (step, left.content, right.content) {
      case (.key(let key), .mapping, .mapping):
        guard let a = left[key], let b = right[key] else { return nil }
        (left, right) = (a, b)
      case (.index(let index), .sequence(let a), .sequence(let b)):
        guard a.count == b.count, a.indices.contains(index) else { return nil }
        (left, right) = (a[index], b[index])
      default: return nil
      }
    }
    return right.scalar
  }
}
