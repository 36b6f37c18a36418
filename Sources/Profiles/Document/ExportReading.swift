internal import CanonicalJSON
internal import PackValues

/// A member that an export must not have in this form, before its line and column are looked up.
struct SchemaViolation: Error {
  let code: DocumentError.Code
  let path: JSONPath
  let detail: String
  let hint: String?

  init(
    _ path: JSONPath, _ detail: String, code: DocumentError.Code = .schema, hint: String? = nil
  ) {
    self.code = code
    self.path = path
    self.detail = detail
    self.hint = hint
  }
}

/// Reads members of one object of an export, each of a known type.
///
/// Absent and `null` are the same (Go writes an unset slice as `null`), but for the five texts, which are strings or
/// absent.
struct MemberReader {
  let value: JSONValue
  let path: JSONPath

  func text(_ key: JSONString) throws(SchemaViolation) -> JSONString? {
    switch value[key] {
    case nil, .null: return nil
    case .string(let text): return text
    default: throw SchemaViolation(path.appending(.key(key)), "must be a string")
    }
  }

  /// One of the texts that are stored line by line: never `null`, never an array.
  func lines(_ key: JSONString) throws(SchemaViolation) -> JSONString? {
    if value[key] == .null {
      throw SchemaViolation(path.appending(.key(key)), "must be a string or absent, not null")
    }
    return try text(key)
  }

  func flag(_ key: JSONString) throws(SchemaViolation) -> Bool {
    switch value[key] {
    case nil, .null: return false
    case .bool(let flag): return flag
    default: throw SchemaViolation(path.appending(.key(key)), "must be true or false")
    }
  }

  func object(_ key: JSONString) throws(SchemaViolation) -> MemberReader? {
    let place = path.appending(.key(key))
    switch value[key] {
    case nil, .null: return nil
    case .some(let member):
      guard member.object != nil else { throw SchemaViolation(place, "must be an object") }
      return MemberReader(value: member, path: place)
    }
  }

  func objects(_ key: JSONString) throws(SchemaViolation) -> [MemberReader] {
    let place = path.appending(.key(key))
    switch value[key] {
    case nil, .null: return []
    case .array(let elements):
      var readers: [MemberReader] = []
      for (index, element) in elements.enumerated() {
        let reader = MemberReader(value: element, path: place.appending(.index(index)))
        guard element.object != nil else {
          throw SchemaViolation(reader.path, "must be an object")
        }
        readers.append(reader)
      }
      return readers
    default: throw SchemaViolation(place, "must be an array")
    }
  }
}

extension Profile {
  /// Reads an export's members, refusing types that Palette never writes.
  init(export value: JSONValue) throws(SchemaViolation) {
    try OtherShape.refuse(value)
    let root = MemberReader(value: value, path: JSONPath())
    guard let metadata = try root.object("metadata"), let spec = try root.object("spec") else {
      throw SchemaViolation(
        JSONPath(), "not a profile export: it needs the members 'metadata' and 'spec'",
        hint: "export the profile in Palette (Profiles, Export Profile) and commit that file")
    }
    guard let template = try spec.object("template") else {
      throw SchemaViolation(spec.path, "not a profile export: 'template' is missing")
    }
    let (name, version) = try Self.identity(metadata: metadata, spec: spec)
    self.init(
      name: name, version: version,
      description: try metadata.lines("description") ?? "",
      labels: try Self.labels(metadata),
      type: try template.text("type") ?? "", cloudType: try template.text("cloudType") ?? "",
      layers: try template.objects("packs").map(Layer.init(reading:)),
      variables: try spec.objects("variables").map(Variable.init(reading:)))
  }

  private static func identity(
    metadata: MemberReader, spec: MemberReader
  ) throws(SchemaViolation) -> (JSONString, ProfileVersion) {
    let namePath = metadata.path.appending(.key("name"))
    guard let name = try metadata.text("name") else {
      throw SchemaViolation(metadata.path, "the profile has no name")
    }
    if let violation = NameRule.violation(of: name) {
      throw SchemaViolation(namePath, "the profile's name \(violation)", code: .name)
    }
    let text = try spec.text("version") ?? ""
    if text.isEmpty { return (name, .initial) }
    guard let version = ProfileVersion(text.string) else {
      throw SchemaViolation(
        spec.path.appending(.key("version")),
        "the profile's version is not strict semver (major.minor.patch, such as 1.2.0)",
        code: .version,
        hint: ProfileVersion(short: text.string).map {
          "a short form means different things to different versions of Palette; write it as '\($0)'"
        } ?? "write it as major.minor.patch, optionally -prerelease, without a leading 'v'")
    }
    return (name, version)
  }

  private static func labels(_ metadata: MemberReader) throws(SchemaViolation) -> [Label] {
    guard let labels = try metadata.object("labels") else { return [] }
    return (labels.value.object?.members ?? []).map { member in
      Label(key: member.key, value: member.value.text ?? JSONString(utf8: member.value.encoded()))
    }
  }
}

extension Layer {
  init(reading pack: MemberReader) throws(SchemaViolation) {
    let values = try pack.lines("values") ?? ""
    let packName = try pack.text("name") ?? ""
    let registry = try pack.object("registry")?.object("metadata")
    self.init(
      identity: Identity(
        kind: try pack.text("layer") ?? "", exportedName: packName,
        displayName: ValuesText(values.utf8).displayName.map { JSONString($0) }),
      packType: try pack.text("type") ?? "", version: try pack.text("version") ?? "",
      tag: try pack.text("tag") ?? "", values: values,
      registry: try registry.flatMap(Registry.init(reading:)),
      manifests: try pack.objects("manifests").map(Manifest.init(reading:)))
  }
}

extension Layer.Identity {
  /// Takes Palette's `display--pack` apart: a pack used twice carries its display name in front.
  init(kind: JSONString, exportedName: JSONString, displayName: JSONString?) {
    let bytes = exportedName.utf8
    let dash = UInt8(ascii: "-")
    let split = bytes.indices.dropLast(2).first {
      $0 > 0 && bytes[$0] == dash && bytes[$0 + 1] == dash
    }
    guard let split else {
      let own = displayName.flatMap { $0 == exportedName ? nil : $0 }
      self.init(kind: kind, pack: exportedName, displayName: own ?? "")
      return
    }
    self.init(
      kind: kind, pack: JSONString(utf8: Array(bytes[(split + 2)...])),
      displayName: JSONString(utf8: Array(bytes[..<split])))
  }
}

extension Layer.Registry {
  /// Nil where every field is empty, as it is for manifest packs.
  init?(reading metadata: MemberReader) throws(SchemaViolation) {
    self.init(
      uid: try metadata.text("uid") ?? "", name: try metadata.text("name") ?? "",
      kind: try metadata.text("kind") ?? "",
      providerType: try metadata.text("providerType") ?? "")
    if uid.isEmpty && name.isEmpty && kind.isEmpty { return nil }
  }
}

extension Layer.Manifest {
  init(reading manifest: MemberReader) throws(SchemaViolation) {
    self.init(
      name: try manifest.text("name") ?? "", content: try manifest.lines("content") ?? "")
  }
}

extension Variable {
  init(reading variable: MemberReader) throws(SchemaViolation) {
    guard let name = try variable.text("name"), !name.isEmpty else {
      throw SchemaViolation(variable.path, "the variable has no name")
    }
    _ = try variable.lines("description")
    self.init(
      name: name, defaultValue: try variable.lines("defaultValue"),
      isSensitive: try variable.flag("isSensitive"),
      isRequired: try variable.flag("required"),
      definition: variable.value.object ?? JSONObject())
  }
}
