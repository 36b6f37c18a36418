internal import CanonicalJSON

/// Compares members that are no texts, by path.
enum FieldComparison {
  /// The members that differ; absent, null and empty are the same.
  static func changes(
    from: JSONValue?, to: JSONValue?, at path: JSONPath = JSONPath(), hiding: Bool = false
  ) -> [FieldChange] {
    let (old, new) = (meaning(from), meaning(to))
    guard old != new else { return [] }
    let objects = (old ?? .object([:]), new ?? .object([:]))
    if case .object(let left) = objects.0, case .object(let right) = objects.1 {
      return Set(left.keys).union(right.keys).sorted().flatMap {
        changes(from: left[$0], to: right[$0], at: path.appending(.key(shown($0))), hiding: hiding)
      }
    }
    if case .array(let left)? = old, case .array(let right)? = new, left.count == right.count {
      return left.indices.flatMap {
        changes(from: left[$0], to: right[$0], at: path.appending(.index($0)), hiding: hiding)
      }
    }
    let (oldHasMask, newHasMask) = (holdsMask(old), holdsMask(new))
    return [
      FieldChange(
        path: path, from: shown(old, hiding || newHasMask), to: shown(new, hiding || oldHasMask))
    ]
  }

  /// Whether a mask stands anywhere in a value, also as a part of a text: then the other side is the secret.
  static func holdsMask(_ value: JSONValue?) -> Bool {
    switch value {
    case .string(let text): MaskedLine.holdsMask(text.utf8[...])
    case .array(let elements): elements.contains { holdsMask($0) }
    case .object(let object): object.members.contains { holdsMask($0.value) }
    default: false
    }
  }

  /// A member's name, unless it is a secret itself.
  private static func shown(_ key: JSONString) -> JSONString {
    key.utf8.count > 8 && !SecretScanner.shared.hits(in: key.utf8, isYAML: false).isEmpty
      ? "(hidden)" : key
  }

  static func shown(_ value: JSONValue?, _ hiding: Bool) -> ShownValue? {
    guard let value else { return nil }
    if value.text?.isMask == true { return .masked }
    return hiding || !SecretScan.findings(in: value).isEmpty ? .hidden : .value(value)
  }

  private static func meaning(_ value: JSONValue?) -> JSONValue? {
    switch value {
    case nil, .null: nil
    case .string(let text) where text.isEmpty: nil
    case .array(let elements) where elements.isEmpty: nil
    case .object(let object) where object.isEmpty: nil
    default: value
    }
  }
}

extension JSONValue {
  /// An object without some members; any other value as it is.
  func removing(_ keys: [JSONString]) -> JSONValue {
    guard var object else { return self }
    for key in keys { object[key] = nil }
    return .object(object)
  }
}

enum DocumentFields {
  static func changes(from: ProfileDocument, to: ProfileDocument) -> [FieldChange] {
    let (old, new) = (from.profile, to.profile)
    var changes: [FieldChange] = []
    func add(_ name: JSONString, _ from: JSONString, _ to: JSONString) {
      changes += FieldComparison.changes(
        from: .string(from), to: .string(to), at: JSONPath([.key(name)]))
    }
    add("name", old.name, new.name)
    add("version", JSONString(old.version.description), JSONString(new.version.description))
    add("type", old.type, new.type)
    add("cloudType", old.cloudType, new.cloudType)
    add("description", old.description.withoutTrailingSpace, new.description.withoutTrailingSpace)
    changes += FieldComparison.changes(
      from: from.value["metadata"]?["labels"], to: to.value["metadata"]?["labels"],
      at: JSONPath([.key("labels")]))
    return changes
      + FieldComparison.changes(from: unknown(from.value), to: unknown(to.value))
  }

  /// What is left of a document without the members that are compared by name.
  static func unknown(_ document: JSONValue) -> JSONValue {
    var result = document
    for keys: [JSONString] in [["metadata"], ["spec"], ["spec", "template"]] {
      ProfileDocument.edit(keys, of: &result) { value in
        value = value.removing(
          keys.count == 2
            ? ["type", "cloudType", "packs"]
            : keys == ["metadata"] ? ["name", "description", "labels"] : ["version", "variables"])
      }
    }
    return result
  }
}

enum LayerFields {
  static func changes(from: LayerRecord?, to: LayerRecord?) -> [FieldChange] {
    guard let from, let to else { return [] }
    let (old, new) = (from.layer, to.layer)
    var changes: [FieldChange] = []
    func add(_ path: [JSONString], _ from: JSONString, _ to: JSONString) {
      changes += FieldComparison.changes(
        from: .string(from), to: .string(to), at: JSONPath(path.map(JSONPath.Step.key)))
    }
    add(["version"], old.version, new.version)
    add(["tag"], old.tag, new.tag)
    add(["type"], old.packType, new.packType)
    add(["registry", "name"], old.registry?.name ?? "", new.registry?.name ?? "")
    add(["registry", "kind"], old.registry?.kind ?? "", new.registry?.kind ?? "")
    return changes + FieldComparison.changes(from: unknown(from.pack), to: unknown(to.pack))
  }

  /// A pack's members that Strata does not know; a registry's uid and flags belong to its environment.
  static func unknown(_ pack: JSONValue) -> JSONValue {
    var result = pack.removing([
      "name", "type", "layer", "version", "tag", "values", "manifests",
    ])
    let known: [JSONString] = [
      "uid", "name", "kind", "isPrivate", "providerType", "isSyncSupported",
    ]
    ProfileDocument.edit(["registry", "metadata"], of: &result) { $0 = $0.removing(known) }
    return result
  }
}

extension JSONString {
  var withoutTrailingSpace: JSONString {
    JSONString(utf8: Array(utf8[..<(utf8.lastIndex { $0 > 0x20 }.map { $0 + 1 } ?? 0)]))
  }
}
