internal import CanonicalJSON

extension ProfilePatch {
  /// Reads a patch; refuses what `json` does not write, with the JSON path of the place.
  public init(reading bytes: [UInt8]) throws(PatchError) {
    let value: JSONValue
    do { value = try JSONReader.read(bytes) } catch {
      throw PatchError(
        .syntax, "\(error.detail), line \(error.position.line), column \(error.position.column)")
    }
    let root = PatchReader(value: value, path: JSONPath())
    guard try root.text("format").string == Self.format else {
      throw PatchError(
        .syntax, "this version reads '\(Self.format)'", path: "format",
        hint: "make it with 'strata diff A B --output patch'")
    }
    self.init(
      from: try Side(root.member("from")), to: try Side(root.member("to")),
      document: value["document"] == nil ? nil : try root.text("document").string,
      edits: try root.list("edits", Edit.init))
    if document == nil, edits.contains(where: \.takes) {
      throw PatchError(.syntax, "an edit takes from a document that is not named", path: "document")
    }
  }
}

/// One value of a patch and where it stands.
struct PatchReader {
  let value: JSONValue
  let path: JSONPath

  func error(_ detail: String) -> PatchError {
    PatchError(.syntax, detail, path: path.abbreviated)
  }

  func member(_ key: JSONString) throws(PatchError) -> PatchReader {
    guard let member = value[key] else { throw error("the member '\(key)' is missing") }
    return PatchReader(value: member, path: path.appending(.key(key)))
  }

  func text(_ key: JSONString) throws(PatchError) -> JSONString {
    let member = try member(key)
    guard let text = member.value.text else { throw member.error("must be a string") }
    return text
  }

  func number(_ key: JSONString) throws(PatchError) -> Int {
    let member = try member(key)
    guard let number = Number.value(member.value) else {
      throw member.error("must be a whole number")
    }
    return number
  }

  func list<Item>(
    _ key: JSONString, _ read: (PatchReader) throws(PatchError) -> Item
  ) throws(PatchError) -> [Item] {
    try member(key).items(read)
  }

  func items<Item>(
    _ read: (PatchReader) throws(PatchError) -> Item
  ) throws(PatchError) -> [Item] {
    guard let elements = value.elements else { throw error("must be an array") }
    var items: [Item] = []
    for (index, element) in elements.enumerated() {
      items.append(try read(PatchReader(value: element, path: path.appending(.index(index)))))
    }
    return items
  }
}

extension ProfilePatch.Side {
  fileprivate init(_ reader: PatchReader) throws(PatchError) {
    guard let version = ProfileVersion(try reader.text("version").string) else {
      throw try reader.member("version").error("must be a strict semantic version")
    }
    self.init(
      name: try reader.text("name"), version: version, digest: try reader.text("digest").string)
  }
}

extension ProfilePatch.Edit {
  fileprivate init(_ reader: PatchReader) throws(PatchError) {
    let path = PatchPath(try reader.list("path", PatchPath.Step.init))
    switch try reader.text("edit") {
    case "set": self.init(path, .set(from: reader.value["from"], to: try reader.member("to").value))
    case "remove": self.init(path, .remove(from: try reader.member("from").value))
    case "take": self.init(path, .take)
    case "lines": self.init(path, .lines(try reader.list("lines", ProfilePatch.LineEdit.init)))
    case "list":
      self.init(
        path,
        .list(
          try reader.list("list", ProfilePatch.ListEntry.init),
          removed: try reader.list("removed", PatchPath.Element.init)))
    case let other: throw reader.error("an edit '\(other)' is not known")
    }
  }

  fileprivate var takes: Bool {
    switch action {
    case .set, .remove: false
    case .take: true
    case .lines(let edits): edits.contains { $0.added.isHidden || $0.removed.isHidden }
    case .list(let entries, _):
      entries.contains { if case .taken = $0 { true } else { false } }
    }
  }
}

extension PatchPath.Step {
  fileprivate init(_ reader: PatchReader) throws(PatchError) {
    if let key = reader.value.text {
      self = .key(key)
    } else if let index = Number.value(reader.value) {
      self = .index(index)
    } else {
      self = .element(try PatchPath.Element(reader))
    }
  }
}

extension PatchPath.Element {
  fileprivate init(_ reader: PatchReader) throws(PatchError) {
    let name: Name
    if reader.value["layer"] != nil {
      let displayName = reader.value["displayName"] == nil ? "" : try reader.text("displayName")
      name = .layer(
        Layer.Identity(
          kind: try reader.text("layer"), pack: try reader.text("pack"), displayName: displayName))
    } else if reader.value["manifest"] != nil {
      name = .manifest(try reader.text("manifest"))
    } else if reader.value["variable"] != nil {
      name = .variable(try reader.text("variable"))
    } else {
      throw reader.error("must be a key, an index, or name a layer, manifest or variable")
    }
    let occurrence = reader.value["occurrence"] == nil ? 0 : try reader.number("occurrence")
    self.init(name: name, occurrence: occurrence)
  }
}

extension ProfilePatch.LineEdit {
  fileprivate init(_ reader: PatchReader) throws(PatchError) {
    let line = try reader.number("line")
    guard line >= 1 else { throw try reader.member("line").error("lines count from 1") }
    self.init(
      line: line, removed: try ProfilePatch.Lines(reader.member("remove")),
      added: try ProfilePatch.Lines(reader.member("add")))
  }
}

extension ProfilePatch.Lines {
  fileprivate init(_ reader: PatchReader) throws(PatchError) {
    guard reader.value.elements == nil else {
      self = .text(
        try reader.items { item throws(PatchError) in
          guard let text = item.value.text, !text.utf8.contains(0x0A) else {
            throw item.error("must be a line")
          }
          return text
        })
      return
    }
    self = .hidden(count: try reader.number("count"), at: try reader.number("line"))
  }
}

extension ProfilePatch.ListEntry {
  fileprivate init(_ reader: PatchReader) throws(PatchError) {
    if reader.value["keep"] != nil {
      self = .kept(try PatchPath.Element(reader.member("keep")))
    } else if reader.value["take"] != nil {
      self = .taken(index: try reader.number("take"))
    } else {
      self = .added(try reader.member("add").value)
    }
  }
}
