/// Texts with conflicts marked as git marks them: `<<<<<<< ours`, `=======`, `>>>>>>> theirs`.
public struct ConflictMarkers: Sendable {
  /// How many signs make a marker; git's default is 7.
  public let size: Int

  public init(size: Int = 7) { self.size = max(1, size) }

  /// Both texts in one, marked wherever they differ.
  public func marked(ours: [UInt8], theirs: [UInt8]) -> [UInt8] {
    let difference = LineDifference(from: ours, to: theirs)
    var lines: [[UInt8]] = []
    var position = 0
    for edit in difference.edits {
      lines += difference.from[position..<edit.removed.lowerBound].map(Array.init)
      lines += block(difference.from[edit.removed], difference.to[edit.added])
      position = edit.removed.upperBound
    }
    lines += difference.from[position...].map(Array.init)
    return Array(lines.joined(separator: [0x0A]))
  }

  /// A three-way merge by lines as git makes it, for texts that are nothing but lines.
  public func merged(
    base: [UInt8], ours: [UInt8], theirs: [UInt8]
  ) -> (text: [UInt8], hasConflicts: Bool) {
    let sides = TextSides(base: base, ours: ours, theirs: theirs)
    var lines: [[UInt8]] = []
    var hasConflicts = false
    for piece in sides.pieces(.apart) {
      switch piece {
      case .lines(let side, let range): lines += sides.lines(side)[range].map(Array.init)
      case .conflict(let stretch):
        hasConflicts = true
        lines += block(sides.ours[stretch.ours], sides.theirs[stretch.theirs])
      }
    }
    return (Array(lines.joined(separator: [0x0A])), hasConflicts)
  }

  private func block(_ ours: Slice<TextLines>, _ theirs: Slice<TextLines>) -> [[UInt8]] {
    [marker(0x3C, "ours")] + ours.map(Array.init) + [marker(0x3D, nil)] + theirs.map(Array.init)
      + [marker(0x3E, "theirs")]
  }

  private func marker(_ sign: UInt8, _ label: String?) -> [UInt8] {
    Array(repeating: sign, count: size) + (label.map { [0x20] + Array($0.utf8) } ?? [])
  }
}
