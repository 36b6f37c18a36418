/// The documents of a values text in one array, each value with a hash of what it means.
///
/// Places, quotes, the order of keys and the spelling of null and of truth values take no part in the hash; the order
/// of lists does. Values stand in the text's order, a collection before its members. Built without recursion, in time
/// and memory linear in the tree.
struct MeaningTree {
  enum Kind: Hashable {
    case leaf(ScalarType)
    case mapping
    case sequence
  }

  struct Value {
    let kind: Kind
    /// A leaf's words; empty for a collection.
    let text: [UInt8]
    /// The key in its mapping; empty for an item or a document.
    let key: [UInt8]
    /// Of the key, of the item, or of the document.
    let place: TextPlace
    let memberCount: Int
    fileprivate(set) var hash = 0
    fileprivate(set) var leafCount = 1
    /// The index after the last value inside this one.
    fileprivate(set) var end = 0
  }

  private(set) var values: [Value] = []
  /// The indices of the documents that hold something, and their numbers in the text.
  private(set) var documents: [(value: Int, number: Int)] = []

  init(_ tree: ValuesTree) {
    for (number, root) in tree.documents.enumerated() where !Self.isNothing(root) {
      documents.append((values.count, number))
      add(root)
    }
    measure(mayRepeatKeys: !tree.duplicates.isEmpty)
  }

  subscript(index: Int) -> Value { values[index] }

  /// The indices of a collection's members, in order.
  func members(of index: Int) -> [Int] {
    var member = index + 1
    return (0..<values[index].memberCount).map { _ in
      defer { member = values[member].end }
      return member
    }
  }

  /// The member that a mapping's key names first.
  func member(of index: Int, key: String) -> Int? {
    guard values[index].kind == .mapping else { return nil }
    var member = index + 1
    for _ in 0..<values[index].memberCount {
      if values[member].key.elementsEqual(key.utf8) { return member }
      member = values[member].end
    }
    return nil
  }

  /// The words of a value that is a scalar.
  func scalar(_ index: Int) -> [UInt8]? {
    switch values[index].kind {
    case .leaf(.emptyMapping), .leaf(.emptySequence), .mapping, .sequence: nil
    case .leaf: values[index].text
    }
  }

  /// Whether two values mean the same. Costs O(1): 64 bits of a keyed hash stand for the values.
  func means(_ index: Int, _ other: MeaningTree, _ otherIndex: Int) -> Bool {
    let (left, right) = (values[index], other.values[otherIndex])
    return left.hash == right.hash && left.kind == right.kind && left.leafCount == right.leafCount
  }
}

extension MeaningTree {
  /// A document of white space and comments; an empty mapping is something.
  private static func isNothing(_ root: YAMLNode) -> Bool {
    root.scalar.map { $0.type == .null } ?? false
  }

  private mutating func add(_ root: YAMLNode) {
    var open: [(key: [UInt8], place: TextPlace, node: YAMLNode)] = [([], root.place, root)]
    while let (key, place, node) = open.popLast() {
      var (kind, text, count) = (Kind.mapping, [UInt8](), 0)
      switch node.content {
      case .scalar(let scalar): (kind, text) = (.leaf(scalar.type), scalar.text)
      case .sequence(let items):
        (kind, count) = (items.isEmpty ? .leaf(.emptySequence) : .sequence, items.count)
        for item in items.reversed() { open.append(([], item.place, item)) }
      case .mapping(let entries):
        (kind, count) = (entries.isEmpty ? .leaf(.emptyMapping) : .mapping, entries.count)
        for entry in entries.reversed() { open.append((entry.key, entry.place, entry.value)) }
      }
      values.append(Value(kind: kind, text: text, key: key, place: place, memberCount: count))
    }
  }

  /// Members stand after their collection, so from the end on they are known before it.
  private mutating func measure(mayRepeatKeys: Bool) {
    for index in values.indices.reversed() {
      switch values[index].kind {
      case .leaf(let type):
        values[index].end = index + 1
        values[index].hash = Self.hash(of: values[index].text, type)
      case .sequence: measureSequence(index)
      case .mapping: measureMapping(index, mayRepeatKeys: mayRepeatKeys)
      }
    }
  }

  private mutating func measureSequence(_ index: Int) {
    var hasher = Hasher()
    var (member, leaves) = (index + 1, 0)
    for _ in 0..<values[index].memberCount {
      hasher.combine(values[member].hash)
      leaves += values[member].leafCount
      member = values[member].end
    }
    hasher.combine(values[index].memberCount)
    (values[index].end, values[index].leafCount) = (member, leaves)
    values[index].hash = hasher.finalize()
  }

  /// The sum of the entries' hashes, so that their order has no part in it.
  private mutating func measureMapping(_ index: Int, mayRepeatKeys: Bool) {
    var (member, leaves, sum) = (index + 1, 0, 1)
    var occurrences: [[UInt8]: Int] = [:]
    for _ in 0..<values[index].memberCount {
      var hasher = Hasher()
      unsafe values[member].key.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
      hasher.combine(values[member].hash)
      if mayRepeatKeys {
        hasher.combine(occurrences[values[member].key, default: 0])
        occurrences[values[member].key, default: 0] += 1
      }
      sum &+= hasher.finalize()
      leaves += values[member].leafCount
      member = values[member].end
    }
    (values[index].end, values[index].leafCount) = (member, leaves)
    values[index].hash = sum
  }

  /// Truth values by their word without its case, `null` without its words, everything else by its text.
  private static func hash(of text: [UInt8], _ type: ScalarType) -> Int {
    var hasher = Hasher()
    hasher.combine(type)
    switch type {
    case .null: break
    case .boolean: for byte in text { hasher.combine(byte | 0x20) }
    default: unsafe text.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
    }
    return hasher.finalize()
  }
}
