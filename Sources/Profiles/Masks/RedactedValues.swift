internal import CanonicalJSON
internal import PackValues

/// The changes of a text by path with what must not be shown taken out.
///
/// A secret is a value whose other side is masked, or that the pack declares. Where the other side has no such place the
/// value may have another name or another place: then what came or went instead is hidden under the same last key,
/// beside the mask, in the same document within a text, and in the same lines. It rather hides too much. Truth values
/// and references are no secrets.
struct RedactedValues {
  /// What is known of one change.
  struct Sides {
    let isSensitive: Bool
    let old: LeafState
    let new: LeafState
    var hidesOld = false
    var hidesNew = false
    /// A mask that only one side has stands above or below something of the other side.
    var isAnswered = false

    var secretOld: Bool { old.isMasked || (isSensitive && old == .value) }
    var secretNew: Bool { new.isMasked || (isSensitive && new == .value) }
  }

  let changes: [ValuesChange]
  let rules: TextRules
  private(set) var sides: [Sides]
  /// What this text's secrets may be elsewhere in the document.
  private(set) var strays = StrayMasks()
  private var strayIndices: [Int] = []

  init(_ changes: [ValuesChange], from: [UInt8], to: [UInt8], rules: TextRules) {
    (self.changes, self.rules) = (changes, rules)
    let secrets = SecretObjects(in: [from, to])
    sides = changes.map { change in
      let isSensitive = rules.masks.isSensitive(change.path) || secrets.cover(change.path)
      return Sides(
        isSensitive: isSensitive,
        old: LeafState(change.from, isSensitive: isSensitive, rules: rules),
        new: LeafState(change.to, isSensitive: isSensitive, rules: rules))
    }
    hidePartners()
    hideTwins()
    noteStrays()
    hideByKey(strays, isOwn: true)
    hideNeighbors()
    hideLines(from, to)
  }

  /// Hides what stands at a path where the other side has a mask, and what the pack declares.
  private mutating func hidePartners() {
    for index in changes.indices {
      let (old, new) = (sides[index].old, sides[index].new)
      if old == .partial, new == .partial {
        let isShown = changes[index].isMultiline || Self.shareMasks(changes[index])
        sides[index].hidesOld = !isShown
        sides[index].hidesNew = !isShown
      } else {
        let isText = changes[index].isMultiline && old != .mask && new != .mask
        sides[index].hidesOld = new.isMasked && !isText
        sides[index].hidesNew = old.isMasked && !isText
      }
      if sides[index].isSensitive { hide(index, old: true, new: true) }
    }
  }

  /// Hides what differs in the same list, or under the same key named twice, as a mask that gave way to a value or took its
  /// place: the secret may have become several.
  private mutating func hideTwins() {
    let owner = { (path: ValuesPath) in
      let key = path.steps.lastIndex { if case .key = $0 { true } else { false } }
      return path.steps.prefix(key.map { $0 + 1 } ?? 0)
    }
    var owners: Set<ArraySlice<ValuesPath.Step>> = []
    for index in changes.indices where sides[index].old.isMasked != sides[index].new.isMasked {
      if changes[index].from != nil, changes[index].to != nil {
        owners.insert(owner(changes[index].path))
      }
    }
    guard !owners.isEmpty else { return }
    for index in changes.indices where owners.contains(owner(changes[index].path)) {
      hide(index, old: true, new: true)
    }
  }

  /// Whether two texts with masks as parts differ in one stretch between their masks alone.
  private static func shareMasks(_ change: ValuesChange) -> Bool {
    let stretches = { (leaf: ValuesLeaf?) in
      (leaf?.text ?? []).split(separator: 0x2A, omittingEmptySubsequences: false)
    }
    let (old, new) = (stretches(change.from), stretches(change.to))
    return old.count == new.count && zip(old, new).count { $0 != $1 } < 2
  }

  private mutating func hide(_ index: Int, old: Bool, new: Bool) {
    if old, sides[index].old == .value || sides[index].old == .partial {
      sides[index].hidesOld = true
    }
    if new, sides[index].new == .value || sides[index].new == .partial {
      sides[index].hidesNew = true
    }
  }

  /// Secrets that one side alone has; what stands above or below them on the other side answers to them.
  private mutating func noteStrays() {
    for index in changes.indices {
      let (isGone, isNew) = (sides[index].isGone, sides[index].isNew)
      guard isGone || isNew else { continue }
      strayIndices.append(index)
      if let key = changes[index].path.lastKey {
        if isGone { strays.old.insert(key) } else { strays.new.insert(key) }
      }
    }
    for stray in strayIndices {
      let isGone = sides[stray].isGone
      for index in changes.indices where isCandidate(index, isNew: isGone) {
        guard changes[index].path.isRelated(to: changes[stray].path) else { continue }
        sides[stray].isAnswered = true
        hide(index, old: !isGone, new: isGone)
      }
    }
  }

