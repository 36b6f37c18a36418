internal import CanonicalJSON
internal import PackValues

/// What makes one version of a document from another, among selected values.
struct StepComparison {
  private(set) var steps: [ValueStep] = []
  private let layer: MemberTable.Owner?
  private let path: ValuesPath?
  private let sensitivity: Sensitivity

  init(
    from: ProfileDocument?, to: ProfileDocument?, layer: MemberTable.Owner?, path: ValuesPath?,
    sensitivity: Sensitivity
  ) {
    (self.layer, self.path, self.sensitivity) = (layer, path, sensitivity)
    let (old, new) = (Self.owners(from), Self.owners(to))
    compareMembers(from, to, whole: Set(old).symmetricDifference(new))
    for owner in Set(old).intersection(new).sorted(by: Self.precedes) where isMeant(owner) {
      compareTexts(from, to, owner)
    }
    if path != nil {
      for owner in Set(old).symmetricDifference(new).sorted(by: Self.precedes)
      where isMeant(owner) {
        compareTexts(from, to, owner)
      }
    } else {
      addWhole(new.filter { !old.contains($0) }, .added)
      addWhole(old.filter { !new.contains($0) }, .removed)
    }
  }

  private static func owners(_ document: ProfileDocument?) -> [MemberTable.Owner] {
    guard let profile = document?.profile else { return [] }
    return profile.layers.indices.map { MemberTable.Owner(of: $0, in: profile) }
  }

  private static func precedes(_ left: MemberTable.Owner, _ right: MemberTable.Owner) -> Bool {
    guard case .layer(let one) = left.owner, case .layer(let other) = right.owner else {
      return false
    }
    return (one.description, left.occurrence) < (other.description, right.occurrence)
  }

  private func isMeant(_ owner: MemberTable.Owner) -> Bool { layer == nil || layer == owner }

  private mutating func addWhole(_ owners: [MemberTable.Owner], _ kind: ValueStep.Kind) {
    for owner in owners where isMeant(owner) {
      steps.append(ValueStep(kind, ProfilePlace(owner.owner, .member, ValuesPath())))
    }
  }

  /// - Parameter whole: layers that only one side has, which are one step unless a path is asked for.
  private mutating func compareMembers(
    _ from: ProfileDocument?, _ to: ProfileDocument?, whole: Set<MemberTable.Owner>
  ) {
    let (left, right) = (
      from.map { MemberTable(of: $0).members } ?? [], to.map { MemberTable(of: $0).members } ?? []
    )
    let old = Dictionary(left.map { ($0.key, $0) }) { $1 }
    let new = Dictionary(right.map { ($0.key, $0) }) { $1 }
    for member in right + left.filter({ new[$0.key] == nil }) where isMeant(member.key) {
      if path == nil, whole.contains(member.key.owner) { continue }
      let (before, after) = (old[member.key], new[member.key])
      guard before?.value != after?.value else { continue }
      let isSensitive = (before?.isSensitive ?? false) || (after?.isSensitive ?? false)
      let kind: ValueStep.Kind = before == nil ? .added : after == nil ? .removed : .changed
      steps.append(
        ValueStep(
          kind, ProfilePlace(member.key.owner.owner, .member, member.key.path),
          from: before.map { TracedContent(member: $0.value, isSensitive: isSensitive) },
          to: after.map { TracedContent(member: $0.value, isSensitive: isSensitive) }))
    }
  }

  private func isMeant(_ key: MemberTable.Key) -> Bool {
    if let layer, layer != key.owner { return false }
    guard let path else { return true }
    if case .variable(let name) = key.owner.owner {
      switch ValueSelection.variable(name.string, at: -1, path) {
      case nil: return false
      case .all: return true
      case .below(let rest): return key.path.steps.starts(with: rest.steps)
      }
    }
    return ValueSelection.holds(key.path, path)
  }

  private mutating func compareTexts(
    _ from: ProfileDocument?, _ to: ProfileDocument?, _ owner: MemberTable.Owner
  ) {
    let (old, new) = (from.map { LayerTable(of: $0) }, to.map { LayerTable(of: $0) })
    let index = to.flatMap { owner.index(in: $0.profile) }
    let layer =
      index.flatMap { to?.profile.layers[$0] }
      ?? from.flatMap { from in owner.index(in: from.profile).map { from.profile.layers[$0] } }
    let rules = layer.map { sensitivity.rules(for: $0) } ?? MaskRules()
    var keys = (new?.keys ?? []).filter { $0.layer == owner }
    keys += (old?.keys ?? []).filter { $0.layer == owner && !keys.contains($0) }
    for (number, key) in keys.enumerated() {
      let rest =
        key.manifest.map { ValueSelection.manifest($0.string, at: number, path) }
        ?? ValueSelection.values(path)
      guard let rest else { continue }
      compareText(old?.text(of: key) ?? [], new?.text(of: key) ?? [], key, rest, rules)
    }
  }

  private mutating func compareText(
    _ from: [UInt8], _ to: [UInt8], _ key: TracedText.Key, _ rest: ValueSelection.Rest,
    _ rules: MaskRules
  ) {
    if from == to { return }
    let part: ProfilePlace.Part = key.manifest.map { .manifest($0) } ?? .values
    let rules = key.manifest == nil ? rules : MaskRules(literals: rules.literals)
    let owner = key.layer.owner
    let difference = ValuesDifference(from: from, to: to)
    guard case .paths = difference.basis else {
      let lines = { (text: [UInt8]) in TracedContent.text(lines: TextLines(text).count) }
      steps.append(
        ValueStep(
          .changed, ProfilePlace(owner, part, ValuesPath()), from: lines(from), to: lines(to)))
      return
    }
    let shown = { (leaf: ValuesLeaf?, path: ValuesPath) in
      leaf.map { TracedContent($0, at: path, rules: rules) }
    }
    let changes = difference.changes.filter { Self.isMeant($0.path, rest) }
    let hidden = changes.filter {
      [shown($0.from, $0.path), shown($0.to, $0.path)].contains { $0 == .hidden || $0 == .masked }
    }
    let paths = RedactedPaths(rules: TextRules(masks: rules), hidden: Set(hidden.map(\.path)))
    for change in changes {
      steps.append(
        ValueStep(
          ValueStep.Kind(change.kind), ProfilePlace(owner, part, paths.shown(change.path)),
          from: shown(change.from, change.path), to: shown(change.to, change.path)))
    }
    guard rest == .all, let presets = difference.presets else { return }
    let named = { (text: [UInt8]) in TracedContent.leaf(JSONString(utf8: text), .string) }
    let path = ValuesPath([.key("# spectrocloud.com/enabled-presets")])
    steps.append(
      ValueStep(
        .changed, ProfilePlace(owner, part, path), from: presets.from.map(named),
        to: presets.to.map(named)))
  }

  private static func isMeant(_ path: ValuesPath, _ rest: ValueSelection.Rest) -> Bool {
    guard case .below(let start) = rest else { return true }
    if path.steps.starts(with: start.steps) { return true }
    return path.steps.dropFirst().starts(with: start.steps) && path.startsWithDocument
  }
}

extension ValueStep.Kind {
  init(_ kind: ValuesChange.Kind) {
    switch kind {
    case .added: self = .added
    case .removed: self = .removed
    case .changed: self = .changed
    case .moved: self = .moved
    }
  }
}

extension ValuesPath {
  fileprivate var startsWithDocument: Bool {
    switch steps.first {
    case .document, .object: true
    default: false
    }
  }
}
