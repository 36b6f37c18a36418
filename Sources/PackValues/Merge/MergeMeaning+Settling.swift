extension MergeMeaning {
  /// Whether pieces may stand: they mean both sides, or, with conflicts left, nothing that neither side means.
  func accepts(_ pieces: [TextSides.Piece], of sides: TextSides) -> Bool {
    let isClean = !pieces.contains { if case .conflict = $0 { true } else { false } }
    if isClean { return isMet(by: sides.text(pieces) { _ in .ours }) }
    return MergeSide.allCases.allSatisfy { side in
      isPartlyMet(by: sides.text(pieces) { _ in side }, from: side)
    }
  }

  /// The pieces with those conflicts gone that are none by meaning; whoever takes them asks `accepts` first.
  func settled(_ pieces: [TextSides.Piece], of sides: TextSides) -> [TextSides.Piece] {
    pieces.flatMap { piece in
      guard case .conflict(let stretch) = piece else { return [piece] }
      return settled(stretch, of: sides) ?? [piece]
    }
  }

  private func settled(_ stretch: MergeStretch, of sides: TextSides) -> [TextSides.Piece]? {
    let own = TextSides.Piece.lines(.ours, stretch.ours)
    let other = TextSides.Piece.lines(.theirs, stretch.theirs)
    if stretch.base.isEmpty {
      if hasRivalAdditions { return nil }
      return Self.isFirst(sides.ours[stretch.ours], sides.theirs[stretch.theirs])
        ? [own, other] : [other, own]
    }
    let texts = (
      sides.text(of: sides.ours, stretch.ours), sides.text(of: sides.theirs, stretch.theirs)
    )
    // a comment that would get lost has no path to be missed by
    guard !texts.0.contains(0x23), !texts.1.contains(0x23) else { return nil }
    let changes = (
      changes(ours, stretch.base, stretch.ours), changes(theirs, stretch.base, stretch.theirs)
    )
    if changes.0.isEmpty, !changes.1.isEmpty { return [other] }
    if changes.1.isEmpty, !changes.0.isEmpty { return [own] }
    return ChangeBag(changes.0).isCovered(by: ChangeBag(changes.1))
      && ChangeBag(changes.1).isCovered(by: ChangeBag(changes.0)) ? [own] : nil
  }

  /// Which of two additions at one place comes first: the deeper, which goes on with what stands above, else by their bytes.
  private static func isFirst(_ left: Slice<TextLines>, _ right: Slice<TextLines>) -> Bool {
    let indent = { (lines: Slice<TextLines>) in
      lines.first { $0.contains { $0 != 0x20 } }?.prefix { $0 == 0x20 }.count ?? 0
    }
    let (a, b) = (indent(left), indent(right))
    return a != b ? a > b : left.joined().lexicographicallyPrecedes(right.joined())
  }

  private func changes(
    _ side: ValuesDifference, _ old: Range<Int>, _ new: Range<Int>
  ) -> [ValuesChange] {
    side.changes.filter { change in
      (change.from.map { old.contains($0.place.line - 1) } ?? false)
        || (change.to.map { new.contains($0.place.line - 1) } ?? false)
    }
  }

  /// The value that both sides changed at a place: the first one, else what the first changes have in common.
  func path(of stretch: MergeStretch) -> ValuesPath? {
    let path = innerPath(of: stretch)
    return path?.steps.isEmpty == true ? nil : path
  }

  private func innerPath(of stretch: MergeStretch) -> ValuesPath? {
    let own = changes(ours, stretch.base, stretch.ours).map(\.path)
    let other = changes(theirs, stretch.base, stretch.theirs).map(\.path)
    if let both = own.first(where: { Set(other).contains($0) }) { return both }
    if let first = own.first ?? other.first, let second = other.first ?? own.first {
      let common = zip(first.steps, second.steps).prefix { $0 == $1 }.map(\.0)
      return common.isEmpty ? nil : ValuesPath(Array(common))
    }
    // within a text of several lines, which has its place at its key above
    let both = Set(theirs.changes.map(\.path))
    return ours.changes.last { change in
      both.contains(change.path) && (change.to?.place.line ?? .max) <= stretch.ours.lowerBound + 1
    }?.path
  }
}
