internal import CanonicalJSON
internal import PackValues

/// A document in the making: an older one that takes layers, values and variables of a newer one.
struct DocumentSplice {
  private let older: ProfileDocument
  private let newer: ProfileDocument
  private var packs: KeyedValues
  private let newPacks: KeyedValues
  private var variables: KeyedValues
  private let newVariables: KeyedValues
  /// What the texts that were taken refer to, each once.
  private(set) var references: [Reference] = []

  init(older: ProfileDocument, newer: ProfileDocument) {
    (self.older, self.newer) = (older, newer)
    packs = KeyedValues(.layers, older.value, Self.packsPath)
    newPacks = KeyedValues(.layers, newer.value, Self.packsPath)
    variables = KeyedValues(.variables, older.value, Self.variablesPath)
    newVariables = KeyedValues(.variables, newer.value, Self.variablesPath)
  }

  private static let packsPath = JSONPath([.key("spec"), .key("template"), .key("packs")])
  private static let variablesPath = JSONPath([.key("spec"), .key("variables")])

  /// The layers of both documents that are meant, in the newer one's order.
  func layers(where isMeant: (Layer.Identity) -> Bool) -> [KeyedList.Key] {
    let all = newPacks.keys + packs.keys.filter { newPacks[$0] == nil }
    return all.filter { key in
      if case .layer(let identity) = key.owner { isMeant(identity) } else { false }
    }
  }

  /// Takes a layer as a whole; what the newer document does not have goes.
  mutating func take(_ key: KeyedList.Key) {
    packs.take(key, from: newPacks)
    for text in newPacks[key].map(Self.texts) ?? [] { note(text.utf8) }
  }

  /// Takes the values of a layer at some paths, and says whether there are any.
  mutating func take(
    valuesOf key: KeyedList.Key, where isWanted: (ValuesPath) -> Bool
  ) throws(ProfileSlice.Failure) -> Bool {
    guard case .layer(let identity) = key.owner, let new = newPacks[key] else { return false }
    let old = packs[key]
    var (result, isFound) = (old ?? .null, false)
    let manifests = KeyedValues(.manifests, new, Self.manifestsPath, of: key.owner)
    let own = KeyedValues(.manifests, old ?? .null, Self.manifestsPath, of: key.owner).keys
    var places = [(name: nil as JSONString?, path: JSONPath([.key("values")]), new["values"]?.text)]
    for (index, manifest) in (old?["manifests"]?.elements ?? []).enumerated() {
      places.append(
        (
          name: manifest["name"]?.text ?? "",
          path: JSONPath([.key("manifests"), .index(index), .key("content")]),
          manifests[own[index]]?["content"]?.text
        ))
    }
    for (name, path, text) in places {
      guard let text else { continue }
      let before = old?[path: path]?.text
      let slice = TextSlice(from: before?.utf8 ?? [], to: text.utf8, where: isWanted)
      isFound = isFound || slice.isFound
      if slice.changes.isEmpty && slice.text != nil { continue }
      if old == nil { throw .noLayerThere(identity) }
      guard let spliced = slice.text else { throw .stuck(identity, manifest: name) }
      for change in slice.changes { note(change.to?.text ?? []) }
      result.set(.string(JSONString(utf8: spliced)), at: path)
    }
    if old != nil { packs[key] = result }
    return isFound
  }

  private static let manifestsPath = JSONPath([.key("manifests")])

  private mutating func note(_ text: [UInt8]) {
    for reference in ValuesText(text).references()
    where !references.contains(where: { "\($0)" == "\(reference)" }) {
      references.append(reference)
    }
  }

  private static func texts(of pack: JSONValue) -> [JSONString] {
    ([pack["values"]] + (pack["manifests"]?.elements ?? []).map { $0["content"] })
      .compactMap { $0?.text }
  }

  /// Takes the definitions of the variables that the taken texts refer to, or that a definition taken so does, where they are
  /// others; names those.
  mutating func takeVariables() -> [JSONString] {
    var taken: [JSONString] = []
    while let key = newVariables.keys.first(where: { isNeeded($0) }) {
      variables.take(key, from: newVariables)
      note(newVariables[key]?["defaultValue"]?.text?.utf8 ?? [])
      if case .variable(let name) = key.owner { taken.append(name) }
    }
    return taken
  }

  private func isNeeded(_ key: KeyedList.Key) -> Bool {
    guard case .variable(let name) = key.owner, variables[key] != newVariables[key] else {
      return false
    }
    return references.contains { $0.kind == .variable && $0.name == name.string }
  }

  /// The older document's value with everything that was taken.
  var value: JSONValue {
    var value = older.value
    if packs.isChanged { value.set(packs.array, at: Self.packsPath) }
    if variables.isChanged { value.set(variables.array, at: Self.variablesPath) }
    return value
  }
}

/// The elements of a list by what they are called, in their order.
private struct KeyedValues {
  private(set) var keys: [KeyedList.Key] = []
  private var values: [KeyedList.Key: JSONValue] = [:]
  private(set) var isChanged = false

  init(
    _ kind: KeyedList, _ value: JSONValue, _ path: JSONPath,
    of parent: MergeConflict.Place.Owner = .profile
  ) {
    for element in kind.elements(value[path: path]?.elements ?? [], of: parent) {
      keys.append(element.key)
      values[element.key] = element.value
    }
  }

  subscript(key: KeyedList.Key) -> JSONValue? {
    get { values[key] }
    set {
      isChanged = isChanged || values[key] != newValue
      values[key] = newValue
    }
  }

  /// Takes what another list has under a key; new things go behind the nearest one before them that is here.
  mutating func take(_ key: KeyedList.Key, from other: KeyedValues) {
    defer { self[key] = other[key] }
    if other[key] == nil {
      keys.removeAll { $0 == key }
    } else if self[key] == nil {
      let before = other.keys.prefix { $0 != key }
      let last = keys.lastIndex { before.contains($0) }
      keys.insert(key, at: last.map { $0 + 1 } ?? 0)
    }
  }

  var array: JSONValue { .array(keys.compactMap { values[$0] }) }
}
