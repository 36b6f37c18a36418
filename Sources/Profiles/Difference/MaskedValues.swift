internal import CanonicalJSON
internal import PackValues

/// The masked places of one text, for what a comparison does not name: those that both sides have alike, and those of a
/// text that only one side has.
struct MaskedValues {
  private let rules: TextRules
  private let text: [UInt8]

  init(_ text: [UInt8], rules: TextRules) { (self.text, self.rules) = (text, rules) }

  /// The places that a comparison did not name, masked on both sides.
  func unknowns(besides changes: [ValuesChange]) -> [ValueChange] {
    guard rules.mayHoldMask(text) else { return [] }
    var named: Set<ValuesPath> = []
    for change in changes where change.to != nil { named.insert(change.path) }
    let rest = places().filter { !named.contains($0.path) && !named.contains($0.owner) }
    return rest.map { place in
      let mask: HiddenChange.Kind =
        place.isPart || (rules.isDeclared && !place.isDeclared) ? .literalOrMask : .unknown
      return ValueChange(
        .unknown, place.path, from: .masked, to: .masked, place: place.place, mask: mask,
        isSensitive: place.isDeclared)
    }
  }

  /// All places, of a text that came or went as a whole.
  func all(_ kind: ValueChange.Kind, mask: HiddenChange.Kind) -> [ValueChange] {
    guard rules.mayHoldMask(text) else { return [] }
    return places().filter { !$0.isPart }.map { place in
      ValueChange(
        kind, place.path, from: kind == .removed ? .masked : nil,
        to: kind == .added ? .masked : nil, place: place.place, mask: mask,
        isSensitive: place.isDeclared)
    }
  }

  private struct Place {
    let path: ValuesPath
    /// The value that it is a part of, or itself.
    let owner: ValuesPath
    let place: TextPlace
    let isDeclared: Bool
    /// The mask is a part of a longer text.
    let isPart: Bool
  }

  private func places() -> [Place] {
    let paths = RedactedPaths(rules: rules, hidden: [])
    return ValuesDifference.leaves(of: text).flatMap { change -> [Place] in
      let isDeclared = rules.masks.isSensitive(change.path)
      let state = LeafState(change.to, isSensitive: isDeclared, rules: rules)
      guard let leaf = change.to, state.isMasked else { return [] }
      let place = Place(
        path: paths.shown(change.path), owner: change.path, place: leaf.place,
        isDeclared: isDeclared,
        isPart: state == .partial)
      return state == .mask ? [place] : Self.inside(leaf, place)
    }
  }

  /// The masks within a value: those of a document that it holds by their paths, else the value itself.
  private static func inside(_ leaf: ValuesLeaf, _ outer: Place) -> [Place] {
    let text = ValuesText(leaf.text)
    let whole = leaf.isMultiline ? text.masks() : []
    let own = whole.map { mask in
      Place(
        path: ValuesPath(outer.path.steps + (mask.path.map { [.embedded] + $0.steps } ?? [])),
        owner: outer.owner, place: leaf.place, isDeclared: false, isPart: false)
    }
    let isPart = whole.isEmpty && (!leaf.isMultiline || !text.partialMasks().isEmpty)
    return own + (isPart ? [outer] : [])
  }
}

extension ValuesDifference {
  /// Every leaf of a text as one that came; none where the text is no YAML.
  static func leaves(of text: [UInt8]) -> [ValuesChange] {
    ValuesDifference(from: [], to: text).changes.filter { $0.to != nil }
  }
}
