internal import CanonicalJSON
internal import Git
internal import PackValues
internal import ProfileRepository
public import Profiles

extension Plan {
  /// Reads a plan's file strictly.
  ///
  /// - Throws: `DocumentError` for another format, a member that is not known or missing, or a file that is not as it was
  ///   written. What a plan says is never relied upon, so that is against mistakes.
  public init(_ bytes: [UInt8]) throws(DocumentError) {
    let value: JSONValue
    do { value = try JSONReader.read(bytes, limits: .init(maxDepth: 32)) } catch {
      throw DocumentError(
        .syntax, "\(error.detail)", line: error.position.line, column: error.position.column)
    }
    let members = try StrictMembers(value)
    guard try members.requiredText("format").string == Self.format else {
      throw DocumentError(
        .schema, "must be '\(Self.format)'", path: "format",
        hint: "'strata plan … --out FILE' writes such a file; one of another version of strata is "
          + "read by that version")
    }
    var rest = members.object
    rest["digest"] = nil
    guard try members.requiredText("digest").string == Self.digest(of: rest) else {
      throw DocumentError(
        .schema, "does not go with the rest: the file was changed since it was written",
        path: "digest", hint: "write the plan anew with 'strata plan', with the options that fit")
    }
    try members.allowOnly(["digest", "format", "options", "source", "targets"])
    guard let source = try members.members("source") else { throw members.missing("source") }
    guard let options = try members.members("options") else { throw members.missing("options") }
    var targets: [PlannedTarget] = []
    for target in try members.objects("targets") { targets.append(try PlannedTarget(target)) }
    if targets.isEmpty { throw members.missing("targets") }
    (self.source, self.targets) = (try Source(source), targets)
    self.options = try Options(options)
  }

  static func digest(of members: JSONObject) -> String {
    "sha256:" + Digest.sha256(JSONValue.object(members).encoded())
  }

  /// All but the digest.
  var members: JSONObject {
    [
      "format": .string(JSONString(Self.format)), "options": options.json, "source": source.json,
      "targets": .array(targets.map(\.json)),
    ]
  }
}

extension Plan.Source {
  fileprivate var json: JSONValue {
    var object: JSONObject = [:]
    switch self {
    case .environment(let name, let commit):
      object["commit"] = .string(JSONString(commit.hex))
      object["environment"] = .string(JSONString(name.text))
    case .commit(let commit): object["commit"] = .string(JSONString(commit.hex))
    case .file(let path): object["file"] = .string(JSONString(path))
    }
    return .object(object)
  }

  fileprivate init(_ members: StrictMembers) throws(DocumentError) {
    if let path = try members.text("file") {
      try members.allowOnly(["file"])
      self = .file(path.string)
      return
    }
    try members.allowOnly(["commit", "environment"])
    guard let commit = try members.objectID("commit") else { throw members.missing("commit") }
    self =
      try members.environment("environment").map { .environment($0, at: commit) }
      ?? .commit(commit)
  }
}

extension Plan.Options {
  /// Without the members that say what goes without saying.
  fileprivate var json: JSONValue {
    var object: JSONObject = [
      "command": .string(JSONString(kind.rawValue)),
      "failOn": .string(JSONString(failsOn.rawValue)),
      "onError": .string(JSONString(onError.rawValue)),
    ]
    object["allowSecret"] = allowedSecret.map { .string(JSONString($0)) }
    object["answers"] = answers.map { .string(JSONString($0)) }
    if let slice {
      object["layers"] = Self.json(slice.layers.map(\.text))
      object["paths"] = slice.paths.isEmpty ? nil : Self.json(slice.paths.map(\.text))
    }
    object["mask"] = masks ? .bool(true) : nil
    object["message"] = message.map { .string(JSONString($0)) }
    object["name"] = landing.name.map(JSONValue.string)
    object["overwrite"] = landing.overwrites ? .bool(true) : nil
    let texts = { (isForPack: Bool) -> JSONValue? in
      let mappings = landing.registries.filter { $0.isForPack == isForPack }
      return mappings.isEmpty ? nil : .array(mappings.map { .string(JSONString("\($0)")) })
    }
    object["prune"] = prunes ? .bool(true) : nil
    (object["registries"], object["registriesFor"]) = (texts(false), texts(true))
    object["skipHeld"] = skipsHeld ? .bool(true) : nil
    object["take"] = side.map { .string(JSONString($0.rawValue)) }
    object["version"] = landing.version.map { .string(JSONString($0.description)) }
    return .object(object)
  }

