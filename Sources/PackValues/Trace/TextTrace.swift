/// Follows values of a YAML text back through its older versions, each until it is found to have been set.
///
/// A value is the same as long as its text and type are, wherever its line went and however it is written; an item of a
/// list is followed by its identity, or by its place in the lists' common order.
public struct TextTrace: Sendable {
  /// A value of the newest text.
  public struct Value: Hashable, Sendable {
    public let path: ValuesPath
    public let leaf: ValuesLeaf
  }

  /// A value that the version before does not have, or has otherwise.
  public struct Setting: Hashable, Sendable {
    /// The value's index in `values`.
    public let index: Int
    /// What stood there before; nil for nothing.
    public let before: ValuesLeaf?
  }

  public let values: [Value]
  private var open: [Open]
  /// The current version's tree; nil after an edit whose lines were not read.
  private var tree: LeafTree?
  private var proof: EditProof

  private struct Open: Sendable {
    let index: Int
    var leaf: LeafTree.Leaf
    /// The leaf's number in the current version's tree.
    var number: Int?
  }

  /// Starts at the newest text with the values at or below a path, all of them without one; throws where it is no YAML.
  public init(_ text: [UInt8], below path: ValuesPath? = nil) throws(YAMLError) {
    let tree = try LeafTree(text)
    let numbers = path.map { tree.leaves(below: $0) } ?? Array(tree.leaves.indices)
    values = numbers.map { Value(path: tree.leaves[$0].path, leaf: tree.leaves[$0].value) }
    open = numbers.enumerated().map {
      Open(index: $0, leaf: tree.leaves[$1], number: $1)
    }
    proof = EditProof(
      text, paths: open.map(\.leaf.path), repeatsKeys: tree.repeatsKeys)
    self.tree = tree
  }

  /// Whether every value is found.
  public var isDone: Bool { open.isEmpty }

  /// Goes back to an older version that differs in some lines.
  ///
  /// Where the lines show that no value is concerned, neither text is asked for; else both are read.
  public mutating func recede(
    by edit: LineEdit, from newer: () -> [UInt8], to older: () -> [UInt8]
  ) -> [Setting] {
    let isTouched = open.contains { edit.touches($0.leaf.lines) }
    guard !isTouched, proof.holds(for: edit) else { return recede(from: newer(), to: older()) }
    tree = nil
    let shift = edit.older.count - edit.newer.count
    for index in open.indices {
      open[index].number = nil
      let leaf = open[index].leaf
      guard shift != 0, leaf.lines.lowerBound >= edit.line else { continue }
      open[index].leaf = leaf.moved(by: shift)
    }
    return []
  }

  /// Goes back to an older version by reading both; a version that is no YAML has no values.
  public mutating func recede(from newer: [UInt8], to older: [UInt8]) -> [Setting] {
    if open.isEmpty { return [] }
    guard let old = try? LeafTree(older), let new = tree ?? (try? LeafTree(newer)) else {
      return recedeToNothing()
    }
    let partners = LeafPairing(new: new, old: old).partners
    number(in: new)
    var settings: [Setting] = []
    var rest: [Open] = []
    for value in open {
      let partner = value.number.flatMap { partners[$0] }
      let before = partner.map { old.leaves[$0] }
      if let before, before.value.isSame(as: value.leaf.value) {
        rest.append(Open(index: value.index, leaf: before, number: partner))
      } else {
        settings.append(Setting(index: value.index, before: before?.value))
      }
    }
    (open, tree) = (rest, old)
    proof = EditProof(older, paths: open.map(\.leaf.path), repeatsKeys: old.repeatsKeys)
    return settings
  }

  /// Goes back to where the text is not there at all: whatever is left was set by the version after that.
  public mutating func recedeToNothing() -> [Setting] {
    let settings = open.map { Setting(index: $0.index, before: nil) }
    open = []
    return settings
  }

  /// Finds the leaves in a tree that was read anew.
  private mutating func number(in tree: LeafTree) {
    guard open.contains(where: { $0.number == nil }) else { return }
    var numbers: [ValuesPath: Int] = [:]
    for (number, leaf) in tree.leaves.enumerated() { numbers[leaf.path] = number }
    for index in open.indices { open[index].number = numbers[open[index].leaf.path] }
  }
}

extension ValuesLeaf {
  /// Whether two leaves say the same, wherever and however they are written.
  func isSame(as other: ValuesLeaf) -> Bool {
    guard type == other.type else { return false }
    switch type {
    case .null: return true
    case .boolean: return text.elementsEqual(other.text) { $0 | 0x20 == $1 | 0x20 }
    default: return text == other.text
    }
  }
}
