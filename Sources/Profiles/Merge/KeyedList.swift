internal import CanonicalJSON
internal import PackValues

/// The lists whose elements are told apart by what they are called.
enum KeyedList {
  case layers, manifests, variables

  /// By the way from the root.
  init?(pattern: String) {
    switch pattern {
    case "spec.template.packs": self = .layers
    case "spec.template.packs[].manifests": self = .manifests
    case "spec.variables": self = .variables
    default: return nil
    }
  }

  /// What an element is called; of several of one name, the nth goes with the nth.
  struct Key: Hashable {
    let owner: MergeConflict.Place.Owner
    let ordinal: Int

    /// An order of keys that depends on nothing but them.
    var sortText: String { "\(MergeConflict.Place(owner: owner, part: .whole)) \(ordinal)" }
  }

  struct Element: Hashable {
    let key: Key
    let value: JSONValue
  }

  func elements(_ values: [JSONValue], of parent: MergeConflict.Place.Owner) -> [Element] {
    var seen: [MergeConflict.Place.Owner: Int] = [:]
    return values.map { value in
      let owner = owner(of: value, in: parent)
      let ordinal = seen[owner, default: 0]
      seen[owner] = ordinal + 1
      return Element(key: Key(owner: owner, ordinal: ordinal), value: value)
    }
  }

  private func owner(
    of value: JSONValue, in parent: MergeConflict.Place.Owner
  ) -> MergeConflict.Place.Owner {
    let name = value["name"]?.text ?? ""
    switch self {
    case .layers:
      let displayName = ValuesText(value["values"]?.text?.utf8 ?? []).displayName
      return .layer(
        Layer.Identity(
          kind: value["layer"]?.text ?? "", exportedName: name,
          displayName: displayName.map { JSONString($0) }))
    case .manifests:
      if case .layer(let identity) = parent { return .manifest(identity, name: name) }
      return parent
    case .variables: return .variable(name)
    }
  }
}

extension MemberMerge {
  /// Each element by itself, then the order of what is left.
  mutating func mergedList(
    _ lists: Three<[JSONValue]>, of kind: KeyedList, at spot: Spot
  ) -> [JSONValue] {
    let elements = lists.map { kind.elements($0, of: spot.owner) }
    let values = elements.map { list in
      Dictionary(list.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
    }
    let keys = elements.map { list in list.map { $0.key } }
    var result: [KeyedList.Key: JSONValue] = [:]
    var visited: Set<KeyedList.Key> = []
    for key in (keys.ours ?? []) + (keys.theirs ?? []) where visited.insert(key).inserted {
      let three = Three(
        base: values.base?[key], ours: values.ours?[key], theirs: values.theirs?[key])
      let isSensitive = [three.base, three.ours, three.theirs].contains {
        $0?["isSensitive"]?.bool == true
      }
      result[key] = mergedElement(
        three, at: spot.element(key.owner, isSensitive: isSensitive))
    }
    return ordered(keys, keeping: result, at: spot)
  }

  private mutating func mergedElement(_ three: Three<JSONValue>, at spot: Spot) -> JSONValue? {
    if let settled = three.settled { return settled }
    if three.ours != nil, three.theirs != nil { return merged(three, at: spot) }
    return three[settle(.whole, three, at: spot)]
  }

  private mutating func ordered(
    _ keys: Three<[KeyedList.Key]>, keeping values: [KeyedList.Key: JSONValue], at spot: Spot
  ) -> [JSONValue] {
    let kept = keys.map { list in list.filter { values[$0] != nil } }
    let order = OrderMerge(
      base: kept.base ?? [], ours: kept.ours ?? [], theirs: kept.theirs ?? [])
    if let both = order.merged(\.sortText) { return both.compactMap { values[$0] } }
    let names = kept.map { list in
      JSONValue.array(
        list.map {
          .string(JSONString(MergeConflict.Place(owner: $0.owner, part: .name).description))
        })
    }
    var list: JSONString = ""
    if case .key(let key)? = spot.path.steps.last { list = key }
    let side = settle(.order(list), names, at: spot).side ?? .ours
    return order.merged(\.sortText, preferring: side)?.compactMap { values[$0] } ?? []
  }
}

extension MergeConflict.Place.Part {
  /// The owner alone.
  fileprivate static var name: Self { .member(JSONPath()) }
}
