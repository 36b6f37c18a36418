internal import PackValues

/// The last keys of secrets that one side has and the other does not: the value may have moved, to another text even.
struct StrayMasks {
  /// Of the current side: what came on the proposed side under such a key is hidden.
  var old: Set<String> = []
  /// Of the proposed side: what went from the current side under such a key is hidden.
  var new: Set<String> = []

  var isEmpty: Bool { old.isEmpty && new.isEmpty }

  mutating func formUnion(_ other: StrayMasks) {
    old.formUnion(other.old)
    new.formUnion(other.new)
  }
}

extension ValuesPath {
  /// The last key of the path, past the items of lists; nil where it has none.
  var lastKey: String? {
    for step in steps.reversed() { if case .key(let key) = step { return key } }
    return nil
  }

  /// The steps above the last key or, for an item of a list, above the list's item.
  var parent: ArraySlice<Step> { steps.dropLast() }

  /// The steps up to the innermost text that holds a document; nil where the path is in none.
  var innermostText: ArraySlice<Step>? {
    steps.lastIndex(of: .embedded).map { steps[...$0] }
  }

  /// Whether one of two paths is above the other.
  func isRelated(to other: ValuesPath) -> Bool {
    let count = min(steps.count, other.steps.count)
    return steps.count != other.steps.count && steps[..<count] == other.steps[..<count]
  }
}
