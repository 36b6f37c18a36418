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
    fileprivate(set) var hash: Int
    private let line: Int32
    private let column: Int32
    private let members: Int32
    private var leaves: Int32 = 1
    private var after: Int32

    /// Of the key, of the item, or of the document.
    var place: TextPlace { TextPlace(line: Int(line), column: Int(column)) }
    var memberCount: Int { Int(members) }
    var leafCount: Int { Int(leaves) }
    /// The index after the last value inside this one.
    var end: Int { Int(after) }
  }

  private(set) var values: [Value] = []
  /// The indices of the documents that hold something, and their numbers in the text.
  private(set) var documents: [(value: Int, number: Int)] = []

  init(_ tree: ValuesTree) {
    values.reserveCapacity(tree.valueCount)
    for (number, root) in tree.documents.enumerated() where !Self.isNothing(root) {
      documents.append((values.count, number))
      add(root, mayRepeatKeys: !tree.duplicates.isEmpty)
    }
  }

  var leafCount: Int { documents.reduce(0) { $0 + values[$1.value].leafCount } }

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
    values[index].hash == other.values[otherIndex].hash
      && values[index].kind == other.values[otherIndex].kind
      && values[index].leafCount == other.values[otherIndex].leafCount
  }
}

extension MeaningTree.Value {
  fileprivate init(
    _ kind: MeaningTree.Kind, text: [UInt8] = [], key: [UInt8], place: TextPlace,
    memberCount: Int = 0, hash: Int = 0, end: Int
  ) {
    (self.kind, self.text, self.key, self.hash) = (kind, text, key, hash)
    line = Int32(truncatingIfNeeded: place.line)
    column = Int32(truncatingIfNeeded: place.column)
    members = Int32(truncatingIfNeeded: memberCount)
    after = Int32(truncatingIfNeeded: end)
  }

  fileprivate mutating func close(leafCount: Int, end: Int, hash: Int) {
    (leaves, after) = (Int32(truncatingIfNeeded: leafCount), Int32(truncatingIfNeeded: end))
    self.hash = hash
  }

  /// Truth values by their word without its case, `null` without its words, everything else by its text.
  fileprivate static func hash(of text: [UInt8], _ type: ScalarType) -> Int {
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

extension MeaningTree {
  mutating func append(
    leaf type: ScalarType, text: [UInt8] = [], key: [UInt8], place: TextPlace
  ) {
    values.append(
      Value(
        .leaf(type), text: text, key: key, place: place, hash: Value.hash(of: text, type),
        end: values.count + 1))
  }

  /// A collection whose members follow; `close` completes it.
  mutating func append(_ kind: Kind, memberCount: Int, key: [UInt8], place: TextPlace) {
    values.append(
      Value(kind, key: key, place: place, memberCount: memberCount, end: values.count + 1))
  }

  /// Sums up a collection whose members are all there.
  mutating func close(_ index: Int, mayRepeatKeys: Bool) {
    var (member, leaves) = (index + 1, 0)
    for _ in 0..<values[index].memberCount {
      leaves += values[member].leafCount
      member = values[member].end
    }
    let hash =
      values[index].kind == .sequence
      ? sequenceHash(index) : mappingHash(index, mayRepeatKeys: mayRepeatKeys)
    values[index].close(leafCount: leaves, end: member, hash: hash)
  }

  private func sequenceHash(_ index: Int) -> Int {
    var hasher = Hasher()
    var member = index + 1
    for _ in 0..<values[index].memberCount {
      hasher.combine(values[member].hash)
      member = values[member].end
    }
    hasher.combine(values[index].memberCount)
    return hasher.finalize()
  }

  /// The sum of the entries' hashes, so that their order has no part in it.
  private func mappingHash(_ index: Int, mayRepeatKeys: Bool) -> Int {
    var (member, sum) = (index + 1, 1)
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
      member = values[member].end
    }
    return sum
  }
}