  private static func json(_ texts: [String]) -> JSONValue {
    .array(texts.map { .string(JSONString($0)) })
  }

  fileprivate init(_ members: StrictMembers) throws(DocumentError) {
    try members.allowOnly([
      "allowSecret", "answers", "command", "failOn", "layers", "mask", "message", "name", "onError",
      "overwrite", "paths", "prune", "registries", "registriesFor", "skipHeld", "take", "version",
    ])
    self.init()
    kind = try members.choice("command") ?? .import
    onError = try members.choice("onError") ?? .fail
    failsOn = try members.choice("failOn") ?? .error
    side = try members.choice("take")
    allowedSecret = try members.text("allowSecret")?.string
    answers = try members.text("answers")?.string
    (message, masks) = (try members.text("message")?.string, try members.flag("mask") ?? false)
    prunes = try members.flag("prune") ?? false
    slice = try members.slice()
    skipsHeld = try members.flag("skipHeld") ?? false
    landing.overwrites = try members.flag("overwrite") ?? false
    landing.name = try members.text("name")
    landing.version = try members.version("version")
    landing.registries = try members.mappings("registries") { RegistryMapping($0) }
    landing.registries += try members.mappings("registriesFor") { RegistryMapping(pack: $0) }
  }
}

extension StrictMembers {
  fileprivate func choice<Value: RawRepresentable<String> & CaseIterable>(
    _ name: JSONString
  ) throws(DocumentError) -> Value? {
    guard let text = try text(name) else { return nil }
    if let value = Value(rawValue: text.string) { return value }
    throw DocumentError(
      .schema, "must be one of " + Value.allCases.map(\.rawValue).joined(separator: ", "),
      path: place(name).description)
  }

  fileprivate func mappings(
    _ name: JSONString, _ read: (String) -> RegistryMapping?
  ) throws(DocumentError) -> [RegistryMapping] {
    var mappings: [RegistryMapping] = []
    for (index, text) in try texts(name).enumerated() {
      guard let mapping = read(text.string) else {
        throw DocumentError(
          .schema, "must be a mapping such as 'Public Repo=Corp Mirror'",
          path: place(name).appending(.index(index)).description)
      }
      mappings.append(mapping)
    }
    return mappings
  }

  /// Nil where no layers are named.
  fileprivate func slice() throws(DocumentError) -> ProfileSlice? {
    var paths: [ValuesPathPattern] = []
    for (index, text) in try texts("paths").enumerated() {
      do { paths.append(try ValuesPathPattern(text.string)) } catch {
        throw DocumentError(
          .schema, "must be a path: \(error)",
          path: place("paths").appending(.index(index)).description)
      }
    }
    let layers = try texts("layers").map { LayerPattern($0.string) }
    if layers.isEmpty, !paths.isEmpty { throw missing("layers") }
    return layers.isEmpty ? nil : ProfileSlice(layers: layers, paths: paths)
  }

  fileprivate func version(_ name: JSONString) throws(DocumentError) -> ProfileVersion? {
    guard let text = try text(name) else { return nil }
    guard let version = ProfileVersion(text.string) else {
      throw DocumentError(
        .schema, "must be a version such as 1.2.0", path: place(name).description)
    }
    return version
  }
}
