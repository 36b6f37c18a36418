extension Parser {
  mutating func array(_ place: LineForm.Place?) throws(Fault) -> JSONValue {
    try enter()
    var elements: [JSONValue] = []
    guard view[offset] != UInt8(ascii: "]") else {
      leave()
      return .array(elements)
    }
    let inner = lines.element(of: place)
    repeat {
      skipSpace()
      do throws(Fault) {
        elements.append(try value(inner))
      } catch {
        throw error.inside(.index(elements.count))
      }
      skipSpace()
    } while take(",")
    guard view[offset] == UInt8(ascii: "]") else { throw unexpected("',' or ']'") }
    leave()
    return .array(elements)
  }

  mutating func object(_ place: LineForm.Place?) throws(Fault) -> JSONValue {
    try enter()
    var members: [JSONObject.Member] = []
    guard view[offset] != UInt8(ascii: "}") else {
      leave()
      return .object(JSONObject(sorted: members))
    }
    let firstKey = keyOffsets.count
    var isSorted = true
    repeat {
      let member = try member(place)
      if isSorted, let last = members.last, !(last.key < member.key) { isSorted = false }
      members.append(member)
      skipSpace()
    } while take(",")
    guard view[offset] == UInt8(ascii: "}") else { throw unexpected("',' or '}'") }
    leave()
    if !isSorted { try sort(&members, firstKey: firstKey) }
    keyOffsets.removeLast(keyOffsets.count - firstKey)
    return .object(JSONObject(sorted: members))
  }

  private mutating func member(_ place: LineForm.Place?) throws(Fault) -> JSONObject.Member {
    let key = try key()
    do throws(Fault) {
      return JSONObject.Member(key: key, value: try value(lines.member(key, of: place)))
    } catch {
      throw error.inside(.key(key))
    }
  }

  /// Reads a key and passes the colon and the space before the value.
  mutating func key() throws(Fault) -> JSONString {
    skipSpace()
    guard view[offset] == UInt8(ascii: "\"") else { throw unexpected("a key in quotes") }
    keyOffsets.append(offset)
    let key = try string()
    skipSpace()
    guard take(":") else { throw unexpected("':'").inside(.key(key)) }
    skipSpace()
    return key
  }

  private mutating func sort(
    _ members: inout [JSONObject.Member], firstKey: Int
  ) throws(Fault) {
    members.sort { $0.key < $1.key }
    for index in members.indices.dropFirst() where members[index - 1].key == members[index].key {
      throw try duplicate(firstKey: firstKey)
    }
  }

  /// Finds the first key of an object that occurred before, by reading its keys again.
  private mutating func duplicate(firstKey: Int) throws(Fault) -> Fault {
    var seen: Set<JSONString> = []
    for start in keyOffsets[firstKey...] {
      offset = start
      let key = try string()
      if !seen.insert(key).inserted {
        return Fault(.duplicateKey, "duplicate key", at: start).inside(.key(key))
      }
    }
    return Fault(.duplicateKey, "duplicate key", at: offset)
  }

  /// Walks to the value at a path and tells where it starts; nil where the path ends too early.
  mutating func seek(_ path: JSONPath) throws(Fault) -> Int? {
    try start()
    for step in path.steps {
      switch step {
      case .key(let key): guard try seek(key) else { return nil }
      case .index(let index): guard try seek(index) else { return nil }
      }
    }
    return offset
  }

  private mutating func seek(_ wanted: JSONString) throws(Fault) -> Bool {
    guard view[offset] == UInt8(ascii: "{") else { return false }
    try enter()
    guard view[offset] != UInt8(ascii: "}") else { return false }
    repeat {
      if try key() == wanted { return true }
      _ = try value(nil)
      skipSpace()
    } while take(",")
    return false
  }

  private mutating func seek(_ wanted: Int) throws(Fault) -> Bool {
    guard view[offset] == UInt8(ascii: "["), wanted >= 0 else { return false }
    try enter()
    guard view[offset] != UInt8(ascii: "]") else { return false }
    for _ in 0..<wanted {
      _ = try value(nil)
      skipSpace()
      guard take(",") else { return false }
      skipSpace()
    }
    return true
  }
}
