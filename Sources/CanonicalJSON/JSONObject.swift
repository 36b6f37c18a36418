/// The members of a JSON object, unique and always in RFC 8785 order.
public struct JSONObject: Hashable, Sendable {
  /// A key and its value.
  public struct Member: Hashable, Sendable {
    /// The key, unescaped.
    public let key: JSONString

    /// The value under the key.
    public var value: JSONValue

    /// Holds a key and its value.
    public init(key: JSONString, value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  /// The members, sorted by UTF-16 code units of their keys.
  public private(set) var members: [Member]

  /// Holds no members.
  public init() { members = [] }

  /// Holds members that are already sorted and unique.
  init(sorted members: [Member]) { self.members = members }

  /// The keys, in order; O(n).
  public var keys: [JSONString] { members.map(\.key) }

  /// The number of members.
  public var count: Int { members.count }

  /// Whether there is no member.
  public var isEmpty: Bool { members.isEmpty }

  /// Reads, sets or (with nil) removes one member. Reading costs O(log n), a new key O(n).
  public subscript(key: JSONString) -> JSONValue? {
    get {
      let index = insertionIndex(of: key)
      return index < members.count && members[index].key == key ? members[index].value : nil
    }
    set {
      let index = insertionIndex(of: key)
      let present = index < members.count && members[index].key == key
      switch (present, newValue) {
      case (true, .some(let value)): members[index].value = value
      case (true, .none): members.remove(at: index)
      case (false, .some(let value)): members.insert(Member(key: key, value: value), at: index)
      case (false, .none): break
      }
    }
  }

  private func insertionIndex(of key: JSONString) -> Int {
    var (low, high) = (0, members.count)
    while low < high {
      let middle = (low + high) / 2
      if members[middle].key < key { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  /// Later duplicates win.
  public init(dictionaryLiteral elements: (JSONString, JSONValue)...) {
    self.init()
    for (key, value) in elements { self[key] = value }
  }
}
