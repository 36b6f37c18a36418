internal import CanonicalJSON
public import PackValues

/// A three-way merge of profile documents on meaning.
///
/// Layers are told apart by identity, variables and manifests by name, other members by path; the texts of layers merge by value path and by
/// line (`TextMerge`). What both sides did alike is no conflict, and what one side did is kept. The order of layers and variables is merged too.
/// Exchanging the sides gives the same document where nothing conflicts. The rules are in the article *Merge*.
public struct ProfileMerge: Sendable {
  /// What nobody has chosen a side for, in the document's order.
  public let conflicts: [MergeConflict]
  /// The merged document; nil while there are conflicts.
  public let merged: ProfileDocument?

  /// - Parameters:
  ///   - base: the newest document that both sides come from; nil where they have none in common.
  ///   - choose: the side that a person takes for a conflict; nil leaves it open.
  public init(
    base: ProfileDocument?, ours: ProfileDocument, theirs: ProfileDocument,
    choosing choose: (MergeConflict) -> MergeSide? = { _ in nil }
  ) {
    self.init(base: base, ours: ours, theirs: theirs, settling: { choose($0).map { .side($0) } })
  }

  /// - Parameters:
  ///   - base: the newest document that both sides come from; nil where they have none in common.
  ///   - choose: what a person puts in a conflict's place; nil leaves it open.
  public init(
    base: ProfileDocument?, ours: ProfileDocument, theirs: ProfileDocument,
    settling choose: (MergeConflict) -> MergeChoice?
  ) {
    var conflicts: [MergeConflict] = []
    let value = withoutActuallyEscaping(choose) { choose in
      var merge = MemberMerge(choose: choose)
      let value = merge.merged(
        Three(base: base?.value, ours: ours.value, theirs: theirs.value), at: Spot())
      conflicts = merge.conflicts
      return value
    }
    let document = value.flatMap { try? ProfileDocument(value: $0) }
    if document == nil, conflicts.isEmpty {
      conflicts = [
        MergeConflict(
          .profile, .whole, base: base?.value, ours: ours.value, theirs: theirs.value,
          isSecret: true)
      ]
    }
    self.conflicts = conflicts
    merged = conflicts.isEmpty ? document : nil
  }
}

/// One thing in all three documents.
struct Three<Value: Hashable> {
  var base: Value?
  var ours: Value?
  var theirs: Value?

  /// The value that needs no further look: both are alike, or one side left it as it was.
  var settled: Value?? {
    if ours == theirs || base == theirs { return .some(ours) }
    return base == ours ? .some(theirs) : nil
  }

  func map<Other>(_ transform: (Value) -> Other?) -> Three<Other> {
    Three<Other>(
      base: base.flatMap(transform), ours: ours.flatMap(transform),
      theirs: theirs.flatMap(transform))
  }

  subscript(side: MergeSide) -> Value? { side == .ours ? ours : theirs }
}

extension Three<JSONValue> {
  subscript(choice: MergeChoice) -> JSONValue? {
    switch choice {
    case .side(let side): self[side]
    case .value(let value): value
    }
  }
}

/// A place on the way down a document.
struct Spot {
  /// The way from the root, with `[]` for elements: `spec.template.packs[].values`.
  var pattern = ""
  var owner = MergeConflict.Place.Owner.profile
  /// From the owner.
  var path = JSONPath()
  var isSensitive = false

  func member(_ key: JSONString) -> Spot {
    var spot = self
    spot.pattern += (pattern.isEmpty ? "" : ".") + key.string
    spot.path = path.appending(.key(key))
    return spot
  }

  func element(_ owner: MergeConflict.Place.Owner, isSensitive: Bool) -> Spot {
    Spot(pattern: pattern + "[]", owner: owner, isSensitive: isSensitive)
  }
}
