/// Reads texts that scalars hold as YAML or JSON, within bounds.
struct EmbeddedTexts {
  /// Texts inside texts.
  static let maximumDepth = 3

  let limits: YAMLLimits
  /// What may still be read; aliases could repeat one text without end.
  private var bytes: Int

  init(limits: YAMLLimits) { (self.limits, bytes) = (limits, limits.bytes) }

  /// The tree of a text that is a collection; nil for words, for prose and past the bounds.
  mutating func tree(of text: [UInt8]) -> ValuesTree? {
    guard Self.mayHoldYAML(text), text.count <= bytes else { return nil }
    bytes -= text.count
    guard let tree = try? ValuesTree(text, limits: limits) else { return nil }
    return !tree.documents.isEmpty && tree.documents.allSatisfy { $0.scalar == nil } ? tree : nil
  }

  /// Whether two texts say the same to what reads them whole: `#!/bin/sh` and `#cloud-config` are no comments there.
  static func begin(_ old: [UInt8], as new: [UInt8]) -> Bool {
    let first = { (text: [UInt8]) in text.prefix { $0 != 0x0A } }
    let isMagic = { (line: ArraySlice<UInt8>) in
      line.first == 0x23 && (line.dropFirst().first ?? 0x20) > 0x20
    }
    let (before, after) = (first(old), first(new))
    return before == after || !(isMagic(before) || isMagic(after))
  }

  /// Several lines, or one that starts as a flow collection does.
  private static func mayHoldYAML(_ text: [UInt8]) -> Bool {
    let first = text.first { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
    return first == 0x7B || first == 0x5B || text.contains(0x0A)
  }
}

extension TreeComparison {
  /// Goes on inside two texts where both hold YAML or JSON; false where they are to be compared as texts.
  mutating func enterEmbedded(_ old: Int, _ new: Int, at path: Int) -> Bool {
    let (from, to) = (scope.old[old], scope.new[new])
    guard scopes.count < EmbeddedTexts.maximumDepth, from.kind == .leaf(.string),
      to.kind == .leaf(.string), EmbeddedTexts.begin(from.text, as: to.text),
      let before = embedded.tree(of: from.text),
      let after = embedded.tree(of: to.text)
    else { return false }
    let holders = scope.holders ?? (from.place, to.place)
    let inner = paths.adding(.embedded, to: path)
    duplicates += after.duplicates.map {
      ValuesTree.DuplicateKey(
        path: ValuesPath(paths[inner].steps + $0.path.steps), place: holders.new)
    }
    scopes.append(scope)
    tasks.append(.leaveScope)
    scope = Scope(old: MeaningTree(before), new: MeaningTree(after), holders: holders)
    compareDocuments(at: inner)
    return true
  }
}
