internal import CanonicalJSON
internal import PackValues

extension FillSheet {
  /// Reads a sheet back, filled or not.
  ///
  /// - Throws: `syntax` where it is no JSON, `schema` where a member is unknown, missing, of the wrong type, or names no
  ///   place; `secret` where an entry holds a secret of a known form. No error repeats what stands in `from`.
  public init(_ bytes: [UInt8]) throws(DocumentError) {
    let value: JSONValue
    do throws(JSONError) { value = try JSONReader.read(bytes) } catch {
      throw DocumentError(
        .syntax, error.detail, line: error.position.line, column: error.position.column)
    }
    if let found = SecretScan.findings(in: value).first {
      throw DocumentError(
        .secret, "holds a secret (\(found.kind.rawValue))",
        hint: "'from' says where the value comes from, such as env:NAME; rotate the secret")
    }
    let members = try StrictMembers(value)
    guard members.object["format"] == .string(Self.format) else {
      throw DocumentError(
        .schema, "is no fill sheet of a format that this version reads", path: "format",
        hint: "make one with 'strata masked … --sheet FILE'")
    }
    try members.allowOnly(["environment", "format", "places"])
    guard members.object["places"] != nil else { throw members.missing("places") }
    var entries: [Entry] = []
    for place in try members.objects("places") { entries.append(try Entry(place)) }
    self.init(environment: try members.text("environment"), entries: entries)
  }
}

extension FillSheet.Entry {
  private static let names = [
    "declared", "from", "hint", "layer", "line", "manifest", "member", "options", "path", "profile",
    "regex", "required", "scope", "steps", "type", "variable", "version",
  ]

  init(_ members: StrictMembers) throws(DocumentError) {
    try members.allowOnly(Self.names)
    self.init(
      profile: try Self.profile(members), owner: try Self.owner(members),
      expectation: try Self.expectation(members))
    path = try Self.path(members)
    line = try members.count("line")
    if let text = try members.text("declared") {
      guard let declaration = ProfileMask.Declaration(rawValue: text.string) else {
        throw Self.wrong("must be 'schema' or 'variable'", at: "declared", members)
      }
      self.declaration = declaration
    }
    from = try members.requiredText("from")
  }

  private static func profile(_ members: StrictMembers) throws(DocumentError) -> ProfileKey {
    let name = try members.requiredText("profile")
    guard NameRule.violation(of: name) == nil else {
      throw wrong("must be a profile's name", at: "profile", members)
    }
    guard let scope = Scope(try members.requiredText("scope").string) else {
      throw wrong("must be 'tenant' or 'projects/NAME'", at: "scope", members)
    }
    guard let version = ProfileVersion(try members.requiredText("version").string) else {
      throw wrong("must be a version such as 1.2.0", at: "version", members)
    }
    return ProfileKey(scope: scope, name: name, version: version)
  }

  /// Exactly one of `layer` (with or without `manifest`), `variable` and `member` says whose the place is.
  static func owner(_ members: StrictMembers) throws(DocumentError) -> ProfileMask.Owner {
    let variable = try members.text("variable")
    let manifest = try members.text("manifest")
    let layer = try members.members("layer").map { layer throws(DocumentError) in
      try layer.allowOnly(["displayName", "kind", "pack"])
      return Layer.Identity(
        kind: try layer.requiredText("kind"), pack: try layer.requiredText("pack"),
        displayName: try layer.text("displayName") ?? "")
    }
    switch (layer, variable, members.object["member"]) {
    case (let layer?, nil, nil):
      return manifest.map { .manifest(layer, name: $0) } ?? .values(layer)
    case (nil, let name?, nil) where manifest == nil: return .variable(name: name)
    case (nil, nil, let steps?) where manifest == nil:
      guard let path = JSONPath(stored: steps) else {
        throw wrong("must be a list of keys and indexes", at: "member", members)
      }
      return .member(path)
    default:
      throw DocumentError(
        .schema, "must have one of 'layer', 'variable' and 'member'",
        path: members.path.description)
    }
  }

  /// The steps count; the text is for people and must say the same.
  static func path(_ members: StrictMembers) throws(DocumentError) -> ValuesPath? {
    let text = try members.text("path")
    guard let steps = members.object["steps"] else {
      if text == nil { return nil }
      throw members.missing("steps")
    }
    guard let path = ValuesPath(stored: steps) else {
      throw wrong("must be the steps of a path", at: "steps", members)
    }
    guard text == JSONString(path.description) else {
      throw wrong("says another path than 'steps'", at: "path", members)
    }
    return path
  }

  private static func expectation(
    _ members: StrictMembers
  ) throws(DocumentError) -> ValueExpectation {
    var expectation = ValueExpectation()
    expectation.type = try members.text("type")
    expectation.isRequired = try members.flag("required") ?? false
    expectation.regex = try members.text("regex")
    expectation.hint = try members.text("hint")
    expectation.options = try members.texts("options")
    return expectation
  }

  private static func wrong(
    _ detail: String, at key: JSONString, _ members: StrictMembers
  ) -> DocumentError {
    DocumentError(.schema, detail, path: members.place(key).description)
  }
}

extension JSONPath {
  /// Reads what `stored` writes; nil for anything else.
  init?(stored value: JSONValue) {
    guard let elements = value.elements else { return nil }
    let steps = elements.compactMap { element -> Step? in
      switch element {
      case .string(let key): .key(key)
      case .number(let number):
        Int(exactly: number.value).flatMap { $0 < 0 ? nil : .index($0) }
      default: nil
      }
    }
    guard steps.count == elements.count else { return nil }
    self.init(steps)
  }
}
