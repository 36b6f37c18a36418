public import CanonicalJSON

extension ProfilePatch {
  /// The patch as JSON, format `profile-patch/1`.
  public var json: JSONValue {
    var object: JSONObject = [
      "format": .string(JSONString(Self.format)), "from": from.json, "to": to.json,
      "edits": .array(edits.map(\.json)),
    ]
    object["document"] = document.map { .string(JSONString($0)) }
    return .object(object)
  }
}

extension ProfilePatch.Side {
  fileprivate var json: JSONValue {
    .object([
      "name": .string(name), "version": .string(JSONString(version.description)),
      "digest": .string(JSONString(digest)),
    ])
  }
}

extension ProfilePatch.Edit {
  fileprivate var json: JSONValue {
    var object: JSONObject = ["path": .array(path.steps.map(\.json))]
    switch action {
    case .set(let from, let to):
      object["edit"] = "set"
      object["from"] = from
      object["to"] = to
    case .remove(let from):
      object["edit"] = "remove"
      object["from"] = from
    case .take: object["edit"] = "take"
    case .lines(let edits):
      object["edit"] = "lines"
      object["lines"] = .array(edits.map(\.json))
    case .list(let entries, let removed):
      object["edit"] = "list"
      object["list"] = .array(entries.map(\.json))
      object["removed"] = .array(removed.map(\.json))
    }
    return .object(object)
  }
}

extension PatchPath.Step {
  fileprivate var json: JSONValue {
    switch self {
    case .key(let key): .string(key)
    case .index(let index): Number.json(index)
    case .element(let element): element.json
    }
  }
}

extension PatchPath.Element {
  fileprivate var json: JSONValue {
    var object: JSONObject = [:]
    switch name {
    case .layer(let identity):
      object["layer"] = .string(identity.kind)
      object["pack"] = .string(identity.pack)
      object["displayName"] = identity.displayName.isEmpty ? nil : .string(identity.displayName)
    case .manifest(let name): object["manifest"] = .string(name)
    case .variable(let name): object["variable"] = .string(name)
    }
    object["occurrence"] = occurrence == 0 ? nil : Number.json(occurrence)
    return .object(object)
  }
}

extension ProfilePatch.LineEdit {
  fileprivate var json: JSONValue {
    .object(["line": Number.json(line), "remove": removed.json, "add": added.json])
  }
}

extension ProfilePatch.Lines {
  fileprivate var json: JSONValue {
    switch self {
    case .text(let lines): .array(lines.map(JSONValue.string))
    case .hidden(let count, let first):
      .object(["count": Number.json(count), "line": Number.json(first)])
    }
  }
}

extension ProfilePatch.ListEntry {
  fileprivate var json: JSONValue {
    switch self {
    case .kept(let name): .object(["keep": name.json])
    case .added(let value): .object(["add": value])
    case .taken(let index): .object(["take": Number.json(index)])
    }
  }
}

/// Whole numbers of a patch.
enum Number {
  static func json(_ number: Int) -> JSONValue {
    JSONNumber(Double(number)).map(JSONValue.number) ?? .null
  }

  /// Nil for what is no whole number from 0 to 2^53.
  static func value(_ json: JSONValue?) -> Int? {
    guard case .number(let number) = json, number.value >= 0, number.value <= 0x1p53 else {
      return nil
    }
    return Int(exactly: number.value)
  }
}