  /// Hides what only one side has under the last key of a secret that only the other side has.
  ///
  /// In the secret's own text a value that both sides have counts too, if it is an item's member of the same name.
  mutating func hideByKey(_ strays: StrayMasks, isOwn: Bool = false) {
    guard !strays.isEmpty else { return }
    for index in changes.indices {
      guard let key = changes[index].path.lastKey else { continue }
      let isOneSided = sides[index].old == .none || sides[index].new == .none
      guard isOneSided || (isOwn && isSameItem(index)) else { continue }
      if strays.old.contains(key), isCandidate(index, isNew: true) {
        hide(index, old: false, new: true)
      }
      if strays.new.contains(key), isCandidate(index, isNew: false) {
        hide(index, old: true, new: false)
      }
    }
  }

  /// Whether a change ends as one of the strays does: in the same key, of the same item where it is one's member.
  private func isSameItem(_ index: Int) -> Bool {
    let path = changes[index].path
    let item = path.item
    return strayIndices.contains {
      changes[$0].path.lastKey == path.lastKey && changes[$0].path.item == item
    }
  }

  /// Hides what came or went beside a secret, or in the same document within a text.
  private mutating func hideNeighbors() {
    for stray in strayIndices {
      let path = changes[stray].path
      let isGone = sides[stray].isGone
      for index in changes.indices where isCandidate(index, isNew: isGone) {
        let other = changes[index]
        guard other.from == nil || other.to == nil else { continue }
        let isNear =
          other.path.parent == path.parent
          || (path.innermostText != nil && other.path.innermostText == path.innermostText)
        if isNear { hide(index, old: !isGone, new: isGone) }
      }
    }
  }

  /// Hides what is written in lines that the comparison by lines would hide.
  private mutating func hideLines(_ from: [UInt8], _ to: [UInt8]) {
    let mark = "PRIVATE KEY-----"
    let holdsKey = ValuesText(from).contains(mark) || ValuesText(to).contains(mark)
    guard holdsKey || !strayIndices.isEmpty, !changes.isEmpty else { return }
    let redaction = Redaction(from: from, to: to, rules: TextRules(masks: rules.masks.literalsOnly))
    let hidden = redaction.hiding(in: LineDifference(from: from, to: to).hunks())
    for index in changes.indices {
      if isCandidate(index, isNew: false), hidden.from.hides(changes[index].from) {
        hide(index, old: true, new: false)
      }
      if isCandidate(index, isNew: true), hidden.to.hides(changes[index].to) {
        hide(index, old: false, new: true)
      }
    }
  }

  /// Whether a side of a change could hold a secret in the plain.
  private func isCandidate(_ index: Int, isNew: Bool) -> Bool {
    let (leaf, state) =
      isNew ? (changes[index].to, sides[index].new) : (changes[index].from, sides[index].old)
    return state == .value && leaf?.type != .boolean
  }
}

extension RedactedValues.Sides {
  /// A secret of the current side alone.
  var isGone: Bool { new == .none && secretOld }
  /// A secret of the proposed side alone.
  var isNew: Bool { old == .none && secretNew }
}

extension ValuesChange {
  /// Whether a side is a text of several lines.
  var isMultiline: Bool { [from, to].contains { $0?.isMultiline ?? false } }
}

extension ValuesLeaf {
  /// Whether a line feed stands before the end of the text.
  var isMultiline: Bool { text.dropLast().contains(0x0A) }
}

extension ValuesPath {
  /// The innermost list item that the path is in.
  fileprivate var item: Step? {
    steps.last { if case .item = $0 { true } else { false } }
  }
}

extension MaskRules {
  fileprivate var literalsOnly: MaskRules { MaskRules(literals: literals) }
}

extension RedactedText {
  /// Whether any line of a value is hidden; its lines are counted from its key.
  fileprivate func hides(_ leaf: ValuesLeaf?) -> Bool {
    guard let leaf, !hiddenLines.isEmpty else { return false }
    let first = leaf.place.line
    let last = first + leaf.text.count { $0 == 0x0A } + (leaf.isMultiline ? 1 : 0)
    return (first...last).contains(where: hiddenLines.contains)
  }
}
