internal import CanonicalJSON
internal import PackValues

/// Merges the members of three documents from the root down and collects what conflicts.
struct MemberMerge {
  let choose: (MergeConflict) -> MergeChoice?
  private(set) var conflicts: [MergeConflict] = []

  init(choose: @escaping (MergeConflict) -> MergeChoice?) { self.choose = choose }

  mutating func merged(_ three: Three<JSONValue>, at spot: Spot) -> JSONValue? {
    if let settled = three.settled { return settled }
    if let kind = KeyedList(pattern: spot.pattern), let lists = Self.lists(three) {
      return .array(mergedList(lists, of: kind, at: spot))
    }
    if let text = mergedText(three, at: spot) { return .string(text) }
    if case .object(let ours)? = three.ours, case .object(let theirs)? = three.theirs {
      return mergedObject(three.base?.object ?? JSONObject(), ours, theirs, at: spot)
    }
    if case .array(let ours)? = three.ours, case .array(let theirs)? = three.theirs,
      let both = SequenceMerge.merged(
        base: three.base?.elements ?? [], ours: ours, theirs: theirs)
    {
      return .array(both)
    }
    return three[settle(.member(spot.path), three, at: spot)]
  }

  /// What was chosen; where nobody did, or it cannot stand there, the conflict is kept and ours stands for now.
  mutating func settle(
    _ part: MergeConflict.Place.Part, _ three: Three<JSONValue>, at spot: Spot
  ) -> MergeChoice {
    let conflict = MergeConflict(
      spot.owner, part, base: three.base, ours: three.ours, theirs: three.theirs,
      isSecret: spot.isSensitive)
    if let choice = choose(conflict), choice.fits(part) { return choice }
    conflicts.append(conflict)
    return .side(.ours)
  }

  private mutating func mergedObject(
    _ base: JSONObject, _ ours: JSONObject, _ theirs: JSONObject, at spot: Spot
  ) -> JSONValue {
    var result = JSONObject()
    let keys = Set(base.keys).union(ours.keys).union(theirs.keys)
    for key in keys.sorted() {
      let three = Three(base: base[key], ours: ours[key], theirs: theirs[key])
      result[key] = merged(three, at: spot.member(key))
    }
    return .object(result)
  }

  /// Both sides' lists; what is absent or null in the base is an empty one.
  private static func lists(_ three: Three<JSONValue>) -> Three<[JSONValue]>? {
    guard let ours = three.ours?.elements, let theirs = three.theirs?.elements else { return nil }
    return Three(base: three.base?.elements ?? [], ours: ours, theirs: theirs)
  }

  /// The texts that are stored by lines; nil where something else than a text stands there.
  private mutating func mergedText(_ three: Three<JSONValue>, at spot: Spot) -> JSONString? {
    guard TextPlace.patterns.contains(spot.pattern), let base = three.base?.text,
      let ours = three.ours?.text, let theirs = three.theirs?.text
    else { return nil }
    if TextPlace.prose.contains(spot.pattern) {
      return SequenceMerge.merged(base: base.lines, ours: ours.lines, theirs: theirs.lines)
        .map { JSONString(utf8: Array($0.joined(separator: [0x0A]))) }
    }
    let merge = TextMerge(base: base.utf8, ours: ours.utf8, theirs: theirs.utf8)
    var choices: [TextMerge.Choice] = []
    for conflict in merge.conflicts {
      let lines = conflict.baseLines
      let part = MergeConflict.Place.Part.text(
        spot.path, lines: (lines.lowerBound + 1)..<(lines.upperBound + 1), path: conflict.path)
      let texts = Three(base: conflict.base, ours: conflict.ours, theirs: conflict.theirs)
      let choice = settle(part, texts.map { .string(JSONString(utf8: $0)) }, at: spot)
      switch choice {
      case .side(let side): choices.append(.side(side))
      case .value(let value): choices.append(.text(value.text?.utf8 ?? []))
      }
    }
    var chosen = choices[...]
    return JSONString(utf8: merge.text(settling: { _ in chosen.popFirst() ?? .side(.ours) }))
  }

  private enum TextPlace {
    static let prose: Set = [
      "metadata.description", "spec.variables[].defaultValue", "spec.variables[].description",
    ]
    static let patterns = prose.union([
      "spec.template.packs[].values", "spec.template.packs[].manifests[].content",
    ])
  }
}

extension JSONString {
  fileprivate var lines: [ArraySlice<UInt8>] {
    utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
  }
}
